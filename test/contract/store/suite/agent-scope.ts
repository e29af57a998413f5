import { isInScope } from '../../../../src/domain/team/agent-scope.ts';
import { CY, hire, tryOwner } from '../support/agents.ts';
import { BEN, draft, inbound, NOON, phone, SECOND, unique } from '../support/builders.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** What somebody may see, wherever they look. */
export function describeAgentScope(stores: Stores): void {
	const labelled = async (team: Team, customer: string, add: readonly string[]) => {
		await team.receive(inbound({ sender: [phone(customer)] }));
		const { id } = last(await team.log()).item.conversation;
		const of = { workspaceId: team.workspaceId, conversationId: id, actingAgent: null };
		await stores.store.changeLabels({ ...of, add, remove: [], cause: null, now: NOON });
		return id;
	};

	describe('the scope of an agent', () => {
		test('is the same for what is read, searched, claimed and sent', async () => {
			const team = await openTeam(stores, { mode: 'linked', group: 'South' });
			const other = await team.addNumber({ mode: 'linked', group: null });
			const { workspaceId, store } = team;
			const conversations = [
				{ of: team, group: 'South', labels: ['VIP', 'new'] },
				{ of: team, group: 'South', labels: [] },
				{ of: other, group: null, labels: ['old'] },
			];
			const ids: string[] = [];
			for (const [index, { of, labels }] of conversations.entries()) {
				ids.push(await labelled(of, `${BEN}${index}`, labels));
			}
			const scopes = [
				null,
				[],
				['South'],
				[other.numberId],
				[team.numberId, 'North'],
			].flatMap((numberScope) =>
				[null, [], ['vip'], ['OLD', 'none']].map((labelScope) => ({
					numberScope,
					labelScope,
				})),
			);
			for (const scope of scopes) {
				await hire(team, CY, { role: 'agent', ...scope });
				const mine = ids.filter((_, index) => {
					const { of, group, labels } = conversations[index] ?? last(conversations);
					return isInScope(
						{ numbers: scope.numberScope, labels: scope.labelScope },
						{ numberId: of.numberId, numberGroup: group, labels },
					);
				});
				const looking = { workspaceId, actingAgent: CY };
				const read = async (conversationId: string) =>
					(await store.routingFacts({ ...looking, conversationId })) !== null;
				const claims = async (id: string) =>
					(await tryOwner(team, id, { kind: 'release' }, { actingAgent: CY })).kind ===
					'won';
				const sends = async (conversationId: string) => {
					const recipient = { kind: 'conversation', conversationId } as const;
					const given = { actingAgent: CY, idempotencyKey: unique('key') };
					const [result] = await team.enqueue([draft({ recipient, ...given })]);
					return result?.kind === 'queued';
				};
				const seen = {
					read: [] as string[],
					claimed: [] as string[],
					sent: [] as string[],
				};
				for (const id of ids) {
					if (await read(id)) seen.read.push(id);
					if (await claims(id)) seen.claimed.push(id);
					if (await sends(id)) seen.sent.push(id);
				}
				const found = await store.searchConversations({
					...{ ...looking, filter: {}, order: 'lastMessage', after: null, limit: 10 },
				});
				const searched = found.rows.map(({ conversation }) => conversation.id);

				expect({ scope, ...seen, searched: searched.sort() }).toEqual({
					...{ scope, read: mine, claimed: mine, sent: mine },
					...{ searched: [...mine].sort() },
				});
			}
		}, 30_000);
	});

	describe('since when a conversation is nobody’s', () => {
		test('is known while it is open and nobody has it', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			await hire(team, CY);
			const { item } = await team.writtenBy();
			const { id } = item.conversation;
			const { workspaceId, store } = team;
			const since = async () => {
				const found = await store.searchConversations({
					...{ workspaceId, actingAgent: null, filter: {} },
					...{ order: 'lastMessage', after: null, limit: 1 },
				});
				return found.rows[0]?.unownedSince;
			};

			expect(await since()).toBe(NOON);
			await tryOwner(team, id, { kind: 'claim', agent: CY });
			expect(await since()).toBeNull();
			await tryOwner(team, id, { kind: 'release' }, { now: NOON + SECOND });
			expect(await since()).toBe(NOON + SECOND);
		});

		test('is not counted for what is resolved', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			await hire(team, CY);
			const { item } = await team.writtenBy();
			const of = { workspaceId: team.workspaceId, conversationId: item.conversation.id };
			const by = { actingAgent: null, cause: null, now: NOON };
			await tryOwner(team, of.conversationId, { kind: 'claim', agent: CY });
			const resolved = { status: 'resolved', snoozedUntil: null, outcome: null } as const;
			await stores.store.setStatus({ ...of, ...by, ...resolved });
			await tryOwner(team, of.conversationId, { kind: 'release' });
			const { rows } = await stores.store.searchConversations({
				...{ workspaceId: team.workspaceId, actingAgent: null, filter: {} },
				...{ order: 'lastMessage', after: null, limit: 1 },
			});

			expect(rows).toMatchObject([{ unownedSince: null, conversation: { owner: null } }]);
		});
	});
}
