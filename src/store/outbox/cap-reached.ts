import type { Selectable } from 'kysely';
import type { Place } from '../../domain/caps/cap-plan.ts';
import { DAY_MS, type CapName } from '../../domain/caps/caps.ts';
import type { Claim } from '../../ports/store.ts';
import type { Gate } from './admission.ts';
import { KINDS, readCandidates, type KindName } from './candidates.ts';
import { appendEvents, numberEvent } from '../log/events.ts';
import type { Tables, Tx } from '../schema.ts';

/**
 * Tells that caps of a number hold messages back that are due: of each cap once in its window.
 * Called last in a transaction, because it appends to the log.
 */
export async function tellCaps(
	tx: Tx,
	number: Selectable<Tables['number']>,
	gate: Pick<Gate, 'places' | 'caps' | 'crowd' | 'isCrowdedOut'>,
	input: Claim,
): Promise<void> {
	const { now } = input;
	const told = JSON.parse(number.caps_told_json ?? '{}') as Partial<Record<CapName, number>>;
	const reached: CapName[] = [];
	for (const [cap, kinds] of closedBy(gate.places(), now)) {
		if ((told[cap] ?? 0) > now) continue;
		// A cap that is full while nothing waits holds nobody back.
		if ((await readCandidates(tx, { ...input, limit: 0 }, kinds)).length === 0) continue;
		const { windowMs = 0 } = gate.caps.find(({ name }) => name === cap) ?? {};
		told[cap] = now + windowMs;
		reached.push(cap);
	}
	if (gate.crowd !== null && (told.portfolio ?? 0) <= now) {
		const kinds = Object.keys(KINDS) as KindName[];
		const due = await readCandidates(tx, { ...input, limit: 0 }, kinds);
		if (due.some((row) => gate.isCrowdedOut(row))) {
			told.portfolio = now + DAY_MS;
			reached.push('portfolio');
		}
	}
	if (reached.length === 0) return;
	await tx.db
		.updateTable('number')
		.set({ caps_told_json: JSON.stringify(told) })
		.where('id', '=', number.id)
		.execute();
	const events = reached.map((to) => ({
		...numberEvent('number.cap_reached', number.id),
		data: { field: 'cap', from: null, to },
	}));
	await appendEvents(tx, number.workspace_id, events, now);
}

/** The caps that close kinds of messages now, with those kinds. */
function closedBy(
	places: Readonly<Record<KindName, Place>>,
	now: number,
): ReadonlyMap<CapName, readonly KindName[]> {
	const closed = new Map<CapName, KindName[]>();
	for (const kind of Object.keys(places) as KindName[]) {
		const { at, cap } = places[kind];
		// That new chats are paused is news of the number's health, told when it began.
		if (cap === null || cap === 'newChatsPaused' || at <= now) continue;
		closed.set(cap, [...(closed.get(cap) ?? []), kind]);
	}
	return closed;
}
