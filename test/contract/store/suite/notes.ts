import { iso } from '../../../../src/store/log/parts.ts';
import { anId, HOUR, MINUTE, NOON } from '../support/builders.ts';
import { DeskOfTeam, noteOf } from '../support/desk.ts';
import { openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const ADA = 'ada@example.com';
const BOB = 'bob@example.com';

/** What the team writes about a conversation. */
export function describeNotes(stores: Stores): void {
	async function written() {
		const team = await openTeam(stores);
		const { conversationId: id, item } = await team.writtenBy();
		const desk = new DeskOfTeam(team);
		const { workspaceId } = team;
		const quiet = { unansweredMinutes: null, unassignedMinutes: null };
		await stores.store.saveSettings({ workspaceId, change: quiet, now: NOON });
		for (const email of [ADA, BOB]) {
			await stores.store.saveAgent({
				workspaceId,
				email,
				change: { name: email, role: email === BOB ? 'viewer' : 'agent' },
				now: NOON,
			});
		}
		await desk.news();
		const change = (noteId: string, now = NOON) => ({
			workspaceId,
			noteId,
			actingAgent: null,
			cause: null,
			now,
		});
		return { team, desk, id, item, change };
	}

	describe('a note', () => {
		test('is told with its text, and to those whom it mentions', async () => {
			const { desk, id } = await written();
			const note = await desk.note(id, {
				text: 'Wants a discount.',
				mentions: [BOB],
				actingAgent: ADA,
			});

			expect(note).toEqual({
				id: anId,
				conversationId: id,
				author: ADA,
				text: 'Wants a discount.',
				mentions: [BOB],
				dueAt: null,
				revision: 1,
				isPinned: false,
				doneAt: null,
				doneBy: null,
				createdAt: NOON,
				editedAt: null,
				revisions: [
					{
						revision: 1,
						text: 'Wants a discount.',
						mentions: [BOB],
						author: ADA,
						at: NOON,
					},
				],
			});
			const part = {
				id: note.id,
				text: 'Wants a discount.',
				author: ADA,
				mentions: [BOB],
				dueAt: null,
			};
			expect(await desk.news()).toEqual([
				{ event: 'note.added', note: part },
				{ event: 'note.mentioned', note: part },
			]);
		});

		test('is edited by a new revision, and the old one stays', async () => {
			const { desk, id, change } = await written();
			const { id: noteId } = await desk.note(id, { mentions: [ADA] });
			await desk.news();
			const said = { text: 'They called.', mentions: undefined, dueAt: undefined };
			const edited = noteOf(
				await stores.store.editNote({ ...change(noteId, NOON + MINUTE), ...said }),
			);

			expect(edited).toMatchObject({
				text: 'They called.',
				mentions: [ADA],
				revision: 2,
				editedAt: NOON + MINUTE,
				revisions: [{ text: 'Call them back.' }, { text: 'They called.' }],
			});
			expect(await desk.told()).toEqual([]);
			await stores.store.editNote({ ...change(noteId), mentions: [ADA, BOB] });
			expect(await desk.told()).toEqual(['note.mentioned']);
		});

		test('is due once, also after a restart', async () => {
			const { desk, id } = await written();
			const { id: noteId } = await desk.note(id, { dueAt: NOON + HOUR });
			await desk.news();
			await stores.restart();
			await desk.pass(NOON + HOUR - 1);
			expect(await desk.told()).toEqual([]);
			await desk.pass(NOON + HOUR);
			await desk.pass(NOON + 2 * HOUR);

			expect(await desk.news()).toMatchObject([
				{
					event: 'note.due',
					note: { id: noteId, dueAt: iso(NOON + HOUR) },
					due: { at: iso(NOON + HOUR), late: false },
				},
			]);
		});

		test('that is put off is due at its new time alone', async () => {
			const { desk, id, change } = await written();
			const { id: noteId } = await desk.note(id, { dueAt: NOON + HOUR });
			await stores.store.editNote({ ...change(noteId), dueAt: NOON + 2 * HOUR });
			await desk.news();
			await desk.pass(NOON + 2 * HOUR - 1);
			expect(await desk.told()).toEqual([]);
			await desk.pass(NOON + 2 * HOUR);
			expect(await desk.told()).toEqual(['note.due']);
			await stores.store.editNote({ ...change(noteId), text: 'Once more' });
			await desk.pass(NOON + 5 * HOUR);

			expect(await desk.told()).toEqual([]);
		});

		test('that is done is due no more, and is due again if it is not', async () => {
			const { desk, id, change } = await written();
			const { id: noteId } = await desk.note(id, { dueAt: NOON + HOUR });
			const done = { ...change(noteId), actingAgent: ADA, isDone: true };
			expect(noteOf(await stores.store.completeNote(done))).toMatchObject({
				doneAt: NOON,
				doneBy: ADA,
			});
			await desk.news();
			await desk.pass(NOON + HOUR);
			expect(await desk.told()).toEqual([]);
			const undone = { ...change(noteId), isDone: false };
			await stores.store.completeNote(undone);
			await desk.pass(NOON + HOUR);

			expect(await desk.told()).toEqual(['note.due']);
		});

		test('that is pinned stands before newer ones', async () => {
			const { desk, id, change } = await written();
			const first = await desk.note(id, { now: NOON });
			const second = await desk.note(id, { now: NOON + 1 });
			const third = await desk.note(id, { now: NOON + 2 });
			await stores.store.pinNote({ ...change(first.id), isPinned: true });
			const list = async (limit: number) => {
				const asked = { ...desk.about(id), limit };
				const found = await stores.store.listNotes(asked);
				return found.kind === 'notes' ? found.notes.map((note) => note.id) : found;
			};

			expect(await list(10)).toEqual([first.id, third.id, second.id]);
			expect(await list(2)).toEqual([first.id, third.id]);
			await stores.store.pinNote({ ...change(first.id), isPinned: false });
			expect(await list(10)).toEqual([third.id, second.id, first.id]);
		});

		test('is not for a viewer to write, nor for another workspace to change', async () => {
			const { desk, id, change } = await written();
			const { id: noteId } = await desk.note(id);
			const asked = { ...desk.about(id, { actingAgent: BOB }), text: 'x', mentions: [] };
			const stranger = await openTeam(stores);

			expect(await stores.store.addNote({ ...asked, dueAt: null })).toEqual({
				kind: 'notAllowed',
				why: 'role',
				email: BOB,
			});
			const { workspaceId } = stranger;
			const pin = { ...change(noteId), workspaceId, isPinned: true };
			expect(await stores.store.pinNote(pin)).toEqual({ kind: 'unknownNote' });
		});

		test('goes with the person', async () => {
			const { team, desk, id, item, change } = await written();
			const { id: noteId } = await desk.note(id, { dueAt: NOON + HOUR });
			const who = { kind: 'contact', contactId: item.contact.id } as const;
			await stores.store.eraseContact({ workspaceId: team.workspaceId, who, now: NOON });
			await desk.pass(NOON + 48 * HOUR);

			expect(await desk.told()).toEqual([]);
			const pin = { ...change(noteId), isPinned: true };
			expect(await stores.store.pinNote(pin)).toEqual({ kind: 'unknownNote' });
			const asked = { ...desk.about(id), text: 'x', mentions: [], dueAt: null };
			expect(await stores.store.addNote(asked)).toEqual({ kind: 'unknownConversation' });
		});
	});
}
