import {
	LOOK_MS,
	LOOK_PATIENCE_MS,
	PENDING_LOOK_MS,
} from '../../../../src/domain/template/look-times.ts';
import type { Template } from '../../../../src/domain/template/model.ts';
import type { NoteTemplates } from '../../../../src/ports/store.ts';
import { HOUR, MINUTE, NOON, unique } from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const DAY = 24 * HOUR;

/** A template that is approved. */
function template(given: Partial<Template> = {}): Template {
	return {
		id: '8801',
		name: 'order',
		language: 'en_US',
		status: 'APPROVED',
		category: 'UTILITY',
		quality: null,
		rejectedReason: null,
		isNamed: false,
		header: null,
		body: { text: 'Hello', variables: [] },
		footer: null,
		buttons: [],
		cards: [],
		unknownParts: [],
		...given,
	};
}

/** What is known of the templates of accounts, when it is looked, and what is told. */
export function describeTemplates(stores: Stores): void {
	describe('the templates of an account', () => {
		const businessAccountId = unique('account');
		const keyOf = ({ workspaceId }: Team) => ({ workspaceId, businessAccountId });
		const open = () => openTeam(stores, { businessAccountId });
		const note = async (
			team: Team,
			templates: readonly Template[],
			given: Partial<NoteTemplates> = {},
		) => {
			const { numberId } = team;
			const input = { ...keyOf(team), numberId, templates, now: NOON, ...given };
			return await team.store.noteTemplates(input);
		};
		const look = (team: Team, templates: readonly Template[], now = NOON) =>
			note(team, templates, { lookCalls: 1, now });
		const ask = (team: Team, now = NOON) =>
			team.store.beginTemplateLook({ ...keyOf(team), now });
		const find = (team: Team, name = 'order') =>
			team.store.findTemplate({ ...keyOf(team), name, language: 'en_US' });
		const told = async (team: Team) => {
			const { entries } = await team.readFeed();
			return entries.map(({ item }) => {
				const { event, change, template: part } = item;
				return [event, part?.name, change?.from, change?.to];
			});
		};

		test('are found by name and language, as they were seen last', async () => {
			const team = await open();
			await look(team, [template()], NOON);
			await look(team, [template(), template({ id: '8802', language: 'de' })], NOON + HOUR);

			expect(await find(team)).toEqual({
				template: template(),
				seenAt: NOON + HOUR,
				edits: [],
			});
			expect(await find(team, 'unknown')).toBeNull();
			const other = await open();
			expect(await find(other)).toBeNull();
		});

		test('are found at the first look, and nothing is told of it', async () => {
			const team = await open();

			expect(await look(team, [template({ status: 'REJECTED' })])).toMatchObject({
				events: 0,
			});
			expect(await told(team)).toEqual([]);
		});

		test('are told once when status, quality or category changes', async () => {
			const team = await open();
			await look(team, [template()]);
			const changed = template({ status: 'PAUSED', quality: 'RED', category: 'MARKETING' });

			expect(await look(team, [changed])).toMatchObject({ events: 3 });
			expect(await look(team, [changed])).toMatchObject({ events: 0 });
			await stores.restart();
			expect(await look(team, [changed])).toMatchObject({ events: 0 });
			const { entries } = await team.readFeed();
			expect(entries.map(({ item }) => item)).toMatchObject([
				{
					event: 'template.status',
					number: { id: team.numberId },
					change: { field: 'status', from: 'APPROVED', to: 'PAUSED' },
					template: {
						name: 'order',
						language: 'en_US',
						status: 'PAUSED',
						quality: 'RED',
						category: 'MARKETING',
					},
				},
				{ event: 'template.quality', change: { field: 'quality', from: null, to: 'RED' } },
				{
					event: 'template.category',
					change: { field: 'category', from: 'UTILITY', to: 'MARKETING' },
				},
			]);
			expect(entries[0]?.item).not.toHaveProperty('conversation');
		});

		test('are told once by two who look at the same time', async () => {
			const team = await open();
			await look(team, [template()]);
			const changed = [template({ status: 'PAUSED' })];
			const results = await Promise.all([
				look(team, changed),
				look(team, changed),
				note(team, changed),
			]);

			expect(results.map(({ events }) => events).sort()).toEqual([0, 0, 1]);
		});

		test('are told when they come and when they go', async () => {
			const team = await open();
			await look(team, [template()]);
			await look(team, [
				template(),
				template({ id: '8802', name: 'new', status: 'PENDING' }),
			]);
			await look(team, [template({ id: '8802', name: 'new', status: 'PENDING' })]);

			expect(await told(team)).toEqual([
				['template.status', 'new', null, 'PENDING'],
				['template.status', 'order', 'APPROVED', 'DELETED'],
			]);
			expect(await find(team)).toBeNull();
		});

		test('that are asked for one by one leave the others alone', async () => {
			const team = await open();
			await look(team, [template(), template({ id: '8802', name: 'late' })]);
			await note(team, [template({ status: 'PAUSED' })]);
			await note(team, [], { gone: ['8802'] });

			expect(await told(team)).toEqual([
				['template.status', 'order', 'APPROVED', 'PAUSED'],
				['template.status', 'late', 'APPROVED', 'DELETED'],
			]);
			expect((await find(team))?.template.status).toBe('PAUSED');
		});

		test('are heard of by each number of the account as its own, and by no other', async () => {
			const team = await open();
			const sister = await team.addNumber({ businessAccountId });
			const stranger = await team.addNumber({ businessAccountId: unique('account') });
			await look(team, [template()]);
			await look(team, [template({ status: 'PAUSED' })]);
			const heardBy = async (numberId: string | null) => {
				const { entries } = await team.readFeed({ numberId });
				return entries.map(({ item }) => item.number.id);
			};

			expect([
				await heardBy(team.numberId),
				await heardBy(sister.numberId),
				await heardBy(stranger.numberId),
				await heardBy(null),
			]).toEqual([[team.numberId], [sister.numberId], [], [team.numberId]]);
		});

		test('are looked at every 15 minutes, and every two while Meta decides', async () => {
			const team = await open();
			const approved = await look(team, [template()]);
			const pending = await look(team, [template({ status: 'PENDING' })]);

			expect([approved.nextAt, pending.nextAt]).toEqual([
				NOON + LOOK_MS,
				NOON + PENDING_LOOK_MS,
			]);
			expect(await ask(team, NOON + PENDING_LOOK_MS - 1)).toEqual({
				isDue: false,
				nextAt: NOON + PENDING_LOOK_MS,
			});
			expect(await ask(team, NOON + PENDING_LOOK_MS)).toEqual({ isDue: true });
		});

		test('are looked at by one at a time, and by another if that one does not come back', async () => {
			const team = await open();
			const asked = await Promise.all([ask(team), ask(team)]);

			expect(asked.map(({ isDue }) => isDue).sort()).toEqual([false, true]);
			const later = NOON + LOOK_PATIENCE_MS;
			expect(await ask(team, later - 1)).toEqual({ isDue: false, nextAt: later });
			expect(await ask(team, later)).toEqual({ isDue: true });
			await stores.restart();
			expect(await ask(team, later)).toMatchObject({ isDue: false });
		});

		test('are looked at less often where a look takes many calls', async () => {
			const team = await open();
			const nextAt = async (lookCalls: number) =>
				(await note(team, [template({ status: 'PENDING' })], { lookCalls })).nextAt;

			expect([await nextAt(2), await nextAt(3), await nextAt(30)]).toEqual([
				NOON + 2 * MINUTE,
				NOON + 3 * MINUTE,
				NOON + 30 * MINUTE,
			]);
		});

		test('are looked at soon after one was sent to review', async () => {
			const team = await open();
			await look(team, [template()]);
			const pending = template({ id: '8802', name: 'new', status: 'PENDING' });

			expect(await note(team, [template()], { now: NOON + MINUTE })).toMatchObject({
				nextAt: NOON + LOOK_MS,
			});
			expect(await note(team, [pending], { now: NOON + MINUTE })).toMatchObject({
				nextAt: NOON + MINUTE + PENDING_LOOK_MS,
			});
			expect(await ask(team, NOON + MINUTE + PENDING_LOOK_MS)).toEqual({ isDue: true });
		});

		test('keep when they were edited, for 30 days', async () => {
			const team = await open();
			await look(team, [template()]);
			const edit = (now: number) =>
				team.store.noteTemplateEdit({ ...keyOf(team), templateId: '8801', now });
			await edit(NOON);
			await edit(NOON + DAY);
			await look(team, [template({ quality: 'GREEN' })], NOON + DAY);

			expect((await find(team))?.edits).toEqual([NOON, NOON + DAY]);
			await edit(NOON + 30 * DAY);
			expect((await find(team))?.edits).toEqual([NOON + DAY, NOON + 30 * DAY]);
			expect(await edit(NOON)).toBeNull();
		});

		test('belong to the account that the credential of a number names', async () => {
			const team = await open();
			const none = await team.addNumber();
			const of = ({ numberId }: Team) => team.store.accountOf({ numberId });

			expect([await of(team), await of(none)]).toEqual([businessAccountId, null]);
			expect(await team.store.accountOf({ numberId: 'unknown' })).toBeNull();
		});
	});
}
