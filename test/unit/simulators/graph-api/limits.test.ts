import { RateLimits } from '../../../simulators/graph-api/sending/rate-limits.ts';
import type { Bench } from './bench.ts';
import { envelope, NOW, openBench } from './bench.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(() => bench.close());

/** The codes of `count` sends at once, in ascending order; 0 for an accepted one. */
async function codes(count: number, to: (index: number) => string): Promise<readonly number[]> {
	const sends = Array.from({ length: count }, (_, index) => bench.send({ to: to(index) }));
	const answers = await Promise.all(sends);
	const found = answers.map(({ body }) => {
		return (body['error'] as { readonly code: number } | undefined)?.code ?? 0;
	});
	return found.toSorted((a, b) => a - b);
}

const accepted = (count: number) => Array<number>(count).fill(0);
const sameCustomer = () => '16505551234';
const eachAnother = (index: number) => String(16505550000 + index);

describe('the pair rate', () => {
	it('takes 45 at once to one customer and refuses the 46th', async () => {
		expect(await codes(46, sameCustomer)).toEqual([...accepted(45), 131056]);
		expect(await bench.control.acceptedTo('+1 650 555 1234')).toBe(45);
	});

	it('gives one message back after 6 seconds, not 1 ms earlier', async () => {
		await codes(45, sameCustomer);
		await bench.control.advance(5999);
		expect(await codes(1, sameCustomer)).toEqual([131056]);
		await bench.control.advance(1);
		expect(await codes(2, sameCustomer)).toEqual([0, 131056]);
	});

	it('counts phone and user id of a customer as one, and other customers apart', async () => {
		const byUserId = { to: undefined, recipient: bench.customer.userId };
		await codes(44, sameCustomer);

		expect(await bench.send(byUserId)).toMatchObject({ status: 200 });
		expect(await bench.send(byUserId)).toMatchObject({ body: { error: { code: 131056 } } });
		expect(await codes(1, sameCustomer)).toEqual([131056]);
		expect(await codes(1, eachAnother)).toEqual([0]);
	});

	/** Takes at each of these times what there is room for. */
	const roomAt = (times: readonly number[]) => {
		const limits = new RateLimits();
		limits.pairHasRoom('n', 'c', 0);
		return times.map((now) => {
			let count = 0;
			for (; limits.pairHasRoom('n', 'c', now); count++) limits.countOutbound('n', 'c', now);
			return count;
		});
	};

	it('never saves up more than 45', () => {
		expect(roomAt([0, 44 * 6000, DAY_MS, DAY_MS])).toEqual([45, 44, 45, 0]);
	});

	it('saves up no time either while it is full', () => {
		expect(roomAt([5999, 6000, 11_998, 11_999])).toEqual([45, 0, 0, 1]);
	});
});

describe('the throughput', () => {
	it('takes 80 in one second and refuses the 81st', async () => {
		expect(await codes(81, eachAnother)).toEqual([...accepted(80), 130429]);
	});

	it('slides: a message leaves the window after exactly one second', () => {
		const limits = new RateLimits();
		limits.countOutbound('n', 'a', 0);
		limits.countOutbound('n', 'b', 500);
		const room = [999, 1000, 1499, 1500].map((now) => limits.throughputHasRoom('n', 1, now));

		expect(room).toEqual([false, false, false, true]);
		expect(limits.throughputHasRoom('other', 1, 0)).toBe(true);
	});

	it('is 20 for a number that also lives in the app', async () => {
		await bench.control.updateNumber(bench.number.id, { isOnBizApp: true });

		expect(await codes(21, eachAnother)).toEqual([...accepted(20), 130429]);
	});

	it('is 1000 for a number of level HIGH', async () => {
		await bench.control.updateNumber(bench.number.id, { throughputLevel: 'HIGH' });

		expect(await codes(81, eachAnother)).toEqual(accepted(81));
	});

	it('counts what customers write, and nothing that was refused', async () => {
		await bench.control.customerWrites({ customer: '16505551234', text: 'hey' });
		await bench.send({ type: 'fax' });

		expect(await codes(80, eachAnother)).toEqual([...accepted(79), 130429]);
	});

	it('is refused with 429 if so set', async () => {
		await bench.control.changeSettings({ rateLimitHttpStatus: 429 });
		await codes(80, eachAnother);

		expect(await bench.send()).toEqual({
			status: 429,
			body: envelope({
				code: 130429,
				message: '(#130429) Rate limit hit',
				error_data: {
					messaging_product: 'whatsapp',
					details: 'Cloud API message throughput has been reached.',
				},
			}),
		});
	});
});

describe('the 24-hour window', () => {
	const refusal = { status: 400, body: { error: { code: 131047 } } };

	beforeEach(async () => {
		await bench.control.changeSettings({ outsideWindow: 'sync' });
		await bench.control.customerWrites({ customer: '16505551234', text: 'hey' });
	});

	it('is open at 24 hours and closed 1 ms later', async () => {
		await bench.control.advance(DAY_MS);
		expect(await bench.send()).toMatchObject({ status: 200 });
		await bench.control.advance(1);
		expect(await bench.send()).toMatchObject(refusal);
	});

	it('begins anew with each message, also one that arrives with an old timestamp', async () => {
		await bench.control.advance(DAY_MS);
		await bench.control.customerWrites({ customer: '16505551234', text: 'still here' });
		await bench.control.customerWrites({ customer: '16505551234', text: 'x', timestamp: NOW });
		await bench.control.advance(DAY_MS);

		expect(await bench.send()).toMatchObject({ status: 200 });
	});

	it('is each number’s own', async () => {
		const { wabaId } = bench.number;
		const other = await bench.control.createNumber({ wabaId });
		const text = { messaging_product: 'whatsapp', to: '16505551234', text: { body: 'hi' } };

		expect(await bench.call('POST', `/${other.id}/messages`, text)).toMatchObject(refusal);
	});

	it('does not matter to a template', async () => {
		await bench.control.advance(DAY_MS + 1);

		await bench.control.createTemplate({ name: 'order' });
		const template = { name: 'order', language: { code: 'en_US' } };
		expect(await bench.send({ type: 'template', template })).toMatchObject({ status: 200 });
	});

	it('when closed lets the message be accepted and fail, if so set', async () => {
		await bench.control.changeSettings({ outsideWindow: 'async' });
		await bench.control.advance(DAY_MS + 1);
		const wamid = await bench.sent();
		await bench.attempts(2);

		expect(await bench.control.logOf('status')).toMatchObject([
			{ wamid, status: 'failed', code: 131047 },
		]);
	});
});
