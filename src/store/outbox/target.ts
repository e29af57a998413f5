import { isId } from '../../domain/ids.ts';
import type { EnqueueResult, Recipient, StoreOperations } from '../../ports/store.ts';
import { addresses } from './claim.ts';
import { contentOf } from '../inbox/content.ts';
import { presentId } from '../people/people.ts';
import type { Tx } from '../schema.ts';

/** Where a message goes. What does not exist yet is `null`. */
export interface Target {
	readonly numberId: string;
	readonly contactId: string | null;
	readonly conversationId: string | null;
}

/** The workspace, and the number for recipients that have no conversation yet. */
export interface From {
	readonly workspaceId: string;
	readonly numberId: string;
}

/**
 * Finds a recipient, and writes nothing.
 *
 * @returns `null` if the id is not one of this workspace
 */
export async function findTarget(
	{ db }: Pick<Tx, 'db'>,
	{ workspaceId, numberId }: From,
	recipient: Recipient,
): Promise<Target | null> {
	if (recipient.kind === 'conversation') {
		const row = await db
			.selectFrom('conversation')
			.innerJoin('contact', 'contact.id', 'conversation.contact_id')
			.select(['conversation.id', 'number_id', 'contact_id', 'succeeded_at'])
			.where(
				'conversation.id',
				'=',
				await presentId({ db }, 'conversation', recipient.conversationId),
			)
			.where('conversation.workspace_id', '=', workspaceId)
			.where('contact.erased_at', 'is', null)
			.executeTakeFirst();
		if (row === undefined) return null;
		const found = { numberId: row.number_id, contactId: row.contact_id };
		// What is said now belongs to what they talk about now.
		const isPast = row.succeeded_at !== null;
		return { ...found, conversationId: isPast ? await newest({ db }, found) : row.id };
	}
	const contactId =
		recipient.kind === 'phone'
			? await contactByPhone({ db }, workspaceId, recipient.phone)
			: await knownContact({ db }, workspaceId, recipient.contactId);
	if (contactId === null) {
		return recipient.kind === 'phone'
			? { numberId, contactId: null, conversationId: null }
			: null;
	}
	return { numberId, contactId, conversationId: await newest({ db }, { numberId, contactId }) };
}

async function newest(
	{ db }: Pick<Tx, 'db'>,
	{ numberId, contactId }: { readonly numberId: string; readonly contactId: string },
): Promise<string | null> {
	const row = await db
		.selectFrom('conversation')
		.select('id')
		.where('number_id', '=', numberId)
		.where('contact_id', '=', contactId)
		.where('succeeded_at', 'is', null)
		.executeTakeFirst();
	return row?.id ?? null;
}

/** What is said of a recipient that is not one of this workspace. */
export function unknown(
	recipient: Recipient,
): Extract<EnqueueResult, { kind: 'unknownRecipient' }> {
	const what = recipient.kind === 'conversation' ? 'conversation' : 'contact';
	return { kind: 'unknownRecipient', what };
}

/** See `StoreOperations.findRoutes`. In the order of the recipients. */
export async function findRoutes(
	tx: Tx,
	{ recipients, ...from }: Parameters<StoreOperations['findRoutes']>[0],
): ReturnType<StoreOperations['findRoutes']> {
	const routes = [];
	for (const recipient of recipients) {
		const target = await findTarget(tx, from, recipient);
		routes.push(
			target === null
				? unknown(recipient)
				: ({ kind: 'route', ...(await numberOf(tx, target.numberId)) } as const),
		);
	}
	return routes;
}

/** See `StoreOperations.findMessage`. */
export async function findMessage(
	{ db }: Tx,
	{ workspaceId, numberId, messageId }: Parameters<StoreOperations['findMessage']>[0],
): ReturnType<StoreOperations['findMessage']> {
	const all = db
		.selectFrom('message')
		.innerJoin('number', 'number.id', 'message.number_id')
		.select([
			'message.id',
			'message.provider_id',
			'message.direction',
			'message.conversation_id',
			'message.contact_id',
			'message.text',
			'message.content_json',
			'message.number_id',
			'number.phone_number_id',
		])
		.where('number.workspace_id', '=', workspaceId)
		.where(isId(messageId) ? 'message.id' : 'message.provider_id', '=', messageId)
		// Between two numbers of one workspace the same message is sent and received.
		.orderBy('message.direction');
	const own = numberId === undefined ? all : all.where('message.number_id', '=', numberId);
	const row = await own.executeTakeFirst();
	if (row === undefined) return null;
	return {
		id: row.id,
		providerId: row.provider_id,
		direction: row.direction === 'in' ? 'in' : 'out',
		conversationId: row.conversation_id,
		numberId: row.number_id,
		phoneNumberId: row.phone_number_id,
		contact: await addresses({ db }, row.contact_id),
		text: row.text,
		media: mediaOf(row.content_json),
	};
}

function mediaOf(contentJson: string | null) {
	const content = contentOf(contentJson);
	return 'media' in content ? content.media : null;
}

async function numberOf({ db }: Tx, numberId: string) {
	const row = await db
		.selectFrom('number')
		.select('phone_number_id')
		.where('id', '=', numberId)
		.executeTakeFirstOrThrow();
	return { numberId, phoneNumberId: row.phone_number_id };
}

async function contactByPhone(
	{ db }: Pick<Tx, 'db'>,
	workspaceId: string,
	phone: string,
): Promise<string | null> {
	const row = await db
		.selectFrom('contact_key')
		.select('contact_id')
		.where('workspace_id', '=', workspaceId)
		.where('type', '=', 'phone')
		.where('value', '=', phone)
		.executeTakeFirst();
	return row?.contact_id ?? null;
}

async function knownContact(
	{ db }: Pick<Tx, 'db'>,
	workspaceId: string,
	contactId: string,
): Promise<string | null> {
	const row = await db
		.selectFrom('contact')
		.select('id')
		.where('id', '=', await presentId({ db }, 'contact', contactId))
		.where('workspace_id', '=', workspaceId)
		.where('erased_at', 'is', null)
		.executeTakeFirst();
	return row?.id ?? null;
}
