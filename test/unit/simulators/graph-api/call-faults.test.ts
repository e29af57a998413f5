import type { Bench } from './bench.ts';
import { envelope, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(() => bench.close());

const waId = '16505551234';

/** What the client of a send saw: a status, or that the connection broke. */
const seen = () =>
	bench.send().then(
		({ status }) => status,
		() => 'broken',
	);

/** What happened to calls, in order. */
const story = async () => {
	const log = await bench.control.log();
	return log.flatMap((entry): readonly (string | number)[] => {
		if (entry.kind === 'faulted') return [entry.fault];
		if (entry.kind === 'accepted') return ['accepted'];
		return entry.kind === 'refused' ? [entry.code] : [];
	});
};

it('drops a call before it is accepted', async () => {
	await bench.control.addFault({ kind: 'dropBeforeAccept', times: 1 });

	expect([await seen(), await seen()]).toEqual(['broken', 200]);
	expect(await story()).toEqual(['dropBeforeAccept', 'accepted']);
	expect(await bench.control.acceptedTo(waId)).toBe(1);
});

it('drops the answer after the send was accepted, and tells its statuses all the same', async () => {
	await bench.control.addFault({ kind: 'dropAnswer', times: 1 });

	expect(await seen()).toBe('broken');
	await bench.attempts(1);
	expect(await story()).toEqual(['accepted', 'dropAnswer']);
	expect(await bench.control.logOf('status')).toMatchObject([{ status: 'sent' }]);
});

it('does not spend a dropped answer on a call that is refused', async () => {
	await bench.control.addFault({ kind: 'dropAnswer', times: 1 });

	expect(await bench.send({ type: 'fax' })).toMatchObject({ status: 400 });
	expect(await seen()).toBe('broken');
});

it('holds the answer until it is released, while statuses overtake it', async () => {
	await bench.control.addFault({ kind: 'holdAnswer', times: 1 });
	let answered = false;
	const held = bench.send().then((answer) => {
		answered = true;
		return answer;
	});
	await bench.attempts(1);
	expect(answered).toBe(false);
	await bench.control.release();

	expect(await held).toMatchObject({ status: 200 });
	expect(await story()).toEqual(['accepted', 'holdAnswer']);
	expect(await bench.control.faults()).toEqual([]);
});

it('holds for a while of simulated time, if so asked', async () => {
	await bench.control.addFault({ kind: 'holdAnswer', forMs: 5000 });
	const held = bench.send();
	await bench.control.waitFor((log) => log.some(({ kind }) => kind === 'faulted'));
	await bench.control.advance(5000);

	expect(await held).toMatchObject({ status: 200 });
});

it('answers late by simulated time', async () => {
	await bench.control.addFault({ kind: 'latency', ms: 3000 });
	let answered = false;
	const late = seen().then((result) => {
		answered = true;
		return result;
	});
	await bench.control.waitFor((log) => log.some(({ kind }) => kind === 'faulted'));
	await bench.control.advance(2999);
	expect(answered).toBe(false);
	await bench.control.advance(1);

	expect(await late).toBe(200);
});

it('refuses with any code of Graph, for one customer, so many times', async () => {
	await bench.control.addFault({ kind: 'fail', code: 131016, recipient: waId, times: 1 });
	const other = await bench.send({ to: '49301234567' });
	const failed = await bench.send({ to: undefined, recipient: bench.customer.userId });

	expect(other.status).toBe(200);
	expect(failed).toEqual({
		status: 500,
		body: envelope({ code: 131016, message: '(#131016) Service unavailable' }),
	});
	expect(await seen()).toBe(200);
});

it('refuses with status, subcode, message and details of one’s own', async () => {
	await bench.control.addFault({
		kind: 'fail',
		code: 368,
		subcode: 7,
		httpStatus: 418,
		message: 'No.',
		details: 'Never.',
	});

	expect(await bench.send()).toEqual({
		status: 418,
		body: envelope({
			code: 368,
			message: 'No.',
			error_subcode: 7,
			error_data: { messaging_product: 'whatsapp', details: 'Never.' },
		}),
	});
});

it('meets one number alone when the fault names it', async () => {
	const other = await bench.control.createNumber({ wabaId: bench.number.wabaId });
	await bench.control.addFault({ kind: 'fail', code: 2, phoneNumberId: other.id });
	const text = { messaging_product: 'whatsapp', to: waId, text: { body: 'hi' } };

	expect(await seen()).toBe(200);
	expect(await bench.call('POST', `/${other.id}/messages`, text)).toMatchObject({ status: 503 });
});

it('meets sends alone unless another operation is named', async () => {
	await bench.control.addFault({ kind: 'fail', code: 2 });
	await bench.control.addFault({ kind: 'fail', code: 4, operation: 'readNumber' });

	expect(await seen()).toBe(503);
	expect(await bench.call('GET', `/${bench.number.id}`)).toMatchObject({
		status: 400,
		body: { error: { code: 4 } },
	});
	expect(await bench.call('GET', `/${bench.number.wabaId}/phone_numbers`)).toMatchObject({
		status: 200,
	});
});

it('accepts a send and lets it fail with any code', async () => {
	await bench.control.addFault({ kind: 'failAsync', code: 131049, recipient: waId, times: 1 });
	const [first, second] = [await bench.sent(), await bench.sent()];
	await bench.attempts(2);

	const statuses = await bench.control.logOf('status');
	expect(statuses.map(({ wamid, status, code }) => ({ wamid, status, code }))).toEqual([
		{ wamid: first, status: 'failed', code: 131049 },
		{ wamid: second, status: 'sent', code: null },
	]);
});

it('answers with a page that is no JSON', async () => {
	await bench.control.addFault({ kind: 'garbage', times: 1 });
	const response = await fetch(`${bench.simulator.url}/v25.0/${bench.number.id}/messages`, {
		method: 'POST',
	});

	expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html']);
	expect(await response.text()).toContain('<h1>502 Bad Gateway</h1>');
	expect(await story()).toEqual(['garbage']);
});

describe('the whole API away', () => {
	const anyCall = () =>
		bench.call('GET', `/${bench.number.id}`).then(
			({ status }) => status,
			(error: unknown) => (error as { cause?: { code?: string } }).cause?.code,
		);

	it('refuses connections, and comes back on the same port', async () => {
		const id = await bench.control.addFault({ kind: 'down' });
		expect([await anyCall(), await seen()]).toEqual(['ECONNREFUSED', 'broken']);
		await bench.control.removeFault(id);

		expect([await anyCall(), await seen()]).toEqual([200, 200]);
		expect(await story()).toEqual(['accepted']);
	});

	it('cuts requests off', async () => {
		await bench.control.addFault({ kind: 'down', how: 'reset', times: 1 });

		expect([await anyCall(), await anyCall()]).toEqual(['UND_ERR_SOCKET', 200]);
	});

	it('answers 503', async () => {
		await bench.control.addFault({ kind: 'down', how: 'status503', times: 2 });

		expect([await anyCall(), await seen(), await seen()]).toEqual([503, 503, 200]);
		expect(await story()).toEqual(['down', 'down', 'accepted']);
	});
});
