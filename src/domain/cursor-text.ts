/** Where a list goes on, as a workflow keeps it. */
interface Place {
	readonly key: number;
	readonly id: string;
}

/**
 * Writes a place in a list as one word.
 *
 * @param order of what list it is: in another one it means nothing
 */
export function formatCursor(order: string, { key, id }: Place): string {
	return Buffer.from(JSON.stringify([order, key, id])).toString('base64url');
}

/** Reads such a word. @returns `undefined` for one of another list, or of none */
export function parseCursor(order: string, text: string): Place | undefined {
	try {
		const parts: unknown = JSON.parse(Buffer.from(text.trim(), 'base64url').toString('utf8'));
		if (!Array.isArray(parts) || parts.length !== 3) return undefined;
		const [of, key, id] = parts as readonly unknown[];
		return of === order && Number.isSafeInteger(key) && typeof id === 'string'
			? { key: key as number, id }
			: undefined;
	} catch {
		return undefined;
	}
}
