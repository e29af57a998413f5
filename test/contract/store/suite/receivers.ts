import type { Receiver } from '../../../../src/ports/store.ts';
import { MINUTE, NOON, unique } from '../support/builders.ts';
import type { Stores } from '../support/use-store.ts';

/** Where webhooks of a number can be delivered. */
export function describeReceivers(stores: Stores): void {
	describe('a receiver', () => {
		const receiver = (phoneNumberId: string, given: Partial<Receiver> = {}): Receiver => ({
			webhookId: unique('webhook'),
			workspaceId: 'workspace',
			phoneNumberId,
			workflowId: 'workflow',
			url: 'https://n8n.example/webhook/1',
			mode: 'production',
			...given,
		});
		const save = async (said: Receiver, now = NOON) =>
			await stores.store.saveReceiver({ ...said, now });
		const list = async (phoneNumberId: string) =>
			await stores.store.listReceivers({ phoneNumberId });

		test('is listed by age, among those of its number alone', async () => {
			const number = unique('phone-number');
			const [young, old] = [receiver(number), receiver(number)];
			await save(young, NOON + MINUTE);
			await save(old, NOON);
			await save(receiver(unique('phone-number')));

			expect(await list(number)).toEqual([
				{ ...old, isRemoved: false },
				{ ...young, isRemoved: false },
			]);
		});

		test('that is saved again keeps its age and takes the new address', async () => {
			const number = unique('phone-number');
			const [old, young] = [receiver(number), receiver(number)];
			await save(old, NOON);
			await save(young, NOON + MINUTE);
			const moved = { ...old, url: 'https://n8n.example/webhook/2' };
			await save(moved, NOON + 2 * MINUTE);

			expect(await list(number)).toEqual([
				{ ...moved, isRemoved: false },
				{ ...young, isRemoved: false },
			]);
		});

		test('that has gone is still known, and comes back at its old age', async () => {
			const number = unique('phone-number');
			const [old, young] = [receiver(number), receiver(number)];
			await save(old, NOON);
			await save(young, NOON + MINUTE);
			const { webhookId, mode } = old;
			await stores.store.removeReceiver({ webhookId, mode, now: NOON + 2 * MINUTE });
			await stores.restart();
			const gone = await list(number);
			await save(old, NOON + 3 * MINUTE);

			expect(gone).toEqual([
				{ ...old, isRemoved: true },
				{ ...young, isRemoved: false },
			]);
			expect(await list(number)).toEqual([
				{ ...old, isRemoved: false },
				{ ...young, isRemoved: false },
			]);
		});

		test('for a test goes without the one in production', async () => {
			const number = unique('phone-number');
			const production = receiver(number);
			const test = { ...production, mode: 'test' as const };
			await save(production, NOON);
			await save(test, NOON + MINUTE);
			await stores.store.removeReceiver({
				webhookId: test.webhookId,
				mode: 'test',
				now: NOON,
			});

			expect(await list(number)).toEqual([
				{ ...production, isRemoved: false },
				{ ...test, isRemoved: true },
			]);
		});
	});
}
