import type { Selectable } from 'kysely';
import { EDITS_KEPT_MS } from '../../domain/template/change-rules.ts';
import { LOOK_PATIENCE_MS, nextLook, PENDING_LOOK_MS } from '../../domain/template/look-times.ts';
import { isPending, type Template } from '../../domain/template/model.ts';
import { newsOf, newsOfGone, type TemplateNews } from '../../domain/template/news.ts';
import type { NoteTemplates, StoreOperations, TemplateAccountKey } from '../../ports/store.ts';
import { appendEvents, numberEvent, type NewEvent } from '../log/events.ts';
import type { Tables, Tx } from '../schema.ts';

/** See `StoreOperations.beginTemplateLook`. */
export async function beginTemplateLook(
	tx: Tx,
	input: Parameters<StoreOperations['beginTemplateLook']>[0],
): ReturnType<StoreOperations['beginTemplateLook']> {
	await tx.locks.workspace(input.workspaceId);
	const { look_at: lookAt } = await accountRow(tx, input, input.now);
	if (lookAt > input.now) return { isDue: false, nextAt: lookAt };
	await writeAccount(tx, input, { look_at: input.now + LOOK_PATIENCE_MS });
	return { isDue: true };
}

/** See `StoreOperations.noteTemplates`. */
export async function noteTemplates(
	tx: Tx,
	input: NoteTemplates,
): ReturnType<StoreOperations['noteTemplates']> {
	await tx.locks.workspace(input.workspaceId);
	const { templates, gone = [], lookCalls, now } = input;
	const account = await accountRow(tx, input, now);
	const known = new Map(
		(await knownRows(tx, input)).map((row) => [row.id, { row, before: templateOf(row) }]),
	);
	const news: TemplateNews[] = [];
	for (const template of templates) {
		const before = known.get(template.id)?.before ?? null;
		news.push(...newsOf(before, template));
		await writeTemplate(tx, input, template, before);
	}
	const told = new Set(templates.map(({ id }) => id));
	for (const [id, { before }] of known) {
		const isGone = gone.includes(id) || (lookCalls !== undefined && !told.has(id));
		if (!isGone) continue;
		news.push(newsOfGone(before));
		await deleteTemplate(tx, input, id);
	}
	// Before the first look nobody knows what is new.
	const isFirst = account.looked_at === null;
	const events = isFirst ? news.filter(({ from }) => from !== null) : news;
	const nextAt = await planLook(tx, input, { account, isAnyNewsPending: hasPending(templates) });
	await appendEvents(tx, input.workspaceId, events.map(eventOf(input.numberId)), now);
	return { events: events.length, nextAt };
}

function hasPending(templates: readonly Template[]): boolean {
	return templates.some(isPending);
}

/** A whole look says when the next one is; a glance at some brings it nearer if Meta has to decide. */
async function planLook(
	tx: Tx,
	input: NoteTemplates,
	{
		account,
		isAnyNewsPending,
	}: { account: Selectable<Tables['template_account']>; isAnyNewsPending: boolean },
): Promise<number> {
	const { lookCalls, now } = input;
	if (lookCalls === undefined) {
		const soon = now + PENDING_LOOK_MS;
		const nextAt = isAnyNewsPending ? Math.min(account.look_at, soon) : account.look_at;
		if (nextAt !== account.look_at) await writeAccount(tx, input, { look_at: nextAt });
		return nextAt;
	}
	const nextAt = nextLook(now, isAnyNewsPending, lookCalls);
	await writeAccount(tx, input, { looked_at: now, look_at: nextAt });
	return nextAt;
}

/** See `StoreOperations.noteTemplateEdit`. */
export async function noteTemplateEdit(
	tx: Tx,
	{ templateId, now, ...key }: Parameters<StoreOperations['noteTemplateEdit']>[0],
): Promise<null> {
	const [row] = await knownRows(tx, key, templateId);
	if (row === undefined) return null;
	const edits = [...editsOf(row), now].filter((at) => at > now - EDITS_KEPT_MS);
	await tx.db
		.updateTable('template')
		.set({ edits_json: JSON.stringify(edits) })
		.where('workspace_id', '=', key.workspaceId)
		.where('account_id', '=', key.businessAccountId)
		.where('id', '=', templateId)
		.execute();
	return null;
}

/** See `StoreOperations.findTemplate`. */
export async function findTemplate(
	tx: Tx,
	{ name, language, ...key }: Parameters<StoreOperations['findTemplate']>[0],
): ReturnType<StoreOperations['findTemplate']> {
	const row = await tx.db
		.selectFrom('template')
		.selectAll()
		.where('workspace_id', '=', key.workspaceId)
		.where('account_id', '=', key.businessAccountId)
		.where('name', '=', name)
		.where('language', '=', language)
		.orderBy('seen_at', 'desc')
		.executeTakeFirst();
	if (row === undefined) return null;
	const account = await tx.db
		.selectFrom('template_account')
		.select('looked_at')
		.where('workspace_id', '=', key.workspaceId)
		.where('id', '=', key.businessAccountId)
		.executeTakeFirst();
	// A look at the whole account saw it as well: what did not change was not written.
	const seenAt = Math.max(row.seen_at, account?.looked_at ?? 0);
	return { template: templateOf(row), seenAt, edits: editsOf(row) };
}

/** See `StoreOperations.accountOf`. */
export async function accountOf(
	{ db }: Tx,
	{ numberId }: Parameters<StoreOperations['accountOf']>[0],
): ReturnType<StoreOperations['accountOf']> {
	const row = await db
		.selectFrom('number')
		.select('business_account_id')
		.where('id', '=', numberId)
		.executeTakeFirst();
	return row?.business_account_id ?? null;
}

type Row = Selectable<Tables['template']>;

function templateOf({ template_json: json }: Row): Template {
	return JSON.parse(json) as Template;
}

function editsOf({ edits_json: json }: Row): readonly number[] {
	return JSON.parse(json) as number[];
}

async function knownRows(
	{ db }: Tx,
	{ workspaceId, businessAccountId }: TemplateAccountKey,
	id?: string,
): Promise<readonly Row[]> {
	return await db
		.selectFrom('template')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.where('account_id', '=', businessAccountId)
		.$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
		.execute();
}

async function writeTemplate(
	{ db }: Tx,
	{ workspaceId, businessAccountId, lookCalls, now }: NoteTemplates,
	template: Template,
	before: Template | null,
): Promise<void> {
	const json = JSON.stringify(template);
	if (lookCalls !== undefined && before !== null && JSON.stringify(before) === json) return;
	const { id, name, language } = template;
	const said = { name, language, template_json: json, seen_at: now };
	await db
		.insertInto('template')
		.values({
			workspace_id: workspaceId,
			account_id: businessAccountId,
			id,
			edits_json: '[]',
			...said,
		})
		.onConflict((conflict) =>
			conflict.columns(['workspace_id', 'account_id', 'id']).doUpdateSet(said),
		)
		.execute();
}

async function deleteTemplate(
	{ db }: Tx,
	{ workspaceId, businessAccountId }: TemplateAccountKey,
	id: string,
): Promise<void> {
	await db
		.deleteFrom('template')
		.where('workspace_id', '=', workspaceId)
		.where('account_id', '=', businessAccountId)
		.where('id', '=', id)
		.execute();
}

async function accountRow(
	{ db }: Tx,
	{ workspaceId, businessAccountId }: TemplateAccountKey,
	now: number,
): Promise<Selectable<Tables['template_account']>> {
	await db
		.insertInto('template_account')
		.values({ workspace_id: workspaceId, id: businessAccountId, look_at: now })
		.onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
		.execute();
	return await db
		.selectFrom('template_account')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.where('id', '=', businessAccountId)
		.executeTakeFirstOrThrow();
}

async function writeAccount(
	{ db }: Tx,
	{ workspaceId, businessAccountId }: TemplateAccountKey,
	said: { readonly looked_at?: number; readonly look_at: number },
): Promise<void> {
	await db
		.updateTable('template_account')
		.set(said)
		.where('workspace_id', '=', workspaceId)
		.where('id', '=', businessAccountId)
		.execute();
}

function eventOf(numberId: string) {
	return ({ type, field, from, to, template }: TemplateNews): NewEvent => ({
		...numberEvent(type, numberId),
		data: {
			field,
			from,
			to,
			name: template.name,
			language: template.language,
			status: template.status,
			quality: template.quality,
			category: template.category,
		},
	});
}
