import type { Selectable } from 'kysely';
import { newestConsent } from './consent.ts';
import { deskOfBoth, moveDesk } from './merge-desk.ts';
import { moveLinks } from './contact-links.ts';
import { moveStepKeys } from '../outbox/step-keys.ts';
import type { ConversationTable } from '../schema/people.ts';
import type { Tx } from '../schema.ts';
import { oldestUnanswered } from '../desk/waiting.ts';

/** Which contact is taken in by which. */
export interface Merge {
	readonly into: string;
	readonly from: string;
	readonly now: number;
}

/**
 * Makes two contacts one. Addresses, conversations, messages and what waits in the outbox follow;
 * the log and its deliveries name the old ids, which lead on to the new ones (`parts.ts`), because
 * runs that are under way hold them too.
 */
export async function mergeContacts(tx: Tx, { into, from, now }: Merge): Promise<void> {
	const { db, locks } = tx;
	const numbers = await db
		.selectFrom('conversation')
		.select('number_id')
		.where('contact_id', '=', from)
		.orderBy('number_id')
		.execute();
	for (const row of numbers) await locks.number(row.number_id);
	const conversations = await db
		.selectFrom('conversation')
		.selectAll()
		.where('contact_id', '=', from)
		.where('merged_into', 'is', null)
		.execute();
	await moveStepKeys(tx, { into, from });
	for (const conversation of conversations) {
		await moveConversation(tx, conversation, into, now);
	}
	await db
		.updateTable('contact_key')
		.set({ contact_id: into })
		.where('contact_id', '=', from)
		.execute();
	const read = (id: string) =>
		db
			.selectFrom('contact')
			.select([
				'name',
				'given_name',
				'language',
				'time_zone',
				'marketing',
				'marketing_source',
				'marketing_at',
				'marketing_held_until',
			])
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
	const { name, marketing_held_until: held, ...other } = await read(from);
	const { name: ownName, marketing_held_until: ownHeld, ...own } = await read(into);
	await moveLinks(tx, { into, from });
	await db
		.updateTable('contact')
		.set({
			...newestConsent(own, other),
			given_name: own.given_name ?? other.given_name,
			language: own.language ?? other.language,
			time_zone: own.time_zone ?? other.time_zone,
			marketing_held_until: latest(ownHeld, held),
			name: ownName ?? name,
			updated_at: now,
		})
		.where('id', '=', into)
		.execute();
	await db
		.updateTable('contact')
		.set({ merged_into: into })
		.where((eb) => eb.or([eb('id', '=', from), eb('merged_into', '=', from)]))
		.execute();
}

type Conversation = Selectable<ConversationTable>;

/** Gives a conversation to another contact, whose own at that number takes it in if there is one. */
async function moveConversation(
	tx: Tx,
	moved: Conversation,
	contactId: string,
	now: number,
): Promise<void> {
	const { db } = tx;
	// What is past stays what it was: only the newest ones are one.
	const own =
		moved.succeeded_at === null
			? await db
					.selectFrom('conversation')
					.selectAll()
					.where('number_id', '=', moved.number_id)
					.where('contact_id', '=', contactId)
					.where('succeeded_at', 'is', null)
					.executeTakeFirst()
			: undefined;
	const conversationId = own?.id ?? moved.id;
	const owner = { contact_id: contactId, conversation_id: conversationId };
	await moveMessages(tx, moved, owner);
	await db.updateTable('outbox').set(owner).where('conversation_id', '=', moved.id).execute();
	await db
		.updateTable('wait')
		.set({ conversation_id: conversationId })
		.where('conversation_id', '=', moved.id)
		.where('state', '=', 'armed')
		.execute();
	if (own === undefined) {
		await db
			.updateTable('conversation')
			.set({ contact_id: contactId })
			.where('id', '=', moved.id)
			.execute();
		return;
	}
	await moveDesk(tx, moved, own, now);
	await db
		.updateTable('conversation')
		.set({ merged_into: own.id })
		.where((eb) => eb.or([eb('id', '=', moved.id), eb('merged_into', '=', moved.id)]))
		.execute();
	await db
		.updateTable('conversation')
		.set(await bothIn(tx, own, moved, now))
		.where('id', '=', own.id)
		.execute();
}

/** A message that both have already keeps its contact: its identity is taken. */
async function moveMessages(
	{ db }: Tx,
	moved: Conversation,
	owner: { readonly contact_id: string; readonly conversation_id: string },
): Promise<void> {
	const twins = await db
		.selectFrom('message')
		.innerJoin('message as twin', (join) =>
			join
				.onRef('twin.number_id', '=', 'message.number_id')
				.onRef('twin.provider_id', '=', 'message.provider_id')
				.onRef('twin.direction', '=', 'message.direction')
				.on('twin.contact_id', '=', owner.contact_id),
		)
		.select('message.id')
		.where('message.conversation_id', '=', moved.id)
		.where('message.contact_id', '=', moved.contact_id)
		.execute();
	const ids = twins.map(({ id }) => id);
	let update = db
		.updateTable('message')
		.set(owner)
		.where('conversation_id', '=', moved.id)
		.where('contact_id', '=', moved.contact_id);
	if (ids.length > 0) update = update.where('id', 'not in', ids);
	await update.execute();
	await db
		.updateTable('message')
		.set({ conversation_id: owner.conversation_id })
		.where('conversation_id', '=', moved.id)
		.execute();
}

async function bothIn(tx: Tx, own: Conversation, moved: Conversation, now: number) {
	const lastOutbound = latest(own.last_outbound_at, moved.last_outbound_at);
	const isOver = own.status === 'resolved' && moved.status === 'resolved';
	return {
		...deskOfBoth(own, moved, now),
		...mergedOwner(own, moved),
		priority: own.priority ?? moved.priority,
		last_inbound_at: latest(own.last_inbound_at, moved.last_inbound_at),
		last_outbound_at: lastOutbound,
		waiting_since: isOver ? null : await oldestUnanswered(tx, own.id, lastOutbound),
		window_expires_at: latest(own.window_expires_at, moved.window_expires_at),
		replied_at: latest(own.replied_at, moved.replied_at),
		claimed_at: latest(own.claimed_at, moved.claimed_at),
		// One person at one number has one pace.
		pace_debt: Math.max(own.pace_debt, moved.pace_debt),
	};
}

/** Whoever has one of them has both; the own one's owner comes first. */
function mergedOwner(own: Conversation, moved: Conversation) {
	const { owner, owned_at, team } = own.owner === null ? moved : own;
	const isUnowned = owner === null && [own, moved].some(({ status }) => status === 'open');
	return {
		owner,
		owned_at,
		// Who acts on what either was has lost.
		owner_version: Math.max(own.owner_version, moved.owner_version) + 1,
		team: team ?? own.team ?? moved.team,
		unowned_since: isUnowned ? earliest(own.unowned_since, moved.unowned_since) : null,
	};
}

function latest(one: number | null, other: number | null): number | null {
	return one === null ? other : Math.max(one, other ?? one);
}

function earliest(one: number | null, other: number | null): number | null {
	return one === null ? other : Math.min(one, other ?? one);
}
