/** The number that the input of an operation names; `null` if it names none. */
export function numberOf(input: unknown): string | null {
	const { numberId } = input as { readonly numberId?: string | null };
	return numberId ?? null;
}
