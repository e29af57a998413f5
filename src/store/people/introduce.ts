import type { ContactKey } from '../../domain/address.ts';
import { mergeContacts } from './merge.ts';
import type { FoundContact } from './people.ts';
import type { Tx } from '../schema.ts';

/** What is said of a person. */
export interface Introduction {
	readonly workspaceId: string;
	/** At least one, the most certain first. */
	readonly keys: readonly ContactKey[];
	/** Replaces the name it was known by; `null` leaves it. */
	readonly name: string | null;
	/** A contact that these are addresses of, whatever they say. */
	readonly contactId?: string;
	readonly now: number;
}

/**
 * Finds the contact that somebody is, or makes it. If the addresses belong to several, these are
 * one person: they are merged into the oldest. A username alone proves nothing where there is a
 * better address, because people give usernames up and others take them: it moves.
 */
export async function introduce(tx: Tx, said: Introduction): Promise<FoundContact> {
	const { db, newId } = tx;
	const { workspaceId, name, now } = said;
	const keys = said.keys.filter((key, index) => said.keys.findIndex(isSameAs(key)) === index);
	const known = await readOwners(tx, workspaceId, keys);
	const certain = keys.filter(({ type }) => type !== 'username');
	const telling = certain.length > 0 || said.contactId !== undefined ? certain : keys;
	const owners = known.filter((row) => telling.some(isSameAs(row))).map(({ id }) => id);
	if (said.contactId !== undefined) owners.push(said.contactId);
	const contacts = await readContacts(tx, owners);
	// Another transaction may be merging them: then all is read anew once it has ended.
	if (contacts.length > 1 && !(await holdContacts(tx, contacts, now))) {
		return await introduce(tx, said);
	}
	const [oldest, ...others] = contacts;
	const id = oldest?.id ?? newId();
	if (oldest === undefined) {
		await db
			.insertInto('contact')
			.values({ id, workspace_id: workspaceId, name, created_at: now, updated_at: now })
			.execute();
	}
	for (const other of others) await mergeContacts(tx, { into: id, from: other.id, now });
	if (oldest !== undefined && name !== null && name !== oldest.name) {
		await db
			.updateTable('contact')
			.set({ name, updated_at: now })
			.where('id', '=', id)
			.execute();
	}
	const missing = keys.filter((key) => !known.some(isSameAs(key)));
	const isNews = missing.length > 0 || known.some((row) => row.id !== id);
	if (known.length > 0 && isNews) {
		// What was said last is what they are known by now.
		await renewKeys(tx, workspaceId, { contactId: id, keys, now });
	}
	if (missing.length > 0) {
		// No conflict is ignored: where transactions run side by side, one means that another has
		// just made this contact, and the whole transaction is done again.
		await db
			.insertInto('contact_key')
			.values(
				missing.map(({ type, value }) => ({
					workspace_id: workspaceId,
					type,
					value,
					contact_id: id,
					created_at: now,
				})),
			)
			.execute();
	}
	return { id, isNew: oldest === undefined, merged: others.map((other) => other.id) };
}

interface Owned {
	readonly type: string;
	readonly value: string;
}

function isSameAs(key: Owned): (other: Owned) => boolean {
	return (other) => other.type === key.type && other.value === key.value;
}

async function readOwners({ db }: Tx, workspaceId: string, keys: readonly ContactKey[]) {
	if (keys.length === 0) return [];
	return await db
		.selectFrom('contact_key')
		.select(['type', 'value', 'contact_id as id'])
		.where('workspace_id', '=', workspaceId)
		.where((eb) => eb.or(keys.map(({ type, value }) => eb.and({ type, value }))))
		.execute();
}

/** Contacts by their ids, the oldest first. One that was merged is the one that took it in. */
async function readContacts({ db }: Tx, ids: readonly string[]) {
	if (ids.length === 0) return [];
	return await db
		.selectFrom('contact')
		.select(['id', 'name'])
		.where('id', 'in', (eb) =>
			eb
				.selectFrom('contact as asked')
				.select((each) => each.fn.coalesce('asked.merged_into', 'asked.id').as('id'))
				.where('asked.id', 'in', [...new Set(ids)]),
		)
		.orderBy('created_at')
		.orderBy('id')
		.execute();
}

/** Keeps other transactions from merging contacts. @returns `false` if one has been merged already */
async function holdContacts(
	{ db }: Tx,
	contacts: readonly { readonly id: string }[],
	now: number,
): Promise<boolean> {
	const ids = contacts.map(({ id }) => id);
	const held = await db
		.updateTable('contact')
		.set({ updated_at: now })
		.where('id', 'in', ids)
		.where('merged_into', 'is', null)
		.returning('id')
		.execute();
	return held.length === ids.length;
}

/** Gives addresses to a contact, as its newest. */
export async function renewKeys(
	{ db }: Tx,
	workspaceId: string,
	{ contactId, keys, now }: { contactId: string; keys: readonly ContactKey[]; now: number },
): Promise<void> {
	if (keys.length === 0) return;
	await db
		.updateTable('contact_key')
		.set({ contact_id: contactId, created_at: now })
		.where('workspace_id', '=', workspaceId)
		.where((eb) => eb.or(keys.map(({ type, value }) => eb.and({ type, value }))))
		.execute();
}
