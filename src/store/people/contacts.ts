import { sql } from 'kysely';
import type { Consent, ConsentSource, Marketing } from '../../domain/consent.ts';
import type { ContactOperations, ContactFilter, ContactRow } from '../../ports/store.ts';
import { isSeen, readScope } from '../team/agent-scope.ts';
import { readLinks } from './contact-links.ts';
import { part, readContacts } from '../log/parts.ts';
import type { ContactTable } from '../schema/people.ts';
import type { Tx } from '../schema.ts';

type List = ContactOperations['listContacts'];

/** See `ContactOperations.listContacts`. */
export async function listContacts(tx: Tx, input: Parameters<List>[0]): ReturnType<List> {
	const { workspaceId, actingAgent, filter, after, limit } = input;
	const scope = await readScope(tx, workspaceId, actingAgent);
	if (scope === null) return { rows: [], next: null };
	let query = matching(tx, workspaceId, filter)
		.orderBy('contact.id', 'desc')
		.limit(limit + 1);
	if (after !== null) query = query.where('contact.id', '<', after.id);
	if (scope.numbers !== null || scope.labels !== null) {
		query = query.where((eb) =>
			eb.exists(
				eb
					.selectFrom('conversation')
					.select('conversation.id')
					.whereRef('conversation.contact_id', '=', 'contact.id')
					.where('conversation.merged_into', 'is', null)
					.where((of) => isSeen(of, scope)),
			),
		);
	}
	const found = await query.execute();
	const page = found.slice(0, limit);
	const end = page.at(-1);
	return {
		rows: await toRows(tx, page),
		next: found.length > limit && end !== undefined ? { key: 0, id: end.id } : null,
	};
}

function matching({ db }: Tx, workspaceId: string, filter: ContactFilter) {
	const { search, marketing, record } = filter;
	let query = db
		.selectFrom('contact')
		.select([
			'contact.id',
			'contact.language',
			'contact.time_zone',
			'contact.marketing',
			'contact.marketing_source',
			'contact.marketing_at',
			'contact.created_at',
		])
		.where('contact.workspace_id', '=', workspaceId)
		.where('contact.merged_into', 'is', null)
		.where('contact.erased_at', 'is', null);
	if (marketing === 'unknown') query = query.where('contact.marketing', 'is', null);
	else if (marketing !== undefined) query = query.where('contact.marketing', '=', marketing);
	if (search !== undefined) {
		const text = search.trim();
		const digits = text.replace(/[^\d]/g, '');
		query = query.where((eb) =>
			eb.or([
				hasPart('given_name', text),
				hasPart('name', text),
				eb.exists(
					eb
						.selectFrom('contact_key')
						.select('contact_key.value')
						.whereRef('contact_key.contact_id', '=', 'contact.id')
						.where((of) =>
							of.or([
								of.and([
									of('contact_key.type', '=', 'phone'),
									digits.length < 3
										? sql<boolean>`1 = 0`
										: of('contact_key.value', 'like', `%${digits}`),
								]),
								of.and([
									of('contact_key.type', '=', 'username'),
									of('contact_key.value', '=', plainName(text)),
								]),
							]),
						),
				),
			]),
		);
	}
	if (record !== undefined) {
		query = query.where('contact.id', 'in', (eb) => {
			let links = eb
				.selectFrom('contact_link')
				.select('contact_link.contact_id')
				.where('contact_link.workspace_id', '=', workspaceId)
				.where('contact_link.system', '=', record.system);
			if (record.type !== undefined) links = links.where('type', '=', record.type);
			if (record.id !== undefined) links = links.where('record_id', '=', record.id);
			return links;
		});
	}
	return query;
}

/** SQLite makes only the letters of ASCII small: what it cannot is looked for as it is written, too. */
function hasPart(column: 'name' | 'given_name', text: string) {
	const at = sql.ref(`contact.${column}`);
	const [plain, asWritten] = [text.toLowerCase(), text].map(
		(part) => `%${part.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`,
	);
	return sql<boolean>`(lower(${at}) like ${plain} escape '\\' or ${at} like ${asWritten} escape '\\')`;
}

function plainName(text: string): string {
	return text.replace(/^@/, '').toLowerCase();
}

type Found = Pick<
	ContactTable,
	'id' | 'marketing' | 'marketing_source' | 'marketing_at' | 'created_at'
> & { readonly language: string | null; readonly time_zone: string | null };

async function toRows(tx: Tx, found: readonly Found[]): Promise<readonly ContactRow[]> {
	if (found.length === 0) return [];
	const ids = found.map(({ id }) => id);
	const contacts = await readContacts(tx, ids);
	const links = await readLinks(tx, ids);
	return found.map((row) => ({
		...part(contacts, row.id),
		language: row.language,
		timeZone: row.time_zone,
		crmLinks: links.get(row.id) ?? [],
		consent: consentOf(row),
		createdAt: row.created_at,
	}));
}

/** What a contact wants, from its row. */
export function consentOf(
	row: Pick<ContactTable, 'marketing' | 'marketing_source' | 'marketing_at'>,
): Consent {
	return {
		marketing: (row.marketing as Marketing | null) ?? 'unknown',
		source: row.marketing_source as ConsentSource | null,
		at: row.marketing_at,
	};
}
