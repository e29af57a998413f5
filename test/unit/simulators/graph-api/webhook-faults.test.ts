import { createHmac } from 'node:crypto';
import type { LogEntryOf } from '../../../simulators/graph-api/log-entries.ts';
import type { Bench } from './bench.ts';
import { NOW, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
	await bench.control.changeSettings({ webhookRetryDelaysMs: [0] });
});
afterEach(() => bench.close());

const customer = '16505551234';

/** The customer writes these, one after the other. */
async function write(...texts: readonly string[]): Promise<readonly string[]> {
	const ids: string[] = [];
	for (const text of texts) {
		ids.push(await bench.control.customerWrites({ customer, text, id: `wamid.${text}` }));
	}
	return ids;
}

const messagesOf = (attempts: readonly LogEntryOf<'webhook'>[]) =>
	attempts.map(({ messages }) => messages);

/** Holds because the log only grows: nothing else is under way, so nothing else can come. */
async function expectNothingElse(): Promise<void> {
	expect(await bench.control.pending()).toMatchObject({ webhooks: 0 });
}

it('duplicates each webhook', async () => {
	await bench.control.addFault({ kind: 'duplicate', copies: 2, times: 1 });
	await write('a', 'b');
	const attempts = await bench.attempts(4);

	expect(messagesOf(attempts).flat().toSorted()).toEqual([
		'wamid.a',
		'wamid.a',
		'wamid.a',
		'wamid.b',
	]);
	expect(new Set(attempts.map(({ deliveryId }) => deliveryId)).size).toBe(4);
	await expectNothingElse();
});

it('reorders: the last of a group comes first', async () => {
	await bench.control.addFault({ kind: 'reorder', size: 3, times: 3 });
	await write('a', 'b', 'c');

	expect(messagesOf(await bench.attempts(3))).toEqual([['wamid.c'], ['wamid.b'], ['wamid.a']]);
	await expectNothingElse();
});

it('lets an incomplete group go when it is released', async () => {
	await bench.control.addFault({ kind: 'reorder', size: 3 });
	await write('a', 'b');
	expect(await bench.control.pending()).toMatchObject({ webhooks: 2 });
	await bench.control.release();

	expect(messagesOf(await bench.attempts(2))).toEqual([['wamid.b'], ['wamid.a']]);
	await expectNothingElse();
});

it('joins webhooks into one body', async () => {
	await bench.control.addFault({ kind: 'batch', size: 2 });
	const ids = await write('a', 'b', 'c');
	await bench.attempts(1);
	await bench.control.release();

	expect(messagesOf(await bench.attempts(2))).toEqual([ids.slice(0, 2), ids.slice(2)]);
	expect(bench.receiver.received.map(({ body }) => body)).toMatchObject([
		{ entry: [{ changes: [{ field: 'messages' }, { field: 'messages' }] }] },
		{ entry: [{ changes: [{ field: 'messages' }] }] },
	]);
	await expectNothingElse();
});

it('delays each webhook by simulated time', async () => {
	await bench.control.addFault({ kind: 'delay', ms: 5000 });
	await write('a');
	await bench.control.advance(4999);
	expect(await bench.control.logOf('webhook')).toEqual([]);
	await bench.control.advance(1);

	expect(await bench.attempts(1)).toMatchObject([{ messages: ['wamid.a'], at: NOW + 5000 }]);
});

it('holds webhooks back until they are released', async () => {
	await bench.control.addFault({ kind: 'holdWebhooks' });
	await write('a', 'b');
	expect(bench.receiver.received).toEqual([]);
	expect(await bench.control.pending()).toMatchObject({ webhooks: 2 });
	await bench.control.release();

	expect(
		messagesOf(await bench.attempts(2))
			.flat()
			.toSorted(),
	).toEqual(['wamid.a', 'wamid.b']);
	await expectNothingElse();
});

it('delivers again what was acknowledged with 200', async () => {
	await bench.control.addFault({ kind: 'refuse200', times: 2 });
	await write('a');

	expect(await bench.attempts(3)).toMatchObject([
		{ attempt: 1, httpStatus: 200, outcome: 'willRetry' },
		{ attempt: 2, httpStatus: 200, outcome: 'willRetry' },
		{ attempt: 3, httpStatus: 200, outcome: 'acknowledged' },
	]);
	expect(bench.receiver.received).toHaveLength(3);
});

it('signs with another secret', async () => {
	await bench.control.addFault({ kind: 'wrongSecret', times: 1 });
	await write('a');
	await bench.attempts(1);
	await write('b');
	await bench.attempts(2);

	const right = bench.receiver.received.map(({ bytes, headers }) => {
		const hmac = createHmac('sha256', bench.number.appSecret).update(bytes);
		return headers['x-hub-signature-256'] === `sha256=${hmac.digest('hex')}`;
	});
	expect(right).toEqual([false, true]);
});

it('loses all statuses', async () => {
	await bench.control.addFault({ kind: 'loseStatuses' });
	const wamid = await bench.sent();
	await bench.control.advance(100);
	await bench.control.waitFor((log) => log.at(-1)?.kind === 'status' && log.length === 3);

	expect(await bench.control.logOf('status')).toMatchObject([
		{ wamid, status: 'sent', lost: true },
		{ wamid, status: 'delivered', lost: true },
	]);
	expect(bench.receiver.received).toEqual([]);
	await expectNothingElse();
});

it('loses statuses of one kind', async () => {
	await bench.control.addFault({ kind: 'loseStatuses', statuses: ['delivered'] });
	const wamid = await bench.sent();
	await bench.attempts(1);
	await bench.control.advance(100);
	await bench.control.waitFor((log) =>
		log.some((entry) => entry.kind === 'status' && entry.lost),
	);
	await bench.control.customerReads({ customer });

	expect((await bench.attempts(2)).map(({ statuses }) => statuses)).toEqual([
		[`${wamid} sent`],
		[`${wamid} read`],
	]);
	await expectNothingElse();
});

it('meets the webhooks of one customer alone when the fault names it', async () => {
	const other = await bench.control.createCustomer();
	await bench.control.addFault({ kind: 'holdWebhooks', recipient: bench.customer.userId });
	await write('held');
	await bench.control.customerWrites({ customer: other.id, text: 'x', id: 'wamid.free' });

	expect(messagesOf(await bench.attempts(1))).toEqual([['wamid.free']]);
	expect(await bench.control.pending()).toMatchObject({ webhooks: 1 });
});
