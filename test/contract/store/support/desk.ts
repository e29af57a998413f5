import type { ConversationStatus } from '../../../../src/domain/conditions.ts';
import type { ConversationPriority } from '../../../../src/domain/desk/conversation-state.ts';
import { EVENT_TYPES, type EventType } from '../../../../src/domain/event.ts';
import type { InboxItem } from '../../../../src/domain/item.ts';
import type { NoteContent } from '../../../../src/domain/desk/note.ts';
import type {
	ChangedConversation,
	ChangeResult,
	Note,
	NoteResult,
	Store,
} from '../../../../src/ports/store.ts';
import { NOON } from './builders.ts';
import type { Team } from './team.ts';

/** Events of the life of a conversation. */
const FAMILIES = ['conversation', 'window', 'note', 'label', 'sla'];
const TYPES = EVENT_TYPES.filter((type) => FAMILIES.includes(type.split('.')[0] ?? ''));

/** What an event says besides who and where. */
export type News = Pick<InboxItem, 'change' | 'label' | 'note' | 'window' | 'sla' | 'due'> & {
	readonly event: EventType;
};

/** What a team does with its conversations, in the words of the tests. It is noon unless they say. */
export class DeskOfTeam {
	readonly #team: Team;
	readonly #notes: string[] = [];
	#seen = 0;

	constructor(team: Team) {
		this.#team = team;
	}

	/** Says where a conversation stands. @returns it, changed or not */
	async setStatus(
		conversationId: string,
		status: ConversationStatus,
		given: { until?: number; outcome?: string; now?: number; actingAgent?: string } = {},
	): Promise<ChangedConversation> {
		const { until: snoozedUntil = null, outcome = null } = given;
		const about = this.about(conversationId, given);
		return changed(
			await this.#team.store.setStatus({ ...about, status, snoozedUntil, outcome }),
		);
	}

	async setPriority(
		conversationId: string,
		priority: ConversationPriority | null,
		now = NOON,
	): Promise<ChangedConversation> {
		const about = this.about(conversationId, { now });
		return changed(await this.#team.store.setPriority({ ...about, priority }));
	}

	async label(
		conversationId: string,
		{ add = [] as readonly string[], remove = [] as readonly string[], now = NOON },
	): Promise<ChangedConversation> {
		const about = this.about(conversationId, { now });
		return changed(await this.#team.store.changeLabels({ ...about, add, remove }));
	}

	/** Writes a note. */
	async note(
		conversationId: string,
		given: Partial<NoteContent> & { now?: number; actingAgent?: string } = {},
	): Promise<Note> {
		const content = { text: 'Call them back.', mentions: [], dueAt: null };
		const about = this.about(conversationId, given);
		const note = noteOf(await this.#team.store.addNote({ ...content, ...given, ...about }));
		this.#notes.push(note.id);
		return note;
	}

	/** What every change says besides what is changed. */
	about(conversationId: string, given: { now?: number; actingAgent?: string } = {}) {
		const { now = NOON, actingAgent = null } = given;
		const { workspaceId } = this.#team;
		return { workspaceId, conversationId, actingAgent, cause: null, now };
	}

	/** Does all that is due by a time, as the timer of a process does. */
	async pass(now: number, store: Store = this.#team.store): Promise<void> {
		const { entries } = await this.#team.readFeed({ types: ['conversation.created'] });
		const ids = [...this.#notes, ...entries.map(({ conversationId }) => conversationId)];
		for (let turn = 0; turn < 20; turn += 1) {
			// Other tests are at work in the same store.
			const { due } = await store.dueNow({ now, limit: 10_000 });
			const own = due.filter(
				({ kind, entityId }) => kind !== 'sla' && ids.includes(entityId),
			);
			if (own.length === 0) return;
			for (const entry of own) await store.fireDue({ ...entry, now });
		}
		throw new Error('Something is due for ever');
	}

	/** What has been told since it was last asked for. */
	async news(): Promise<readonly News[]> {
		const { entries, readUpTo } = await this.#team.readFeed({
			types: TYPES,
			after: this.#seen,
		});
		this.#seen = readUpTo;
		return entries.map(({ item }) => {
			const { event, change, label, note, window, sla, due } = item;
			const parts = { change, label, note, window, sla, due };
			const said = Object.entries(parts).filter(([, part]) => part !== undefined);
			return { event, ...(Object.fromEntries(said) as Partial<News>) };
		});
	}

	/** The names of what has been told since it was last asked for. */
	async told(): Promise<readonly EventType[]> {
		return (await this.news()).map(({ event }) => event);
	}
}

/** The conversation after a change that was allowed. */
export function changed(result: ChangeResult): ChangedConversation {
	if (result.kind === 'done') return result;
	throw new Error(`Not changed: ${JSON.stringify(result)}`);
}

/** The note after a change that was allowed. */
export function noteOf(result: NoteResult): Note {
	if (result.kind === 'done') return result.note;
	throw new Error(`No note: ${JSON.stringify(result)}`);
}
