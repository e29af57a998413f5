/** A source of numbers from 0 up to but not including 1 that gives the same ones for a seed. */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	// Mulberry32: short, and good enough to choose where to break something.
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/**
 * A copy of some JSON in which one to four parts were replaced, removed or doubled.
 *
 * @param wrong what a part may be replaced by
 */
export function mutate(json: unknown, wrong: readonly unknown[], random: () => number): unknown {
	const choose = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
	const copy = structuredClone({ root: json });
	for (let left = 1 + Math.floor(random() * 4); left > 0; left -= 1) {
		const places = placesIn(copy);
		if (places.length === 0) break;
		const [parent, key] = choose(places);
		const kind = random();
		if (kind < 0.6) parent[key] = structuredClone(choose(wrong));
		else if (kind < 0.8) Reflect.deleteProperty(parent, key);
		else parent[key] = [parent[key], structuredClone(parent[key])];
	}
	return copy.root;
}

type Place = readonly [parent: Record<string, unknown>, key: string];

/** Every place in some JSON where a value stands. */
function placesIn(value: unknown): readonly Place[] {
	if (typeof value !== 'object' || value === null) return [];
	const parent = value as Record<string, unknown>;
	return Object.keys(parent).flatMap((key) => [[parent, key] as const, ...placesIn(parent[key])]);
}
