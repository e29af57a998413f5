import { LONGEST_REPLY_MS } from '../../../../src/domain/wait.ts';
import { DAY_MS } from '../../../../src/domain/settings.ts';
import { ANNA, NOON, SECOND } from '../support/builders.ts';
import { last } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';
import { waitsOf } from '../support/waits.ts';

/** How long it is known what runs waited for. */
export function describeWaitsKept(stores: Stores): void {
	const { sent, teamOfAnna, write, begin, call, settle, fate, ended } = waitsOf(stores);

	describe('what is kept of a run that waited', () => {
		test('goes with the message that it sent', async () => {
			const team = await teamOfAnna();
			const { workspaceId } = team;
			const change = { outboxDays: 35 };
			await stores.store.saveSettings({ workspaceId, change, now: NOON });
			const asked = await sent(team);
			await write(team);
			await settle(asked, 'gone');
			const cut = (now: number) =>
				stores.store.cut({ workspaceId, what: 'outbox', limit: 10, now });
			await cut(NOON + 35 * DAY_MS);
			expect(await fate(asked)).toBe('gone');
			expect(last((await team.readFeed({ consumer: 'flow:node:w' })).entries)).toMatchObject({
				answers: asked.outboxId,
			});

			await cut(NOON + 35 * DAY_MS + 1);
			expect(
				last((await team.readFeed({ consumer: 'flow:node:w' })).entries),
			).not.toHaveProperty('answers');
		});

		test('stays as long as it waits, however short the workspace keeps what it sent', async () => {
			const team = await teamOfAnna();
			const { workspaceId } = team;
			const change = { outboxDays: 7 };
			await stores.store.saveSettings({ workspaceId, change, now: NOON });
			const asked = await sent(team, { withinMs: LONGEST_REPLY_MS });
			const now = NOON + 20 * DAY_MS;
			const cut = () => stores.store.cut({ workspaceId, what: 'outbox', limit: 10, now });
			await cut();
			await write(team, { sentAt: now });
			await cut();
			expect(await call(asked)).toMatchObject({ ending: 'replied' });

			await settle(asked, 'resumed');
			await cut();
			expect(await team.outcomes([asked.outboxId]).catch(() => [])).toEqual([]);
		});

		test('goes with the customer, and is told nobody', async () => {
			const team = await teamOfAnna();
			const [waiting, replied] = [await sent(team), await sent(team, {}, NOON + SECOND)];
			await write(team);
			const { workspaceId } = team;
			const who = { kind: 'phone', phone: ANNA } as const;
			await stores.store.eraseContact({ workspaceId, who, now: NOON });

			expect(await ended()).toEqual([]);
			expect(await stores.store.openWaits({ now: NOON })).toMatchObject({ waiting: 0 });
			expect([await begin(waiting), await call(replied)]).toEqual([null, null]);
		});
	});
}
