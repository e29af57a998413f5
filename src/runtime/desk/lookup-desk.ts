import { CRM_PRESETS, isCrmName } from '../../domain/crm-presets.ts';
import { formatCursor, parseCursor } from '../../domain/cursor-text.ts';
import { wrong } from '../../domain/outgoing/field.ts';
import { problem } from '../../domain/problem.ts';
import { checkHours, isWithinAny } from '../../domain/desk/weekly-hours.ts';
import type {
	ContactFilter,
	ContactRow,
	ConversationFilter,
	ConversationOrder,
	FoundConversation,
	LookupCursor,
	NumberChange,
	NumberRow,
	Page,
	ReportKind,
	ReportQuestion,
	ReportResult,
	TimelineEntry,
} from '../../ports/store.ts';
import type { Office } from '../office.ts';
import { checkMay, knownAgent } from './known-agent.ts';

/** How many rows are read in one go: so many are told apart from n8n's other work by a breath. */
const STEP = 200;

/** The list that somebody asks for. */
interface ListOrder {
	/** Where an earlier list ended; `null` for the beginning. */
	readonly after: string | null;
	/** `null` for all. */
	readonly limit: number | null;
	/** Their email; `null` for the workflow itself, which sees all. */
	readonly actingAgent: string | null;
}

/** Which conversations, and in what order. */
export interface ConversationOrderForm extends ListOrder {
	readonly filter: ConversationFilter;
	readonly order: ConversationOrder;
}

/** Which people. */
export interface ContactOrderForm extends ListOrder {
	readonly filter: ContactFilter;
}

/** What happened in which conversation. */
export interface TimelineOrderForm extends ListOrder {
	readonly conversationId: string;
	readonly oldestFirst: boolean;
}

/** A number, and whether it is one of its hours. */
export type ListedNumber = NumberRow & { readonly isOpen: boolean };

/** A piece of a list, and the word by which the list goes on; `null` at its end. */
export interface Piece<T> {
	readonly rows: readonly T[];
	readonly next: string | null;
}

/** Finds conversations, people and what happened; counts; and maps people to a CRM. */
export class LookupDesk {
	readonly #office: Office;
	readonly #workspaceId: string;

	constructor(office: Office, workspaceId: string) {
		this.#office = office;
		this.#workspaceId = workspaceId;
	}

	/**
	 * Conversations, piece by piece.
	 *
	 * @throws TeamError `invalidInput` for a cursor of another list
	 */
	conversations(form: ConversationOrderForm): AsyncGenerator<Piece<FoundConversation>> {
		const { filter, order, actingAgent } = form;
		const looking = { workspaceId: this.#workspaceId, actingAgent };
		const name = filter.text === undefined ? order : 'text';
		return this.#pieces(name, form, async (after, limit) =>
			this.#office.store.searchConversations({ ...looking, filter, order, after, limit }),
		);
	}

	/** A conversation. @throws TeamError `notFound` */
	async conversation(id: string, actingAgent: string | null): Promise<FoundConversation> {
		const found = await this.#timeline(id, actingAgent, true, null, 1);
		return found.conversation;
	}

	/**
	 * What happened in a conversation, piece by piece.
	 *
	 * @throws TeamError `notFound`; `invalidInput` for a cursor of another list
	 */
	timeline(form: TimelineOrderForm): AsyncGenerator<Piece<TimelineEntry>> {
		const { conversationId: id, actingAgent, oldestFirst } = form;
		return this.#pieces(`timeline:${oldestFirst}`, form, (after, limit) =>
			this.#timeline(id, actingAgent, oldestFirst, after, limit),
		);
	}

	/** People, piece by piece. @throws TeamError `invalidInput` for a cursor of another list */
	contacts(form: ContactOrderForm): AsyncGenerator<Piece<ContactRow>> {
		const { filter, actingAgent } = form;
		const looking = { workspaceId: this.#workspaceId, actingAgent };
		return this.#pieces('contacts', form, async (after, limit) =>
			this.#office.store.listContacts({ ...looking, filter, after, limit }),
		);
	}

	/**
	 * Counts.
	 *
	 * @param question its period ends after it begins
	 */
	async report(
		kind: ReportKind,
		question: Omit<ReportQuestion, 'workspaceId'>,
	): Promise<ReportResult> {
		await this.#known(question.actingAgent);
		const workspaceId = this.#workspaceId;
		return await this.#office.store.report({ ...question, workspaceId, kind });
	}

	/**
	 * What a contact is in the fields of a CRM.
	 *
	 * @param crm one with a preset, or the expression itself, in JSONata
	 * @param contact the item of a contact
	 * @throws TeamError `invalidInput`
	 */
	async map(crm: string, contact: unknown): Promise<unknown> {
		const expression = isCrmName(crm) ? CRM_PRESETS[crm] : crm;
		return await this.#office.expressions.evaluate(expression, contact);
	}

	/** The numbers that may be seen, by label. @throws TeamError `notFound` for an unknown agent */
	async numbers(actingAgent: string | null): Promise<readonly ListedNumber[]> {
		await this.#known(actingAgent);
		const workspaceId = this.#workspaceId;
		const rows = await this.#office.store.listNumbers({ workspaceId, actingAgent });
		return rows.map((row) => this.#listed(row));
	}

	/** Writes down what the team says of a number. @throws TeamError `invalidInput`, `notFound` */
	async updateNumber(numberId: string, change: NumberChange): Promise<ListedNumber> {
		const { store, clock } = this.#office;
		for (const hours of change.hours ?? []) checkHours(hours);
		const input = { workspaceId: this.#workspaceId, numberId, change, now: clock.now() };
		const updated = await store.updateNumber(input);
		if (updated !== null) return this.#listed(updated);
		throw problem(
			'notFound',
			"The field 'Number ID' names none of the workspace",
			"Use 'number.id' of an item, and the credential of the same workspace.",
		);
	}

	#listed(row: NumberRow): ListedNumber {
		const now = this.#office.clock.now();
		return { ...row, isOpen: isWithinAny(row.hours, row.timeZone ?? 'UTC', now) };
	}

	/** Whether an agent may take data out. @throws TeamError `notAllowed`, `notFound` */
	async checkExport(actingAgent: string | null): Promise<void> {
		const agent = await this.#known(actingAgent);
		checkMay(agent, 'export', 'Managers and owners export.');
	}

	async #known(actingAgent: string | null) {
		return await knownAgent(this.#office, this.#workspaceId, actingAgent);
	}

	async #timeline(
		conversationId: string,
		actingAgent: string | null,
		oldestFirst: boolean,
		after: LookupCursor | null,
		limit: number,
	) {
		const found = await this.#office.store.timeline({
			workspaceId: this.#workspaceId,
			actingAgent,
			conversationId,
			oldestFirst,
			after,
			limit,
		});
		if (found !== null) return found;
		throw problem(
			'notFound',
			"The field 'Conversation' names none of the workspace that the agent may see",
			"Use the field 'conversation.id' of an item, and the credential of the same workspace. What is outside an agent's numbers and labels is not there for them.",
		);
	}

	async *#pieces<T>(
		name: string,
		{ after, limit, actingAgent }: ListOrder,
		read: (after: LookupCursor | null, limit: number) => Promise<Page<T>>,
	): AsyncGenerator<Piece<T>> {
		await this.#known(actingAgent);
		let place = after === null ? null : readCursor(name, after);
		for (let left = limit ?? Infinity; left > 0;) {
			const { rows, next } = await read(place, Math.min(left, STEP));
			yield { rows, next: next === null ? null : formatCursor(name, next) };
			if (next === null) return;
			place = next;
			left -= rows.length;
		}
	}
}

function readCursor(name: string, text: string): LookupCursor {
	const place = parseCursor(name, text);
	if (place !== undefined) return place;
	throw wrong(
		'Continue After',
		'belongs to another list',
		"Use 'nextCursor' of the last run with the same order, or leave it empty to begin anew.",
	);
}
