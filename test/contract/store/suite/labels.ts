import type { LabelEntry } from '../../../../src/ports/store.ts';
import { inbound, NOON } from '../support/builders.ts';
import { DeskOfTeam } from '../support/desk.ts';
import { Desk } from '../support/lookup.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Labels of conversations, and what the workspace says of them. */
export function describeLabels(stores: Stores): void {
	async function written() {
		const team = await openTeam(stores);
		const { conversationId: id } = await team.writtenBy();
		const desk = new DeskOfTeam(team);
		await desk.news();
		return { team, desk, id };
	}
	const save = (team: Team, given: Partial<LabelEntry>) =>
		stores.store.saveLabel({
			workspaceId: team.workspaceId,
			name: 'VIP',
			colour: null,
			keywords: [],
			isHandoff: false,
			now: NOON,
			...given,
		});
	const labelsOf = async (team: Team) => last(await team.log()).item.conversation.labels;

	describe('labels of a conversation', () => {
		test('are added and taken away, and all others stay', async () => {
			const { desk, id } = await written();
			await desk.label(id, { add: ['VIP', 'Order'] });
			const after = await desk.label(id, { add: ['New'], remove: ['order'] });

			expect(after.conversation.labels).toEqual(['VIP', 'New']);
			expect(await desk.news()).toEqual([
				{ event: 'label.added', label: { name: 'VIP', action: 'added' } },
				{ event: 'label.added', label: { name: 'Order', action: 'added' } },
				{ event: 'label.removed', label: { name: 'Order', action: 'removed' } },
				{ event: 'label.added', label: { name: 'New', action: 'added' } },
			]);
		});

		test('are found as long as they stay, and no longer', async () => {
			const { team, desk, id } = await written();
			await desk.label(id, { add: ['VIP', 'Order', 'Old'] });
			await desk.label(id, { add: ['New'], remove: ['order', 'old'] });
			const isFound = async (label: string) =>
				(await new Desk(team).names({ labels: [label] })).length === 1;

			expect(await Promise.all(['VIP', 'New'].map(isFound))).toEqual([true, true]);
			expect(await Promise.all(['Order', 'Old'].map(isFound))).toEqual([false, false]);
		});

		test('are the same in any case, and told only when they are news', async () => {
			const { desk, id } = await written();
			await desk.label(id, { add: ['VIP', ' vip '] });
			const again = await desk.label(id, { add: ['vip'], remove: ['Nothing'] });

			expect(again).toMatchObject({ hasChanged: false, conversation: { labels: ['VIP'] } });
			expect(await desk.told()).toEqual(['label.added']);
		});

		test('that are changed by many at once are lost by none', async () => {
			const { desk, id } = await written();
			const names = Array.from({ length: 20 }, (_, index) => `label ${index}`);
			await Promise.all(names.map((name) => desk.label(id, { add: [name] })));
			const { conversation } = await desk.label(id, {});

			expect([...conversation.labels].sort()).toEqual([...names].sort());
		});
	});

	describe('a label with keywords', () => {
		test.each([
			['Do you have a REFUND form?', true],
			['refund!', true],
			['Where is my money back', true],
			['refunds', false],
			['money, back', true],
			['my money, not back', false],
		])('is given by %j: %s', async (text, isGiven) => {
			const { team, desk } = await written();
			await save(team, { name: 'Refund', keywords: ['refund', 'money back'] });
			await team.receive(inbound({ text }));

			expect(await labelsOf(team)).toEqual(isGiven ? ['Refund'] : []);
			expect(await desk.told()).toEqual(isGiven ? ['label.added'] : []);
		});

		test('is given once, and no more when it has gone from the list', async () => {
			const { team, desk } = await written();
			await save(team, { name: 'Refund', keywords: ['refund'] });
			await team.receive(inbound({ text: 'refund' }), inbound({ text: 'refund' }));
			expect(await desk.told()).toEqual(['label.added']);
			const { workspaceId } = team;
			const gone = await stores.store.deleteLabel({ workspaceId, name: 'REFUND' });
			await desk.label(last(await team.log()).conversationId, { remove: ['Refund'] });
			await team.receive(inbound({ text: 'refund' }));

			expect(gone).toEqual({ deleted: true });
			expect(await labelsOf(team)).toEqual([]);
		});

		test('may hand a pending conversation to the team, as one that is given by hand', async () => {
			const { team, desk, id } = await written();
			await save(team, { name: 'Human', keywords: ['human'], isHandoff: true });
			await save(team, { name: 'Later', isHandoff: true });
			await desk.setStatus(id, 'pending');
			await team.receive(inbound({ text: 'a human, please' }));
			await desk.setStatus(id, 'pending');
			await desk.label(id, { add: ['later'] });

			expect(await desk.told()).toEqual([
				'conversation.pending',
				'conversation.opened',
				'label.added',
				'conversation.pending',
				'label.added',
				'conversation.opened',
			]);
		});
	});

	describe('the labels of a workspace', () => {
		test('are written, written anew under the same name, listed and deleted', async () => {
			const team = await openTeam(stores);
			await save(team, { name: 'VIP', colour: '#ff0000' });
			await save(team, { name: 'Angry', keywords: ['angry'] });
			await save(team, { name: 'vip', isHandoff: true });
			const list = () => stores.store.listLabels({ workspaceId: team.workspaceId });

			expect(await list()).toEqual([
				{ name: 'Angry', colour: null, keywords: ['angry'], isHandoff: false },
				{ name: 'vip', colour: null, keywords: [], isHandoff: true },
			]);
			const { workspaceId } = team;
			expect(await stores.store.deleteLabel({ workspaceId, name: 'None' })).toEqual({
				deleted: false,
			});
			await stores.store.deleteLabel({ workspaceId, name: 'Vip' });
			expect(await list()).toMatchObject([{ name: 'Angry' }]);
		});
	});
}
