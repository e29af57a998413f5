import { formatWaId } from '../../domain/address.ts';
import { KINDS_THAT_NAME, namesPerson } from '../../domain/number/linked-key-names.ts';
import { linkedMessageId } from '../../domain/number/linked-message-id.ts';
import { DAY_MS } from '../../domain/settings.ts';
import type { Cut } from '../../ports/store.ts';
import { deleteKeys } from './linked-keys.ts';
import type { Tx } from '../schema.ts';

/** What a message said is kept under this kind, by the id of the message. */
const SENT = 'sent';

/**
 * What is not kept without end, and for how long, in ms: for so long a phone asks once more for a
 * message that it could not read, and WhatsApp keeps a file that was uploaded.
 */
const KEPT_MS: readonly (readonly [kind: string, ms: number])[] = [
	[SENT, 14 * DAY_MS],
	['upload', 31 * DAY_MS],
];

/** Deletes what linked numbers sent so long ago that nobody asks for it again. */
export async function cutLinkedSent({ db }: Tx, cut: Cut): Promise<number> {
	const { workspaceId, limit, now } = cut;
	const numbers = await linkedNumbers({ db }, workspaceId);
	if (numbers.length === 0) return 0;
	for (const [kind, ms] of KEPT_MS) {
		const old = await db
			.selectFrom('linked_key')
			.select(['number_id', 'id'])
			.where('number_id', 'in', numbers)
			.where('kind', '=', kind)
			.where('at', '<', now - ms)
			.limit(limit)
			.execute();
		for (const numberId of new Set(old.map((row) => row.number_id))) {
			const ids = old.filter((row) => row.number_id === numberId).map(({ id }) => id);
			await deleteKeys({ db }, [numberId], kind, ids);
		}
		if (old.length > 0) return old.length;
	}
	return 0;
}

/**
 * Deletes what the linked numbers of a workspace keep of a person: the sessions with their devices,
 * and what was sent to them. What stays names nobody to who reads the tables: it is sealed, and lies
 * in lists that belong to many (the members of a group who have its key, the chats with a token), or
 * under a LID that the inbox has never heard of. The connection drops such entries in its own time.
 * If the person writes again, both sides agree on new keys.
 */
export async function eraseLinkedKeys(
	{ db }: Tx,
	{
		workspaceId,
		contactIds,
		conversationIds,
	}: { workspaceId: string; contactIds: readonly string[]; conversationIds: readonly string[] },
): Promise<void> {
	const numbers = await linkedNumbers({ db }, workspaceId);
	if (numbers.length === 0) return;
	const sent = await sentIds({ db }, conversationIds);
	await deleteKeys({ db }, numbers, SENT, sent);
	const keys = await db
		.selectFrom('contact_key')
		.select('value')
		.where('contact_id', 'in', [...contactIds])
		.where('type', 'in', ['phone', 'lid'])
		.execute();
	for (const { value } of keys) await eraseNamed({ db }, numbers, formatWaId(value));
}

async function eraseNamed(
	{ db }: Pick<Tx, 'db'>,
	numbers: readonly string[],
	digits: string,
): Promise<void> {
	const found = await db
		.selectFrom('linked_key')
		.select(['kind', 'id'])
		.distinct()
		.where('number_id', 'in', [...numbers])
		.where('kind', 'in', [...KINDS_THAT_NAME])
		.where((eb) => eb.or([eb('id', 'like', `${digits}%`), eb('id', 'like', `%::${digits}%`)]))
		.execute();
	const named = found.filter(({ id }) => namesPerson(id, digits));
	for (const kind of new Set(named.map((row) => row.kind))) {
		const ids = named.filter((row) => row.kind === kind).map(({ id }) => id);
		await deleteKeys({ db }, numbers, kind, ids);
	}
}

/** The ids under which messages of these conversations went out, or were about to. */
async function sentIds(
	{ db }: Pick<Tx, 'db'>,
	conversationIds: readonly string[],
): Promise<readonly string[]> {
	const messages = await db
		.selectFrom('message')
		.select('provider_id')
		.where('conversation_id', 'in', [...conversationIds])
		.where('direction', '=', 'out')
		.where('provider_id', 'is not', null)
		.execute();
	const handed = await db
		.selectFrom('outbox')
		.select('id')
		.where('conversation_id', 'in', [...conversationIds])
		.where('attempts', '>', 0)
		.execute();
	return [
		...messages.flatMap((row) => row.provider_id ?? []),
		...handed.map(({ id }) => linkedMessageId(id)),
	];
}

/** Those that have keys, also if they have gone over to the Cloud API since. */
async function linkedNumbers({ db }: Pick<Tx, 'db'>, workspaceId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('number')
		.select('id')
		.where('workspace_id', '=', workspaceId)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('linked_key')
					.select('linked_key.id')
					.whereRef('linked_key.number_id', '=', 'number.id'),
			),
		)
		.execute();
	return rows.map(({ id }) => id);
}
