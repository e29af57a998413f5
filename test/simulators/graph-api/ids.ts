import { randomBytes, randomInt } from 'node:crypto';

/** A message id of Meta's look: `wamid.` and base64. Clients must treat it as opaque. */
export function newWamid(): string {
	return `wamid.HBgL${randomBytes(30).toString('base64')}`;
}

/** The id of a file. How it begins tells it from the ids of numbers and accounts. */
export function newMediaId(): string {
	return `990${String(randomInt(1e12)).padStart(13, '0')}`;
}

/** The id of a template. How it begins tells it from the ids of numbers and accounts. */
export function newTemplateId(): string {
	return `880${String(randomInt(1e12)).padStart(13, '0')}`;
}

/** The trace id that every Graph error carries. */
export function newTraceId(): string {
	return `A${randomBytes(17).toString('base64url')}`;
}

/** The number that a callback has to echo when it is verified. */
export function newChallenge(): string {
	return String(randomInt(100_000_000, 2_000_000_000));
}

/** Counts up from a first id, so that ids of a run are the same each time: "101", "102", ... */
export class IdSequence {
	#next: number;

	constructor(first: number) {
		this.#next = first;
	}

	next(): string {
		return String(this.#next++);
	}
}
