import type { ConversationStatus } from '../../domain/conditions.ts';
import type { ConversationPriority } from '../../domain/desk/conversation-state.ts';
import { checkLabel, checkLabels } from '../../domain/desk/label.ts';
import { checkNote, type NoteContent } from '../../domain/desk/note.ts';
import { checkLength, wrong } from '../../domain/outgoing/field.ts';
import { problem } from '../../domain/problem.ts';
import { checkPolicy } from '../../domain/desk/sla-policy.ts';
import type {
	ChangeConversation,
	ChangedConversation,
	ChangeNote,
	ChangeResult,
	LabelEntry,
	Note,
	NoteResult,
	PolicyEntry,
} from '../../ports/store.ts';
import type { Office } from '../office.ts';
import { isRefusal, refusalProblem } from './team-problems.ts';

/** Which conversation, in whose name, and from which execution. */
export type AboutConversation = Omit<ChangeConversation, 'workspaceId' | 'now'>;

/** Which note, in whose name, and from which execution. */
export type AboutNote = Omit<ChangeNote, 'workspaceId' | 'now'>;

/** Most characters of an outcome. */
const MOST_OUTCOME = 500;

/** Where the conversations of a workspace stand, their labels, and what the team notes about them. */
export class LifeDesk {
	readonly #office: Office;
	readonly #workspaceId: string;

	constructor(office: Office, workspaceId: string) {
		this.#office = office;
		this.#workspaceId = workspaceId;
	}

	/**
	 * Says where a conversation stands.
	 *
	 * @throws TeamError `invalidInput`, `notFound`, `notAllowed`
	 */
	async setStatus(
		about: AboutConversation,
		change: {
			readonly status: ConversationStatus;
			readonly snoozedUntil: number | null;
			readonly outcome: string | null;
		},
	): Promise<ChangedConversation> {
		const { snoozedUntil: until } = change;
		checkLength('Outcome', change.outcome, MOST_OUTCOME);
		if (until !== null && until <= this.#office.clock.now()) {
			throw wrong('Snooze Until', 'lies in the past', 'Give a later time.');
		}
		return this.#done(await this.#office.store.setStatus({ ...this.#by(about), ...change }));
	}

	/** Says how urgent a conversation is. @throws TeamError `notFound`, `notAllowed` */
	async setPriority(
		about: AboutConversation,
		priority: ConversationPriority | null,
	): Promise<ChangedConversation> {
		return this.#done(await this.#office.store.setPriority({ ...this.#by(about), priority }));
	}

	/**
	 * Gives labels to a conversation and takes others away; all others stay.
	 *
	 * @throws TeamError `invalidInput`, `notFound`, `notAllowed`
	 */
	async changeLabels(
		about: AboutConversation,
		change: { readonly add: readonly string[]; readonly remove: readonly string[] },
	): Promise<ChangedConversation> {
		checkLabels([...change.add, ...change.remove]);
		return this.#done(await this.#office.store.changeLabels({ ...this.#by(about), ...change }));
	}

	/** Writes a note. @throws TeamError `invalidInput`, `notFound`, `notAllowed` */
	async addNote(about: AboutConversation, content: NoteContent): Promise<Note> {
		checkNote(content);
		return noteOf(await this.#office.store.addNote({ ...this.#by(about), ...content }));
	}

	/**
	 * Writes a new revision of a note. What is `undefined` stays.
	 *
	 * @throws TeamError `invalidInput`, `notFound`, `notAllowed`
	 */
	async editNote(
		about: AboutNote,
		change: { readonly [Field in keyof NoteContent]: NoteContent[Field] | undefined },
	): Promise<Note> {
		const { text = 'unchanged', mentions = [] } = change;
		checkNote({ text, mentions });
		return noteOf(await this.#office.store.editNote({ ...this.#by(about), ...change }));
	}

	/** Notes that what a note asks for is done, or not. @throws TeamError `notFound`, `notAllowed` */
	async completeNote(about: AboutNote, isDone: boolean): Promise<Note> {
		return noteOf(await this.#office.store.completeNote({ ...this.#by(about), isDone }));
	}

	/** Puts a note before the others, or back. @throws TeamError `notFound`, `notAllowed` */
	async pinNote(about: AboutNote, isPinned: boolean): Promise<Note> {
		return noteOf(await this.#office.store.pinNote({ ...this.#by(about), isPinned }));
	}

	/**
	 * The notes of a conversation: the pinned ones, then the newest.
	 *
	 * @param limit how many at most; `null` for all
	 * @throws TeamError `notFound`
	 */
	async notes(
		about: Omit<AboutConversation, 'cause'>,
		limit: number | null,
	): Promise<readonly Note[]> {
		const workspaceId = this.#workspaceId;
		const found = await this.#office.store.listNotes({ ...about, workspaceId, limit });
		if (isRefusal(found)) throw refusalProblem(found);
		return found.notes;
	}

	/** Adds a label to those of the workspace, or changes it. @throws TeamError `invalidInput` */
	async saveLabel(label: LabelEntry): Promise<LabelEntry> {
		checkLabel(label);
		const [workspaceId, now] = [this.#workspaceId, this.#office.clock.now()];
		return await this.#office.store.saveLabel({ ...label, workspaceId, now });
	}

	/** The labels of the workspace. */
	async labels(): Promise<readonly LabelEntry[]> {
		return await this.#office.store.listLabels({ workspaceId: this.#workspaceId });
	}

	/** Takes a label off the list. @returns whether it was on it */
	async deleteLabel(name: string): Promise<boolean> {
		const workspaceId = this.#workspaceId;
		return (await this.#office.store.deleteLabel({ workspaceId, name })).deleted;
	}

	/** Adds an SLA policy, or replaces the one of this name. @throws TeamError `invalidInput` */
	async savePolicy(policy: Omit<PolicyEntry, 'id'>): Promise<PolicyEntry> {
		checkPolicy(policy);
		if (policy.match !== null) await this.#office.expressions.evaluate(policy.match, {});
		const [workspaceId, now] = [this.#workspaceId, this.#office.clock.now()];
		return await this.#office.store.savePolicy({ ...policy, workspaceId, now });
	}

	/** The SLA policies, in the order in which they are asked. */
	async policies(): Promise<readonly PolicyEntry[]> {
		return await this.#office.store.listPolicies({ workspaceId: this.#workspaceId });
	}

	/** Deletes an SLA policy. @returns whether there was one */
	async deletePolicy(name: string): Promise<boolean> {
		const workspaceId = this.#workspaceId;
		return (await this.#office.store.deletePolicy({ workspaceId, name })).deleted;
	}

	#by<T extends object>(about: T): T & { readonly workspaceId: string; readonly now: number } {
		return { ...about, workspaceId: this.#workspaceId, now: this.#office.clock.now() };
	}

	#done(result: ChangeResult): ChangedConversation {
		if (isRefusal(result)) throw refusalProblem(result);
		this.#office.watch.notify(result.ended);
		return result;
	}
}

function noteOf(result: NoteResult): Note {
	if (result.kind === 'done') return result.note;
	if (isRefusal(result)) throw refusalProblem(result);
	throw problem(
		'notFound',
		"The field 'Note ID' names none of the workspace that the agent may see",
		"Use 'note.id' of an item, and the credential of the same workspace.",
	);
}
