/** A copy of an object without one of its keys. */
export function without(
	object: Readonly<Record<string, unknown>>,
	key: string,
): Readonly<Record<string, unknown>> {
	return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
