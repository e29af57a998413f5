/** Waits for a condition, looked at again and again, and gives what it found. */
export async function until<T>(
	find: () => T | false | null | undefined | Promise<T | false | null | undefined>,
	what: string,
	timeoutMs = 8_000,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const found = await find();
		if (found !== undefined && found !== null && found !== false) return found;
		if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
