import type { ConversationStatus } from '../../../../src/domain/conditions.ts';
import type {
	ConversationFilter,
	ConversationOrder,
	FoundConversation,
	LookupCursor,
} from '../../../../src/ports/store.ts';
import { inbound, NOON, phone } from './builders.ts';
import { last, type Team } from './team.ts';

/** What a search is asked besides its filter. */
interface Asked {
	readonly order?: ConversationOrder;
	readonly actingAgent?: string | null;
	readonly after?: LookupCursor | null;
	readonly limit?: number;
}

/** A workspace, in the words of those who look something up. */
export class Desk {
	readonly team: Team;

	constructor(team: Team) {
		this.team = team;
	}

	/** A customer writes for the first time. @returns the id of the conversation */
	async customer(name: string, sentAt = NOON, { text = 'Hello', at = this.team } = {}) {
		const sender = [phone(phoneOf(name))];
		await at.receive(inbound({ sender, senderName: name, sentAt, text }));
		const { item } = last(await at.log());
		return item.conversation.id;
	}

	/** One page of a search. */
	async page(filter: ConversationFilter = {}, asked: Asked = {}) {
		return await this.team.store.searchConversations({
			workspaceId: this.team.workspaceId,
			actingAgent: null,
			order: 'waiting',
			after: null,
			limit: 50,
			filter,
			...asked,
		});
	}

	/** The names of the customers whose conversations a search finds. */
	async names(filter: ConversationFilter = {}, asked: Asked = {}): Promise<readonly string[]> {
		return namesOf((await this.page(filter, asked)).rows);
	}

	/** The names on each page of a search, up to its end. */
	async pages(
		filter: ConversationFilter,
		limit: number,
		order: ConversationOrder = 'waiting',
	): Promise<readonly (readonly string[])[]> {
		const pages: (readonly string[])[] = [];
		let after: LookupCursor | null = null;
		do {
			const page: Awaited<ReturnType<Desk['page']>> = await this.page(filter, {
				after,
				limit,
				order,
			});
			pages.push(namesOf(page.rows));
			after = page.next;
		} while (after !== null);
		return pages;
	}

	/** What everybody says who changes a conversation. */
	change(conversationId: string) {
		const { workspaceId } = this.team;
		return { workspaceId, conversationId, actingAgent: null, cause: null, now: NOON };
	}

	async set(conversationId: string, status: ConversationStatus, now = NOON): Promise<void> {
		const said = { status, snoozedUntil: null, outcome: null, now };
		await this.team.store.setStatus({ ...this.change(conversationId), ...said });
	}

	async label(conversationId: string, ...add: string[]): Promise<void> {
		await this.team.store.changeLabels({ ...this.change(conversationId), add, remove: [] });
	}

	async agent(email: string, change = {}): Promise<void> {
		const { workspaceId, store } = this.team;
		await store.saveAgent({ workspaceId, email, change, now: NOON });
	}

	async give(conversationId: string, agent: string, now = NOON): Promise<void> {
		await this.team.store.changeOwner({
			...this.change(conversationId),
			action: { kind: 'assign', agent },
			expectedVersion: null,
			reason: null,
			now,
		});
	}
}

/** A phone for each name. */
export function phoneOf(name: string): string {
	const digits = [...name].map((letter) => letter.charCodeAt(0) % 10).join('');
	return `+49151${digits.padStart(8, '0').slice(-8)}`;
}

function namesOf(rows: readonly FoundConversation[]): readonly string[] {
	return rows.map(({ contact }) => contact.name ?? '');
}
