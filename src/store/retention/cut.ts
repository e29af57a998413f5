import { DAY_MS, type DaysSetting } from '../../domain/settings.ts';
import type { Cut } from '../../ports/store.ts';
import { cutCursors, cutEvents } from './cut-log.ts';
import { cutLedger } from './cut-ledger.ts';
import { cutMessages } from './cut-messages.ts';
import { cutOutbox } from './cut-outbox.ts';
import { eraseContact } from './erase.ts';
import { NO_CONTENT } from './erased.ts';
import { cutLinkedSent } from '../numbers/linked-traces.ts';
import type { Tx } from '../schema.ts';
import { getSettings } from '../settings.ts';

/** How long a receiver that has gone is remembered, in ms. */
const REMOVED_MS = 30 * DAY_MS;

/** How long an erasure is repeated, in ms. */
const ERASURES_MS = 2 * DAY_MS;

/** See `StoreOperations.cut`. */
export async function cut(tx: Tx, input: Cut): Promise<{ readonly cut: number }> {
	return { cut: await cutSome(tx, input) };
}

async function cutSome(tx: Tx, input: Cut): Promise<number> {
	switch (input.what) {
		case 'cursors':
			return await cutCursors(tx, input);
		case 'events':
			return await olderThan(tx, input, 'eventDays', (before) =>
				cutEvents(tx, input, before),
			);
		case 'messages':
			return await olderThan(tx, input, 'messageDays', (before) =>
				cutMessages(tx, input, before),
			);
		case 'outbox':
			return await olderThan(tx, input, 'outboxDays', (before) =>
				cutOutbox(tx, input, before),
			);
		case 'ledger':
			return await cutLedger(tx, input);
		case 'receivers':
			return await cutReceivers(tx, input);
		case 'erasures':
			return await repeatErasures(tx, input);
		case 'linkedSent':
			return await cutLinkedSent(tx, input);
	}
}

/** Cuts what is older than a setting says; nothing if it is to be kept. */
async function olderThan(
	tx: Tx,
	{ workspaceId, now }: Cut,
	setting: DaysSetting,
	cutBefore: (before: number) => Promise<number>,
): Promise<number> {
	const { [setting]: days } = await getSettings(tx, { workspaceId });
	return days === null ? 0 : await cutBefore(now - days * DAY_MS);
}

/**
 * The last receiver of a number stays: its address may still stand at Meta, and is known as ours by
 * this row alone.
 */
async function cutReceivers({ db }: Tx, { workspaceId, limit, now }: Cut): Promise<number> {
	const gone = await db
		.selectFrom('receiver')
		.select(['webhook_id', 'mode'])
		.where('workspace_id', '=', workspaceId)
		.where('removed_at', '<', now - REMOVED_MS)
		.where((eb) =>
			eb.exists(
				eb
					.selectFrom('receiver as later')
					.select('later.webhook_id')
					.whereRef('later.phone_number_id', '=', 'receiver.phone_number_id')
					.where((or) =>
						or.or([
							or('later.removed_at', 'is', null),
							or('later.removed_at', '>', or.ref('receiver.removed_at')),
						]),
					),
			),
		)
		.limit(limit)
		.execute();
	for (const { webhook_id: id, mode } of gone) {
		await db
			.deleteFrom('receiver')
			.where('webhook_id', '=', id)
			.where('mode', '=', mode)
			.where('removed_at', 'is not', null)
			.execute();
	}
	return gone.length;
}

/**
 * Where transactions run side by side, a message may be queued to a person at the very moment at
 * which they are erased: it is found here.
 */
async function repeatErasures(tx: Tx, { workspaceId, limit, now }: Cut): Promise<number> {
	const left = await tx.db
		.selectFrom('outbox')
		.innerJoin('conversation', 'conversation.id', 'outbox.conversation_id')
		.innerJoin('contact', 'contact.id', 'conversation.contact_id')
		.select('contact.id')
		.distinct()
		.where('contact.workspace_id', '=', workspaceId)
		.where('contact.erased_at', '>', now - ERASURES_MS)
		.where('outbox.content_json', '!=', NO_CONTENT)
		.limit(limit)
		.execute();
	for (const { id } of left) {
		const who = { kind: 'contact', contactId: id } as const;
		await eraseContact(tx, { workspaceId, who, now });
	}
	return left.length;
}
