import { sql, type ExpressionBuilder, type Selectable } from 'kysely';
import type { ContactKey, ContactKeyType } from '../domain/address.ts';
import { isId } from '../domain/ids.ts';
import type { OutgoingContent } from '../domain/outgoing.ts';
import { acceptsSends, type NumberMode, type NumberState } from '../domain/number.ts';
import type { RefusalReason } from '../domain/outbox.ts';
import { spend, tolerance } from '../domain/recipient-pace.ts';
import { refusalOf } from '../domain/sending-rules.ts';
import type { Claim, ClaimResult } from '../ports/store.ts';
import type { HandOver } from '../ports/transport.ts';
import type { OutboxTable, Tables, Tx } from './schema.ts';

/**
 * See `StoreOperations.claim`. Everything that decides whether a message may go out is read and
 * written in this one transaction, right before the hand-over.
 */
export async function claim(tx: Tx, input: Claim): Promise<ClaimResult> {
	const { db, locks } = tx;
	await locks.number(input.numberId);
	const number = await db
		.selectFrom('number')
		.select(['fence', 'state', 'mode'])
		.where('id', '=', input.numberId)
		.executeTakeFirstOrThrow();
	if (number.fence !== input.fence) {
		return { claimed: [], refused: [], nextDueAt: null, isOwner: false };
	}
	const refused = await refuseExpired(tx, input);
	const claimed: HandOver[] = [];
	// Nothing is due while the number may not send, or the pump would look again at once, for ever.
	if (!acceptsSends(number.state as NumberState)) {
		return { claimed, refused, nextDueAt: null, isOwner: true };
	}
	const taken = new Set<string>();
	for (const row of await candidates(tx, input)) {
		if (claimed.length === input.limit) break;
		if (taken.has(row.conversation_id)) continue;
		const refusal = refusalOf(
			{
				mode: number.mode as NumberMode,
				windowExpiresAt: row.window_expires_at,
				expiresAt: row.expires_at,
			},
			input.now,
		);
		if (refusal !== null) {
			await refuse(tx, row.id, refusal, input.now);
			refused.push(row.id);
			continue;
		}
		taken.add(row.conversation_id);
		claimed.push(await take(tx, row, input));
	}
	// Whoever got something asks again at once: the next due time costs a look at all that waits.
	const dueAt = claimed.length > 0 ? null : await nextDueAt(tx, input);
	return { claimed, refused, nextDueAt: dueAt, isOwner: true };
}

type Candidate = Selectable<OutboxTable> & {
	readonly window_expires_at: number | null;
	readonly pace_debt: number;
};

/** A few more than asked for: some will be refused, some share a conversation. */
async function candidates({ db }: Tx, input: Claim): Promise<readonly Candidate[]> {
	return await db
		.selectFrom('outbox')
		.innerJoin('conversation', 'conversation.id', 'outbox.conversation_id')
		.selectAll('outbox')
		.select(['conversation.window_expires_at', 'conversation.pace_debt'])
		.where('outbox.number_id', '=', input.numberId)
		.where('outbox.state', '=', 'queued')
		.where('outbox.not_before', '<=', input.now)
		.where('conversation.pace_debt', '<=', input.now + tolerance(input.pace))
		.where(conversationIsFree)
		.orderBy('outbox.priority')
		.orderBy('outbox.not_before')
		.orderBy('outbox.id')
		.limit(input.limit * 4 + 4)
		.execute();
}

/**
 * One message of a conversation is on its way at a time, and one that is to be tried again keeps
 * its place before the later ones: a customer reads them in the order they were written.
 */
function conversationIsFree(eb: ExpressionBuilder<Tables, 'outbox'>) {
	return eb.not(
		eb.exists(
			eb
				.selectFrom('outbox as other')
				.select('other.id')
				.whereRef('other.conversation_id', '=', 'outbox.conversation_id')
				.where((or) =>
					or.or([
						or('other.state', '=', 'handing'),
						or.and([
							or('other.state', '=', 'queued'),
							or('other.reason', '=', 'retrying'),
							or('other.id', '<', or.ref('outbox.id')),
						]),
					]),
				),
		),
	);
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
		.set({ pace_debt: spend(input.pace, row.pace_debt, input.now) })
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

const TRUST: readonly ContactKeyType[] = ['phone', 'bsuid', 'parentBsuid', 'username'];

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

/** When the pump should look again. Rows behind one that is on its way are woken by its outcome. */
async function nextDueAt({ db }: Tx, input: Claim): Promise<number | null> {
	const paced = sql<number>`conversation.pace_debt - ${tolerance(input.pace)}`;
	const row = await db
		.selectFrom('outbox')
		.innerJoin('conversation', 'conversation.id', 'outbox.conversation_id')
		.select(
			sql<
				number | null
			>`min(case when ${paced} > outbox.not_before then ${paced} else outbox.not_before end)`.as(
				'due_at',
			),
		)
		.where('outbox.number_id', '=', input.numberId)
		.where('outbox.state', '=', 'queued')
		.where(conversationIsFree)
		.executeTakeFirst();
	return row?.due_at ?? null;
}
