/** What JSONata itself takes for true: an empty list or object is not. */
export function isTruthy(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(isTruthy);
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	return Boolean(value);
}
