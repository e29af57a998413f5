import type { LinkedKeyChange } from '../../../../src/ports/linked.ts';
import { linkedMessageId } from '../../../../src/domain/number/linked-message-id.ts';
import { DAY_MS } from '../../../../src/domain/settings.ts';
import { ANNA, BEN, inbound, NOON, phone, unique } from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';
import { cutAll } from './retention.ts';

const LID = '199912345678901';

/** A linked number that this process owns. */
export async function openLinked(stores: Stores, state: 'unlinked' | 'ready' = 'ready') {
	return await openTeam(stores, { mode: 'linked', state });
}

/** What the connection of a linked number keeps: all or nothing, and only for the owner. */
export function describeLinkedKeys(stores: Stores): void {
	const write = async (
		{ numberId, fence }: Team,
		changes: readonly LinkedKeyChange[],
		{ now = NOON, as = fence } = {},
	) => await stores.store.writeLinkedKeys({ numberId, fence: as, changes, now });
	const read = async ({ numberId }: Team, kind: string, ...ids: string[]) =>
		Object.fromEntries(
			(await stores.store.readLinkedKeys({ numberId, kind, ids })).map((row) => [
				row.id,
				row.value,
			]),
		);
	const key = (kind: string, id: string, value: string | null = `${kind} ${id}`) => ({
		kind,
		id,
		value,
	});

	describe('the keys of a linked number', () => {
		test('are found by kind and id, and unknown ones left out', async () => {
			const team = await openLinked(stores);
			await write(team, [key('session', '1.0'), key('session', '2.0'), key('pre-key', '1')]);

			expect(await read(team, 'session', '2.0', '1.0', '3.0', '1.0')).toEqual({
				'1.0': 'session 1.0',
				'2.0': 'session 2.0',
			});
			expect(await read(team, 'pre-key', '1', '2.0')).toEqual({ '1': 'pre-key 1' });
			expect(await read(team, 'session')).toEqual({});
		});

		test('are overwritten and deleted, the last change counting', async () => {
			const team = await openLinked(stores);
			await write(
				team,
				['a', 'b', 'c', 'd'].map((id) => key('session', id)),
			);
			await write(team, [
				key('session', 'a', 'newer'),
				key('session', 'b', null),
				key('session', 'c', null),
				key('session', 'c', 'back again'),
				key('session', 'd', 'in vain'),
				key('session', 'd', null),
			]);

			expect(await read(team, 'session', 'a', 'b', 'c', 'd')).toEqual({
				a: 'newer',
				c: 'back again',
			});
		});

		test('survive a restart', async () => {
			const team = await openLinked(stores);
			await write(team, [key('creds', 'creds')]);
			await stores.restart();

			expect(await read(team, 'creds', 'creds')).toEqual({ creds: 'creds creds' });
		});

		test.each([1, 199, 200, 201, 401])('are written and deleted %d at once', async (count) => {
			const team = await openLinked(stores);
			const ids = Array.from({ length: count }, (_, n) => String(n));
			expect(
				await write(
					team,
					ids.map((id) => key('pre-key', id)),
				),
			).toEqual({
				isOwner: true,
			});
			const found = await read(team, 'pre-key', ...ids);
			expect(found).toEqual(Object.fromEntries(ids.map((id) => [id, `pre-key ${id}`])));
			const [spared = '', ...gone] = ids;
			await write(
				team,
				gone.map((id) => key('pre-key', id, null)),
			);

			expect(await read(team, 'pre-key', ...ids)).toEqual({ [spared]: `pre-key ${spared}` });
		});

		test('of another number are others', async () => {
			const team = await openLinked(stores);
			const other = await team.addNumber({ mode: 'linked' });
			await write(team, [key('session', '1', 'mine')]);
			await write(other, [key('session', '1', 'theirs'), key('session', '2')]);
			await write(other, [key('session', '2', null)]);

			expect(await read(team, 'session', '1', '2')).toEqual({ '1': 'mine' });
		});

		test('are written and wiped by nobody but the owner', async () => {
			const team = await openLinked(stores);
			await write(team, [key('session', '1', 'mine')]);
			const before = team.fence;
			await team.takeOver();
			const { numberId } = team;
			for (const as of [before, team.fence + 1]) {
				const changes = [key('session', '1', 'late'), key('session', '2')];
				expect(await write(team, changes, { as })).toEqual({ isOwner: false });
				expect(await stores.store.wipeLinkedKeys({ numberId, fence: as })).toEqual({
					isOwner: false,
				});
			}

			expect(await read(team, 'session', '1', '2')).toEqual({ '1': 'mine' });
		});

		test('are wiped all at once, those of others left alone', async () => {
			const team = await openLinked(stores);
			const other = await team.addNumber({ mode: 'linked' });
			for (const one of [team, other]) {
				await write(one, [key('session', '1'), key('creds', 'creds')]);
			}
			const { numberId, fence } = team;

			expect(await stores.store.wipeLinkedKeys({ numberId, fence })).toEqual({
				isOwner: true,
			});
			expect(await read(team, 'session', '1')).toEqual({});
			expect(await read(team, 'creds', 'creds')).toEqual({});
			expect(await read(other, 'creds', 'creds')).toEqual({ creds: 'creds creds' });
		});
	});

	describe('what a linked number sent', () => {
		test('is kept for 14 days and no millisecond longer; keys are kept without end', async () => {
			const team = await openLinked(stores);
			await write(team, [key('sent', '3EB0A'), key('session', '1')]);
			await write(team, [key('sent', '3EB0B')], { now: NOON + 1 });

			expect(await cutAll(team, 'linkedSent', NOON + 14 * DAY_MS)).toEqual([]);
			expect(await cutAll(team, 'linkedSent', NOON + 14 * DAY_MS + 1)).toEqual([1]);
			expect(await read(team, 'sent', '3EB0A', '3EB0B')).toEqual({
				'3EB0B': 'sent 3EB0B',
			});
			expect(await cutAll(team, 'linkedSent', NOON + 100 * DAY_MS)).toEqual([1]);
			expect(await read(team, 'session', '1')).toEqual({ '1': 'session 1' });
		});

		test('is kept for 31 days if it is a file', async () => {
			const team = await openLinked(stores);
			await write(team, [key('upload', 'file'), key('sent', '3EB0A')]);

			expect(await cutAll(team, 'linkedSent', NOON + 31 * DAY_MS)).toEqual([1]);
			expect(await read(team, 'upload', 'file')).toEqual({ file: 'upload file' });
			expect(await cutAll(team, 'linkedSent', NOON + 31 * DAY_MS + 1)).toEqual([1]);
		});

		test('goes so many at a time, and not with that of another workspace', async () => {
			const [team, other] = [await openLinked(stores), await openLinked(stores)];
			const five = Array.from({ length: 5 }, (_, n) => key('sent', `3EB0${n}`));
			await write(team, five);
			await write(other, five);

			expect(await cutAll(team, 'linkedSent', NOON + 15 * DAY_MS, 2)).toEqual([2, 2, 1]);
			expect(await read(other, 'sent', '3EB00')).toEqual({ '3EB00': 'sent 3EB00' });
		});
	});

	describe('a person that is erased', () => {
		const digits = ANNA.slice(1);
		const gone = [
			['session', `${digits}.0`],
			['session', `${digits}.7`],
			['session', `${LID}_1.12`],
			['identity-key', `${digits}.0`],
			['sender-key', `1203@g.us::${LID}_1::0`],
			['sender-key', `status@broadcast::${digits}::3`],
			['sender-key-memory', `${digits}-1600@g.us`],
			['lid-mapping', digits],
			['lid-mapping', `${LID}_reverse`],
			['device-list', LID],
			['tctoken', `${LID}@lid`],
		] as const;
		const spared = [
			['session', `${digits}9.0`],
			['session', `9${digits}.0`],
			['session', `${BEN.slice(1)}.0`],
			['sender-key', `1203@g.us::${BEN.slice(1)}::0`],
			['sender-key-memory', `1203${digits}@g.us`],
			['pre-key', LID],
			['tctoken', '__index'],
			['creds', 'creds'],
		] as const;
		const erase = async ({ workspaceId }: Team) =>
			await stores.store.eraseContact({
				workspaceId,
				who: { kind: 'phone', phone: ANNA },
				now: NOON,
			});

		test('leaves no key with their phone or LID, and everybody else’s', async () => {
			const team = await openLinked(stores);
			const other = await team.addNumber({ mode: 'linked' });
			const stranger = await openLinked(stores);
			const all = [...gone, ...spared].map(([kind, id]) => key(kind, id));
			for (const one of [team, other, stranger]) await write(one, all);
			await team.receive(inbound({ sender: [phone(ANNA), { type: 'lid', value: LID }] }));
			await erase(team);
			const left = async (one: Team) => {
				const found = [];
				for (const { kind, id } of all) {
					if (id in (await read(one, kind, id))) found.push([kind, id]);
				}
				return found;
			};

			expect(await left(team)).toEqual(spared);
			expect(await left(other)).toEqual(spared);
			expect(await left(stranger)).toHaveLength(all.length);
		});

		test('leaves nothing of what was sent to them, or was about to be', async () => {
			const team = await openLinked(stores);
			const providerId = await team.sent(await team.hand());
			await team.queue();
			const [handing = ''] = (await team.claim()).claimed.map(({ outboxId }) => outboxId);
			const ids = [providerId, linkedMessageId(handing), unique('3EB0')];
			await write(
				team,
				ids.map((id) => key('sent', id)),
			);
			await erase(team);

			expect(Object.keys(await read(team, 'sent', ...ids))).toEqual(ids.slice(2));
		});
	});
}
