import { wrong } from '../../domain/outgoing/field.ts';
import { problem } from '../../domain/problem.ts';
import { whyNotDeletable, whyNotEditable } from '../../domain/template/change-rules.ts';
import { checkParts, checkTemplateDraft } from '../../domain/template/draft-rules.ts';
import type { Template, TemplateParts } from '../../domain/template/model.ts';
import type { TemplateReference } from '../../domain/template/reference.ts';
import { noSuchTemplate } from '../../domain/template/sendable.ts';
import type { TemplateEdit, TemplatePage, TemplateQuery } from '../../ports/templates.ts';
import { accessTo, type Asker } from '../number/number-access.ts';
import {
	accountOf,
	askAccount,
	askForName,
	isMeant,
	note,
	type NumberAccount,
} from './template-account.ts';
import { componentsOf, type TemplateBody, type WrittenTemplate } from './template-body.ts';

/** A template for Meta to review. */
export interface TemplateOrder extends TemplateReference {
	/** Meta's word. */
	readonly category: string;
	readonly body: TemplateBody;
}

/** What of a template is to be changed; what is absent stays. */
export interface TemplateChange {
	readonly category?: string;
	/** Replaces all there is. */
	readonly body?: TemplateBody;
}

/** How many templates a call asks for. */
const PAGE = 200;

/** What a person sees and changes of the templates of the credential's account. */
export class TemplateDesk {
	readonly #asker: Asker;

	constructor(asker: Asker) {
		this.#asker = asker;
	}

	/** A part of the list of all templates. @throws TeamError */
	async page(query: TemplateQuery): Promise<TemplatePage> {
		return await askAccount(this.#asker, await this.#account(), ({ list }) => list(query));
	}

	/** All templates that are asked for, or so many of them. @throws TeamError */
	async getAll(
		query: Omit<TemplateQuery, 'limit' | 'after'>,
		most = Infinity,
	): Promise<readonly Template[]> {
		return await askAccount(this.#asker, await this.#account(), async ({ list }) => {
			const templates: Template[] = [];
			let after: string | null = null;
			do {
				const limit = Math.min(PAGE, most - templates.length);
				const page = await list({ ...query, limit, after });
				templates.push(...page.templates);
				after = page.next;
			} while (after !== null && templates.length < most);
			return templates.slice(0, most);
		});
	}

	/** One template, as it is now. @throws TeamError `notFound` */
	async get(reference: TemplateReference): Promise<Template> {
		return await this.#get(await this.#account(), reference);
	}

	/**
	 * Sends a template to Meta's review.
	 *
	 * @returns the template, `PENDING` as a rule
	 * @throws TeamError `invalidInput` before Meta is asked, or what Meta says
	 */
	async create({ name, language, category, body }: TemplateOrder): Promise<Template> {
		const account = await this.#account();
		const written = await this.#write(body, (parts) =>
			checkTemplateDraft({ name, language, category, parts }),
		);
		const { components, isNamed, parts } = written;
		const submission = { name, language, category, isNamed, components };
		const made = await askAccount(this.#asker, account, ({ create }) => create(submission));
		const template = { ...parts, ...made, name, language, quality: null, rejectedReason: null };
		await note(this.#asker, account, { templates: [template] });
		return template;
	}

	/**
	 * Changes a template, as often as Meta allows.
	 *
	 * @returns the template as it is then
	 * @throws TeamError `notFound`, `invalidInput` before Meta is asked, or what Meta says
	 */
	async update(reference: TemplateReference, change: TemplateChange): Promise<Template> {
		const { store, clock } = this.#asker.office;
		const account = await this.#account();
		const template = await this.#get(account, reference);
		const { category, body } = change;
		const known = await store.findTemplate({ ...account, ...reference });
		const hasCategory = category !== undefined && category !== template.category;
		const now = clock.now();
		const why = whyNotEditable(template, { hasCategory }, known?.edits ?? [], now);
		if (why !== null) throw why;
		const about = category ?? template.category;
		const edit = await this.#edit(body, hasCategory ? about : null, about);
		await askAccount(this.#asker, account, (meta) => meta.edit(template.id, edit));
		if (template.status === 'APPROVED') {
			await store.noteTemplateEdit({ ...account, templateId: template.id, now });
		}
		return await this.#get(account, reference);
	}

	/**
	 * Deletes a template.
	 *
	 * @param isInAllLanguages whether all of the same name go
	 * @returns what was deleted
	 * @throws TeamError `notFound`, `invalidInput` before Meta is asked, or what Meta says
	 */
	async remove(
		reference: TemplateReference,
		isInAllLanguages: boolean,
	): Promise<readonly TemplateReference[]> {
		const account = await this.#account();
		const all = await askForName(this.#asker, account, reference.name);
		const doomed = all.filter((one) => isInAllLanguages || isMeant(one, reference));
		if (doomed.length === 0) throw noSuchTemplate(reference);
		for (const template of doomed) {
			const why = whyNotDeletable(template);
			if (why !== null) throw why;
		}
		const id = isInAllLanguages ? null : (doomed[0]?.id ?? null);
		await askAccount(this.#asker, account, (meta) => meta.remove(reference.name, id));
		await note(this.#asker, account, { templates: [], gone: doomed.map((one) => one.id) });
		return doomed.map(({ name, language }) => ({ name, language }));
	}

	async #account(): Promise<NumberAccount> {
		if (this.#asker.own.mode === 'linked') throw linkedHasNone();
		return await accountOf(this.#asker, this.#asker.own.id);
	}

	async #get(account: NumberAccount, reference: TemplateReference): Promise<Template> {
		const all = await askForName(this.#asker, account, reference.name);
		const template = all.find((one) => isMeant(one, reference));
		if (template === undefined) throw noSuchTemplate(reference);
		return template;
	}

	async #edit(
		body: TemplateBody | undefined,
		newCategory: string | null,
		category: string,
	): Promise<TemplateEdit> {
		const moved = newCategory === null ? {} : { category: newCategory };
		if (body !== undefined) {
			const { components } = await this.#write(body, (parts) => checkParts(parts, category));
			return { components, ...moved };
		}
		if (newCategory === null) throw nothingToChange();
		return { category: newCategory };
	}

	/** A sample is uploaded only once all else is known to be right. */
	async #write(
		body: TemplateBody,
		check: (parts: TemplateParts) => void,
	): Promise<WrittenTemplate> {
		return await componentsOf(body, check, async (file) => {
			const access = await accessTo(this.#asker, this.#asker.own.id);
			const { uploadSample } =
				await import('../../transport/cloud/templates/example-upload.ts');
			return await uploadSample(access, file);
		});
	}
}

function linkedHasNone() {
	return problem(
		'invalidInput',
		'A linked number has no templates: Meta keeps them for numbers of the Cloud API',
		'Choose the credential of a number of the Cloud API.',
	);
}

function nothingToChange() {
	return wrong('Update Fields', 'says nothing new', 'Give a text, buttons or another category.');
}
