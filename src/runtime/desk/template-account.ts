import { problem } from '../../domain/problem.ts';
import type { Template } from '../../domain/template/model.ts';
import type { TemplateReference } from '../../domain/template/reference.ts';
import type { NoteTemplates, TemplateAccountKey } from '../../ports/store.ts';
import type { TemplateAccount } from '../../ports/templates.ts';
import { withClient } from '../number/cloud-number.ts';
import { asCloud, type CloudCredential } from '../credential/credential.ts';
import { accessTo, type Asker } from '../number/number-access.ts';

/** How many templates a call asks for. */
const PAGE = 200;

/** The account of a number, and how it is called by its name in the store. */
export interface NumberAccount extends TemplateAccountKey {
	readonly numberId: string;
}

/**
 * Finds the account of a number: the asker's own credential names it, another number's did when it
 * was bound.
 *
 * @throws TeamError `invalidCredential` if it names none
 */
export async function accountOf(asker: Asker, numberId: string): Promise<NumberAccount> {
	const { office, own } = asker;
	const named = numberId === own.id ? await ownAccount(asker) : null;
	const businessAccountId = named ?? (await office.store.accountOf({ numberId }));
	if (businessAccountId === null) throw unnamed();
	return { workspaceId: own.workspaceId, businessAccountId, numberId };
}

async function ownAccount({ source }: Asker): Promise<string | null> {
	const credential: CloudCredential = asCloud(await source());
	return credential.businessAccountId;
}

/** Asks Meta something about the templates of an account. @throws TeamError */
export async function askAccount<T>(
	asker: Asker,
	{ numberId, businessAccountId }: NumberAccount,
	ask: (account: TemplateAccount) => Promise<T>,
): Promise<T> {
	const access = await accessTo(asker, numberId);
	const { cloudTemplates } = await import('../../transport/cloud/templates/cloud-templates.ts');
	return await withClient(access, (client) => ask(cloudTemplates(client, businessAccountId)));
}

/**
 * Asks Meta for templates with this name, in all languages, and writes down what it says.
 *
 * @throws TeamError `remoteRefused`, `remoteUnreachable`
 */
export async function askForName(
	asker: Asker,
	account: NumberAccount,
	name: string,
): Promise<readonly Template[]> {
	const found = await askAccount(asker, account, async ({ list }) => {
		const templates: Template[] = [];
		let after: string | null = null;
		do {
			const page = await list({ name, limit: PAGE, after });
			// Meta looks for a part of the name.
			templates.push(...page.templates.filter((template) => template.name === name));
			after = page.next;
		} while (after !== null);
		return templates;
	});
	await note(asker, account, { templates: found });
	return found;
}

/** Writes down what Meta says of templates, with what is new of them. */
export async function note(
	{ office }: Asker,
	account: NumberAccount,
	seen: Pick<NoteTemplates, 'templates' | 'gone'>,
): Promise<void> {
	const { store, clock } = office;
	await store.noteTemplates({ ...account, ...seen, now: clock.now() });
}

/** Whether a template is the one that is meant. */
export function isMeant(
	template: Pick<Template, 'name' | 'language'>,
	{ name, language }: TemplateReference,
): boolean {
	return template.name === name && template.language === language;
}

function unnamed() {
	return problem(
		'invalidCredential',
		'Templates belong to a WhatsApp business account, and the credential of the number names none',
		"Fill in the field 'Business Account ID' of the credential, and publish the workflow with its Trigger anew.",
	);
}
