import type { LinkedRecord } from '../../ports/store.ts';
import type { ContactChange } from '../../ports/store/contacts.ts';
import type { Tx } from '../schema.ts';

/** The records of other systems that contacts are, by the contact's id. */
export async function readLinks(
	{ db }: Pick<Tx, 'db'>,
	contactIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LinkedRecord[]>> {
	const rows = await db
		.selectFrom('contact_link')
		.select(['contact_id', 'system', 'type', 'record_id as id'])
		.where('contact_id', 'in', [...contactIds])
		.orderBy('system')
		.orderBy('type')
		.execute();
	const links = new Map<string, LinkedRecord[]>();
	for (const { contact_id: of, ...link } of rows) {
		links.set(of, [...(links.get(of) ?? []), link]);
	}
	return links;
}

/** Adds records to a contact, replaces those of the same system and type, takes those without id away. */
export async function writeLinks(
	{ db }: Pick<Tx, 'db'>,
	{ workspaceId, contactId, now }: { workspaceId: string; contactId: string; now: number },
	links: NonNullable<ContactChange['crmLinks']>,
): Promise<void> {
	for (const { system, type, id } of links) {
		await db
			.deleteFrom('contact_link')
			.where('contact_id', '=', contactId)
			.where('system', '=', system)
			.where('type', '=', type)
			.execute();
		if (id === null) continue;
		await db
			.insertInto('contact_link')
			.values({
				contact_id: contactId,
				system,
				type,
				record_id: id,
				workspace_id: workspaceId,
				created_at: now,
			})
			.execute();
	}
}

/** Gives the records of a contact to the one that takes it in, which keeps its own. */
export async function moveLinks(
	{ db }: Pick<Tx, 'db'>,
	{ into, from }: { readonly into: string; readonly from: string },
): Promise<void> {
	const own = new Set(((await readLinks({ db }, [into])).get(into) ?? []).map(keyOf));
	for (const link of (await readLinks({ db }, [from])).get(from) ?? []) {
		if (own.has(keyOf(link))) continue;
		await db
			.updateTable('contact_link')
			.set({ contact_id: into })
			.where('contact_id', '=', from)
			.where('system', '=', link.system)
			.where('type', '=', link.type)
			.execute();
	}
	await db.deleteFrom('contact_link').where('contact_id', '=', from).execute();
}

function keyOf({ system, type }: LinkedRecord): string {
	return `${system}\n${type}`;
}
