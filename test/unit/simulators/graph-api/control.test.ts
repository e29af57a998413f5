import { spawn } from 'node:child_process';
import path from 'node:path';
import { GraphControl } from '../../../simulators/graph-api/control/client.ts';
import { startGraphSimulator } from '../../../simulators/graph-api/simulator.ts';
import type { Bench } from './bench.ts';
import { NOW, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(() => bench.close());

const customer = '16505551234';

it('logs everything that happened, once and in order', async () => {
	const inbound = await bench.control.customerWrites({ customer, text: 'hey' });
	await bench.attempts(1);
	const wamid = await bench.sent({ biz_opaque_callback_data: 'job 7' });
	await bench.attempts(2);
	await bench.send({ type: 'fax' });

	const phoneNumberId = bench.number.id;
	const attempt = {
		kind: 'webhook',
		at: NOW,
		attempt: 1,
		url: bench.receiver.url,
		httpStatus: 200,
		ms: expect.any(Number) as number,
		outcome: 'acknowledged',
		error: null,
		field: 'messages',
	};
	expect(await bench.control.log()).toEqual([
		{ kind: 'inbound', seq: 1, at: NOW, phoneNumberId, customer, wamid: inbound, text: 'hey' },
		{ ...attempt, seq: 2, deliveryId: 1, messages: [inbound], statuses: [] },
		expect.objectContaining({ kind: 'accepted', seq: 3, wamid, opaque: 'job 7' }),
		{
			kind: 'status',
			seq: 4,
			at: NOW,
			phoneNumberId,
			wamid,
			status: 'sent',
			code: null,
			lost: false,
		},
		{ ...attempt, seq: 5, deliveryId: 2, messages: [], statuses: [`${wamid} sent`] },
		expect.objectContaining({ kind: 'refused', seq: 6, code: 100 }),
	]);
});

it('counts accepted sends by phone in any notation, or by user id', async () => {
	await bench.send();
	await bench.send({ to: undefined, recipient: bench.customer.userId });
	await bench.send({ type: 'fax' });

	const counts = ['+1 (650) 555-1234', bench.customer.userId, '49301234567'].map((name) => {
		return bench.control.acceptedTo(name);
	});
	expect(await Promise.all(counts)).toEqual([2, 2, 0]);
});

describe('waiting', () => {
	it('ends with what the predicate found, also if that is there already', async () => {
		const found = bench.control.waitFor((log) => {
			return log.find(({ kind }) => kind === 'accepted');
		});
		const wamid = await bench.sent();

		expect(await found).toMatchObject({ kind: 'accepted', wamid });
		expect(await bench.control.waitFor((log) => log.length)).toBeGreaterThan(0);
	});

	it('sees each entry once, however often the log was asked for', async () => {
		const seen: number[][] = [];
		const third = bench.control.waitFor((log) => {
			seen.push(log.map(({ seq }) => seq));
			return log.length >= 3;
		});
		for (let refusals = 0; refusals < 3; refusals++) await bench.send({ type: 'fax' });
		await third;

		expect(seen.at(-1)).toEqual([1, 2, 3]);
	});

	it('is in vain after the timeout, and says what happened instead', async () => {
		await bench.send({ type: 'fax' });

		await expect(bench.control.waitFor(() => null, { timeoutMs: 1 })).rejects.toThrow(
			/Waited 1 ms in vain\. The last of 1 log entries:\n.*"kind":"refused"/,
		);
	});
});

it('begins anew after a reset', async () => {
	await bench.control.createNumber();
	await bench.control.changeSettings({ outsideWindow: 'sync' });
	await bench.control.addFault({ kind: 'down' });
	await bench.control.advance(1000);
	await bench.control.customerWrites({ customer, text: 'hey' });
	const before = await bench.attempts(1);
	await bench.control.reset();

	expect(await bench.control.numbers()).toEqual([{ ...bench.number, appCallback: null }]);
	expect(await bench.control.settings()).toMatchObject({ outsideWindow: 'async' });
	expect(await bench.control.pending()).toEqual({ webhooks: 0, faults: [] });
	expect(await bench.control.now()).toBe(NOW);
	expect(await bench.control.log()).toEqual([]);
	await bench.send();
	expect(await bench.control.logOf('accepted')).toMatchObject([
		{ seq: (before.at(-1)?.seq ?? 0) + 1 },
	]);
});

it('cuts off at a reset what was held, and wakes whoever waits', async () => {
	await bench.control.addFault({ kind: 'holdAnswer' });
	const held = bench.send().catch(() => 'cut off');
	await bench.control.waitFor((log) => log.some(({ kind }) => kind === 'faulted'));
	const woken = bench.control.waitFor((log) => log.find((entry) => entry.kind === 'inbound'));
	await bench.control.reset();
	await bench.control.createCustomer({ waId: '49301234567' });
	await bench.control.customerWrites({ customer: '49301234567', text: 'new life' });

	expect(await held).toBe('cut off');
	expect(await woken).toMatchObject({ text: 'new life' });
});

it('says what is wrong with a request', async () => {
	const problems = [
		bench.control.addFault({ kind: 'latency' } as never),
		bench.control.addFault({ kind: 'gremlins' } as never),
		bench.control.addFault({ kind: 'delay', ms: 1, colour: 'red' } as never),
		bench.control.customerWrites({ customer: '1', text: 'x' }),
		bench.control.updateNumber('1', {}),
		bench.control.createNumber({ status: 'FINE' as never }),
	].map((request) => request.catch((error: unknown) => (error as Error).message));

	expect(await Promise.all(problems)).toEqual([
		'POST /faults: 400 {"error":"fault.ms is to be a number."}',
		expect.stringContaining('fault.kind is to be one of down, dropBeforeAccept,'),
		'POST /faults: 400 {"error":"fault.colour is not known."}',
		'POST /inbound: 400 {"error":"There is no customer 1: create it first."}',
		'PATCH /numbers/1: 400 {"error":"There is no number 1."}',
		expect.stringContaining('number.status is to be one of CONNECTED, PENDING,'),
	]);
});

it('answers at the Graph port too', async () => {
	expect(await new GraphControl(bench.simulator.url).numbers()).toEqual([bench.number]);
});

it('makes numbers, customers and tokens up, each different', async () => {
	const [first, second] = [
		await bench.control.createNumber(),
		await bench.control.createNumber(),
	];
	const [one, two] = [await bench.control.createCustomer(), await bench.control.createCustomer()];

	for (const key of ['id', 'wabaId', 'appId', 'appSecret', 'displayPhoneNumber'] as const) {
		expect(new Set([bench.number[key], first[key], second[key]]).size).toBe(3);
	}
	expect(first.accessTokens).not.toEqual(second.accessTokens);
	expect([one.id === two.id, one.userId === two.userId]).toEqual([false, false]);
});

it('ends everything when closed, twice as well as once', async () => {
	const simulator = await startGraphSimulator();
	await simulator.control.addFault({ kind: 'down' });
	await simulator.close();
	await simulator.close();

	await expect(simulator.control.log()).rejects.toThrow('fetch failed');
});

it('runs as a program that prints where it is and ends on SIGINT', async () => {
	const main = path.resolve(__dirname, '../../../simulators/graph-api/main.ts');
	const program = spawn(process.execPath, [main, '--port', '0'], {
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const ended = new Promise((resolve) => program.once('exit', (code) => resolve(code)));
	let printed = '';
	for await (const chunk of program.stdout) {
		printed += String(chunk);
		if (printed.includes('ends it')) break;
	}
	const [, controlUrl = ''] = /Control API\s+(\S+)\/_control\//.exec(printed) ?? [];
	const [number] = await new GraphControl(controlUrl).numbers();
	program.kill('SIGINT');

	expect(await ended).toBe(0);
	for (const value of [number?.id, number?.wabaId, number?.appSecret]) {
		expect(printed).toContain(value);
	}
});
