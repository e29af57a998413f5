import type { Selectable } from 'kysely';
import type { ContactKey, ContactKeyType } from '../../domain/address.ts';
import { isId } from '../../domain/ids.ts';
import { acceptsSends, type NumberMode } from '../../domain/number/number.ts';
import type { RefusalReason } from '../../domain/outbox.ts';
import { spend } from '../../domain/caps/recipient-pace.ts';
import type { Claim, ClaimResult } from '../../ports/store.ts';
import type { HandOver } from '../../ports/transport.ts';
import { Gate, type Admission } from './admission.ts';
import { asItGoes, contentOfRow } from './as-it-goes.ts';
import { tellCaps } from './cap-reached.ts';
import { nextDueAt, readCandidates, type Candidate, type KindName } from './candidates.ts';
import { appendEvents, type NewEvent } from '../log/events.ts';
import { judgeAnswers, noteRecovery } from '../numbers/health.ts';
import { standingOf } from '../numbers/pause.ts';
import { skip } from './replies.ts';
import { QUEUED } from './outbox-states.ts';
import type { Tables, Tx } from '../schema.ts';

/**
 * See `StoreOperations.claim`. Everything that decides whether a message may go out is read and
 * written in this one transaction, right before the hand-over.
 */
export async function claim(tx: Tx, input: Claim): Promise<ClaimResult> {
	const { db, locks } = tx;
	await locks.number(input.numberId);
	const number = await db
		.selectFrom('number')
		.selectAll()
		.where('id', '=', input.numberId)
		.executeTakeFirstOrThrow();
	const { per_second: perSecond } = number;
	if (number.fence !== input.fence) {
		return { ...NOBODYS, perSecond };
	}
	const firstEnd = await firstExpiry(tx, input);
	const isEmpty = firstEnd === null;
	const expired = isEmpty || firstEnd > input.now ? [] : await refuseExpired(tx, input);
	const { number: known, events } = await noteRecovery(tx, number, input.now);
	// Nothing is due while the number may not send, or the pump would look again at once, for ever.
	const mayTake = !isEmpty && acceptsSends(standingOf(known));
	const taken = mayTake ? await takeDue(tx, known, input) : NOTHING;
	await appendEvents(tx, number.workspace_id, [...events, ...taken.events], input.now);
	if (taken.gate !== null) {
		await tellCaps(tx, known, taken.gate, input);
	}
	// Who takes the last one need not ask again until something comes.
	const isEmptyNow =
		isEmpty || (taken.claimed.length > 0 && (await firstExpiry(tx, input)) === null);
	return {
		claimed: taken.claimed,
		refused: [...expired, ...taken.ended],
		nextDueAt: taken.nextDueAt,
		isEmpty: isEmptyNow,
		isOwner: true,
		perSecond,
	};
}

/** Another process owns the number: what waits is not our business. */
const NOBODYS = {
	claimed: [],
	refused: [],
	nextDueAt: null,
	isEmpty: true,
	isOwner: false,
} as const;

interface Taken {
	readonly claimed: readonly HandOver[];
	readonly ended: readonly string[];
	readonly nextDueAt: number | null;
	readonly events: readonly NewEvent[];
	/** Only if nothing was taken: what keeps the rest. */
	readonly gate: Gate | null;
}

const NOTHING: Taken = { claimed: [], ended: [], nextDueAt: null, events: [], gate: null };

async function takeDue(tx: Tx, number: Selectable<Tables['number']>, input: Claim): Promise<Taken> {
	const { now } = input;
	const gate = await Gate.open(tx, number, now, input.limit);
	const found = await readCandidates(tx, input, openKinds(gate, now), gate.crowd);
	const candidates = found.map((row) => asItGoes(row, number.mode as NumberMode, now));
	if (candidates.some((row) => gate.kindOf(row).isNewChat)) {
		const events = await judgeAnswers(tx, number, now);
		// The caps are lower from now on: asked again at once, under those.
		if (events.length > 0) return { ...NOTHING, nextDueAt: now, events };
	}
	const claimed: HandOver[] = [];
	const ended: string[] = [];
	const busy = new Set<string>();
	let wasHeld = false;
	for (const row of candidates) {
		if (claimed.length === input.limit) break;
		if (busy.has(row.conversation_id)) continue;
		const admission = await gate.judge(row);
		switch (admission.kind) {
			case 'go':
				busy.add(row.conversation_id);
				await gate.take(row, input.random);
				claimed.push(await take(tx, row, input));
				break;
			case 'refuse':
				await refuse(tx, row.id, admission.reason, now);
				ended.push(row.id);
				break;
			case 'skip':
				await skip(tx, row.id, admission.reason, now);
				ended.push(row.id);
				break;
			case 'hold':
				await hold(tx, row, admission);
				wasHeld = true;
				break;
			case 'later':
				break;
		}
	}
	// Whoever got something asks again at once: the next due time costs a look at all that waits.
	if (claimed.length > 0) return { ...NOTHING, claimed, ended };
	// Behind what is held there may be more that is due now.
	const dueAt = wasHeld ? now : await nextDueAt(tx, input, openTimes(gate), gate.crowd);
	return { ...NOTHING, ended, nextDueAt: dueAt, gate };
}

function openTimes(gate: Gate): Readonly<Record<KindName, number>> {
	const { internal, reply, newChat, other } = gate.places();
	return { internal: internal.at, reply: reply.at, newChat: newChat.at, other: other.at };
}

function openKinds(gate: Gate, now: number): readonly KindName[] {
	const times = openTimes(gate);
	return (Object.keys(times) as KindName[]).filter((kind) => times[kind] <= now);
}

/** It is not looked at again before its time; what only an event changes, the event brings back. */
async function hold(
	{ db }: Tx,
	row: Candidate,
	{ reason, until }: Extract<Admission, { kind: 'hold' }>,
): Promise<void> {
	await db
		.updateTable('outbox')
		.set({ reason, not_before: until ?? row.expires_at })
		.where('id', '=', row.id)
		.execute();
}

async function refuse({ db }: Tx, id: string, reason: RefusalReason, now: number): Promise<void> {
	await db
		.updateTable('outbox')
		.set({ state: 'refused', reason, settled_at: now })
		.where('id', '=', id)
		.execute();
}

/** When the first of those that wait expires; `null` if none waits. */
async function firstExpiry({ db }: Tx, { numberId }: Claim): Promise<number | null> {
	const row = await db
		.selectFrom('outbox')
		.select('expires_at')
		.where('number_id', '=', numberId)
		.where('state', '=', QUEUED)
		.orderBy('expires_at')
		.limit(1)
		.executeTakeFirst();
	return row?.expires_at ?? null;
}

async function refuseExpired({ db }: Tx, input: Claim): Promise<string[]> {
	const reason: RefusalReason = 'expired';
	const rows = await db
		.updateTable('outbox')
		.set({ state: 'refused', reason, settled_at: input.now })
		.where('number_id', '=', input.numberId)
		.where('state', '=', 'queued')
		.where('expires_at', '<=', input.now)
		.returning('id')
		.execute();
	return rows.map((row) => row.id);
}

async function take({ db }: Tx, row: Candidate, input: Claim): Promise<HandOver> {
	await db
		.updateTable('outbox')
		.set({
			state: 'handing',
			reason: null,
			fence: input.fence,
			handed_at: input.now,
			attempts: row.attempts + 1,
			used_fallback: row.used_fallback,
		})
		.where('id', '=', row.id)
		.execute();
	await db
		.updateTable('conversation')
		.set({
			pace_debt: spend(input.pace, row.pace_debt, input.now),
			opened_at: row.opened_at ?? input.now,
			// Never before what came first, whatever the clock of this process says: `replies.ts`.
			claimed_at: Math.max(input.now, row.replied_at ?? 0, row.created_at),
		})
		.where('id', '=', row.conversation_id)
		.execute();
	return {
		outboxId: row.id,
		attempt: row.attempts + 1,
		recipient: await addresses({ db }, row.contact_id),
		content: contentOfRow(row),
		replyTo: await quotedId({ db } as Tx, row),
	};
}

/** WhatsApp's id of the quoted message, which may have been named by ours. */
async function quotedId({ db }: Tx, row: Candidate): Promise<string | null> {
	if (row.reply_to === null || !isId(row.reply_to)) return row.reply_to;
	const message = await db
		.selectFrom('message')
		.select('provider_id')
		.where('id', '=', row.reply_to)
		.where('conversation_id', '=', row.conversation_id)
		.executeTakeFirst();
	return message?.provider_id ?? null;
}

const TRUST: readonly ContactKeyType[] = ['phone', 'lid', 'bsuid', 'parentBsuid', 'username'];

/** The addresses of a contact, the most certain first. */
export async function addresses(
	{ db }: Pick<Tx, 'db'>,
	contactId: string,
): Promise<readonly ContactKey[]> {
	const rows = await db
		.selectFrom('contact_key')
		.select(['type', 'value'])
		.where('contact_id', '=', contactId)
		.orderBy('created_at', 'desc')
		.execute();
	return rows
		.map((row) => ({ type: row.type as ContactKeyType, value: row.value }))
		.sort((a, b) => TRUST.indexOf(a.type) - TRUST.indexOf(b.type));
}
