import type { ContactKey, ContactKeyType } from '../domain/address.ts';
import { isId } from '../domain/ids.ts';
import type { OutgoingContent } from '../domain/outgoing.ts';
import { acceptsSends } from '../domain/number.ts';
import type { RefusalReason } from '../domain/outbox.ts';
import { spend } from '../domain/recipient-pace.ts';
import type { Claim, ClaimResult } from '../ports/store.ts';
import type { HandOver } from '../ports/transport.ts';
import { Gate, type Admission } from './admission.ts';
import { tellCaps } from './cap-reached.ts';
import { nextDueAt, readCandidates, type Candidate, type KindName } from './candidates.ts';
import { standingOf } from './pause.ts';
import { skip } from './replies.ts';
import type { Tx } from './schema.ts';

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
	if (number.fence !== input.fence) {
		return { claimed: [], refused: [], nextDueAt: null, isOwner: false };
	}
	const refused = await refuseExpired(tx, input);
	const claimed: HandOver[] = [];
	// Nothing is due while the number may not send, or the pump would look again at once, for ever.
	if (!acceptsSends(standingOf(number))) {
		return { claimed, refused, nextDueAt: null, isOwner: true };
	}
	const gate = await Gate.open(tx, number, input.now, input.limit);
	const taken = new Set<string>();
	let wasHeld = false;
	for (const row of await readCandidates(tx, input, openKinds(gate, input.now))) {
		if (claimed.length === input.limit) break;
		if (taken.has(row.conversation_id)) continue;
		const admission = await gate.judge(row);
		switch (admission.kind) {
			case 'go':
				taken.add(row.conversation_id);
				await gate.take(row, input.random);
				claimed.push(await take(tx, row, input));
				break;
			case 'refuse':
				await refuse(tx, row.id, admission.reason, input.now);
				refused.push(row.id);
				break;
			case 'skip':
				await skip(tx, row.id, admission.reason, input.now);
				refused.push(row.id);
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
	// Behind what is held there may be more that is due now.
	const dueAt =
		claimed.length > 0
			? null
			: wasHeld
				? input.now
				: await nextDueAt(tx, input, openTimes(gate));
	if (claimed.length === 0) await tellCaps(tx, number, gate.places(), input);
	return { claimed, refused, nextDueAt: dueAt, isOwner: true };
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
		recipient: await addresses({ db } as Tx, row.contact_id),
		content: JSON.parse(row.content_json) as OutgoingContent,
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

async function addresses({ db }: Tx, contactId: string): Promise<readonly ContactKey[]> {
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
