import type { Clock } from '../clock.ts';
import { newTemplateId } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import type { TemplateAction } from '../log-entries.ts';
import type { EventLog } from '../log.ts';
import type { MessageTemplate, TemplateStanding } from '../state/template.ts';
import type { World } from '../state/world.ts';
import type { WebhookDispatcher } from '../webhooks/dispatcher.ts';
import { templateNews } from '../webhooks/template-payload.ts';
import { asApproved } from './authentication.ts';

/** What the book needs. */
export interface TemplateBookParts {
	readonly clock: Clock;
	readonly world: World;
	readonly log: EventLog;
	readonly webhooks: WebhookDispatcher;
}

/** What makes a template. */
export type NewTemplate = Pick<
	MessageTemplate,
	'wabaId' | 'name' | 'language' | 'category' | 'parameterFormat' | 'components'
> &
	Partial<TemplateStanding>;

/** Keeps the templates of all accounts, and tells their apps what changes. */
export class TemplateBook {
	readonly #parts: TemplateBookParts;

	constructor(parts: TemplateBookParts) {
		this.#parts = parts;
	}

	/** Adds a template; it waits for its review unless said otherwise. */
	add(given: NewTemplate): MessageTemplate {
		const template: MessageTemplate = {
			status: 'PENDING',
			qualityScore: 'UNKNOWN',
			rejectedReason: 'NONE',
			...given,
			id: newTemplateId(),
			previousCategory: null,
			edits: [],
		};
		return this.#put(
			template.status === 'PENDING'
				? template
				: { ...template, components: asApproved(template) },
		);
	}

	/** Meta changes a template by itself, and tells the app's callback of each change. */
	change(before: MessageTemplate, changes: Partial<TemplateStanding>): MessageTemplate {
		const moved = changes.category !== undefined && changes.category !== before.category;
		const after: MessageTemplate = {
			...before,
			...changes,
			...(moved ? { previousCategory: before.category } : {}),
		};
		const isApproved = after.status === 'APPROVED' && before.status === 'PENDING';
		const kept = this.#put(isApproved ? { ...after, components: asApproved(after) } : after);
		this.note('changed', kept);
		this.#tell(before, kept);
		return kept;
	}

	/** The business edits a template. One that was approved is approved again at once. */
	edit(
		before: MessageTemplate,
		changes: Partial<Pick<MessageTemplate, 'components' | 'category'>>,
	): MessageTemplate {
		const wasApproved = before.status === 'APPROVED';
		const after: MessageTemplate = {
			...before,
			...changes,
			status: before.status === 'REJECTED' ? 'PENDING' : 'APPROVED',
			rejectedReason: 'NONE',
			edits: wasApproved ? [...before.edits, this.#parts.clock.now()] : before.edits,
		};
		this.note('edited', after);
		return this.#put(after);
	}

	/** Takes a template out; it is sent no more. */
	remove(template: MessageTemplate): void {
		this.#parts.world.templates.delete(template.id);
		this.note('deleted', template);
		this.#tell(template, { ...template, status: 'DELETED' });
	}

	/** Writes down what was done. @param template null for a page of the list */
	note(action: TemplateAction['action'], template: MessageTemplate | null): void {
		const { name = null, language = null } = template ?? {};
		this.#parts.log.add({ kind: 'template', action, name, language });
	}

	#put(template: MessageTemplate): MessageTemplate {
		this.#parts.world.templates.set(template.id, template);
		return template;
	}

	/** Fields of templates follow no override: the app's callback hears of them. */
	#tell(before: MessageTemplate, after: MessageTemplate): void {
		const { world, webhooks } = this.#parts;
		const [number] = world.numbersOf(after.wabaId);
		if (number === undefined) return;
		const news: readonly (readonly [string, JsonObject])[] = templateNews(before, after);
		for (const [field, value] of news) {
			webhooks.publish({
				phoneNumberId: number.id,
				recipients: [],
				field,
				values: [value],
				messages: [],
				statuses: [],
			});
		}
	}
}
