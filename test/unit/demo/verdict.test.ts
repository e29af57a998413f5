import type { ScriptedMessage } from '../../demo/scripted-customer.ts';
import { judge, type Run, type Verdict } from '../../demo/verdict.ts';
import type { LogFact } from '../../simulators/graph-api/log-entries.ts';
import { accepted, became, handedOver, logOf, wamidOf, written } from './happened.ts';

const n8nUrl = 'http://127.0.0.1:5690';
const script: readonly ScriptedMessage[] = [
	{ text: 'hello', answer: 'Hello Ana!', isToldTwice: false },
	{ text: 'price', answer: '4.20', isToldTwice: true },
];
const hello = [
	written('hello'),
	handedOver('hello'),
	accepted('Hello Ana!'),
	became('Hello Ana!', 'sent'),
	became('Hello Ana!', 'delivered'),
];
const price = [
	written('price'),
	handedOver('price'),
	handedOver('price', { deliveryId: 2 }),
	accepted('4.20'),
	became('4.20', 'sent'),
	became('4.20', 'delivered'),
];
const runs = [run('1', 'hello'), run('2', 'price')];

/** What the linked number answered, as it should. */
const ANSWERED = { answer: '7 to 18', expected: '7 to 18' };

function run(id: string, text: string | null, changes: Partial<Run> = {}): Run {
	const wamid = text === null ? null : wamidOf(text);
	return { id, status: 'success', wamid, error: null, ...changes };
}

function verdictOn(facts: readonly LogFact[], seen: readonly Run[] = runs): Verdict {
	const log = logOf(...facts);
	return judge({ n8nUrl, script, log, runs: seen, linked: ANSWERED });
}

function without(facts: readonly LogFact[], kind: LogFact['kind']): readonly LogFact[] {
	return facts.filter((fact) => fact.kind !== kind);
}

test('each message with one run and one delivered answer is well', () => {
	expect(verdictOn([...hello, ...price])).toEqual({
		summary: {
			n8n: n8nUrl,
			received: 2,
			executions: 2,
			sent: 2,
			delivered: 2,
			linked: true,
			ok: true,
		},
		complaints: [],
	});
});

test('a message that was never written', () => {
	expect(verdictOn(hello, [run('1', 'hello')])).toEqual({
		summary: {
			n8n: n8nUrl,
			received: 1,
			executions: 1,
			sent: 1,
			delivered: 1,
			linked: true,
			ok: false,
		},
		complaints: ['"price" was never written.'],
	});
});

test('a message that n8n never acknowledged', () => {
	const refused = handedOver('hello', { outcome: 'willRetry', httpStatus: 500 });
	expect(verdictOn([written('hello'), refused, ...price], [run('2', 'price')])).toEqual({
		summary: {
			n8n: n8nUrl,
			received: 1,
			executions: 1,
			sent: 1,
			delivered: 1,
			linked: true,
			ok: false,
		},
		complaints: ['n8n did not take in "hello".'],
	});
});

test('a message that was to come twice and came once', () => {
	const once = price.filter((fact) => fact.kind !== 'webhook' || fact.deliveryId === 1);
	const { summary, complaints } = verdictOn([...hello, ...once]);
	expect(summary.ok).toBe(false);
	expect(complaints).toEqual(['"price" was not delivered twice.']);
});

test('a message that started no run', () => {
	const { summary, complaints } = verdictOn([...hello, ...price], [run('1', 'hello')]);
	expect(summary).toMatchObject({ executions: 1, ok: false });
	expect(complaints).toEqual(['"price" started no run of the workflow.']);
});

test('a message that came twice and started two runs', () => {
	const twice = [...runs, run('3', 'price')];
	const { summary, complaints } = verdictOn([...hello, ...price], twice);
	expect(summary).toMatchObject({ received: 2, executions: 3, ok: false });
	expect(complaints).toEqual(['"price" started 2 runs of the workflow.']);
});

test('a run that failed, with what n8n says of it', () => {
	const failed = run('2', 'price', { status: 'error', error: 'The number is unknown' });
	const { summary, complaints } = verdictOn([...hello, ...price], [run('1', 'hello'), failed]);
	expect(summary).toMatchObject({ executions: 2, ok: false });
	expect(complaints).toEqual([
		'The run for "price" (execution 2) ended as "error": The number is unknown.',
	]);
});

test('a run that did not end', () => {
	const running = run('2', 'price', { status: 'running' });
	expect(verdictOn([...hello, ...price], [run('1', 'hello'), running]).complaints).toEqual([
		'The run for "price" (execution 2) ended as "running".',
	]);
});

test('a message that was not answered', () => {
	const silent = without(without(price, 'accepted'), 'status');
	const { summary, complaints } = verdictOn([...hello, ...silent]);
	expect(summary).toMatchObject({ sent: 1, delivered: 1, ok: false });
	expect(complaints).toEqual(['"price" was not answered.']);
});

test('a message that was answered twice', () => {
	const { summary, complaints } = verdictOn([...hello, ...price, accepted('4.20')]);
	expect(summary).toMatchObject({ sent: 3, ok: false });
	expect(complaints).toEqual(['"price" was answered 2 times.']);
});

test('an answer that was sent and not delivered', () => {
	const undelivered = [...without(price, 'status'), became('4.20', 'sent')];
	const { summary, complaints } = verdictOn([...hello, ...undelivered]);
	expect(summary).toMatchObject({ sent: 2, delivered: 1, ok: false });
	expect(complaints).toEqual(['The answer to "price" was not delivered.']);
});

test('a run that belongs to none of the messages', () => {
	const { summary, complaints } = verdictOn([...hello, ...price], [...runs, run('3', null)]);
	expect(summary).toMatchObject({ executions: 3, ok: false });
	expect(complaints).toEqual(['Execution 3 belongs to none of the messages.']);
});

test('an answer that nobody expected', () => {
	const more = [accepted('What?'), became('What?', 'delivered')];
	const { summary, complaints } = verdictOn([...hello, ...price, ...more]);
	expect(summary).toMatchObject({ sent: 3, delivered: 3, ok: false });
	expect(complaints).toEqual(['An answer that nobody expected was sent: "What?".']);
});

test('nothing happened at all', () => {
	expect(verdictOn([], [])).toEqual({
		summary: {
			n8n: n8nUrl,
			received: 0,
			executions: 0,
			sent: 0,
			delivered: 0,
			linked: true,
			ok: false,
		},
		complaints: ['"hello" was never written.', '"price" was never written.'],
	});
});

it.each([
	[null, 'The linked number did not answer.'],
	['Who?', 'The linked number answered "Who?".'],
])('complains if the linked number answers %j', (answer, complaint) => {
	const linked = { answer, expected: '7 to 18' };
	const log = logOf(...hello, ...price);
	const { summary, complaints } = judge({ n8nUrl, script, log, runs, linked });

	expect(summary).toMatchObject({ linked: false, ok: false });
	expect(complaints).toEqual([complaint]);
});
