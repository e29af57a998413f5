import { problem } from '../../../../src/domain/problem.ts';
import type { LinkedNews } from '../../../../src/ports/linked.ts';
import { Inbox } from '../../../../src/transport/linked/inbound/inbox.ts';
import { Journal } from '../../../../src/transport/linked/inbound/journal.ts';
import type { ReadMessage } from '../../../../src/transport/linked/inbound/message.ts';
import { KeyBox } from '../../../../src/transport/linked/keys/key-box.ts';
import { MemoryKeys } from '../../../contract/linked/support/memory-keys.ts';
import { HandClock } from '../../support/hand-clock.ts';
import { loggerInto, type OrderedLog } from '../../support/ordered-log.ts';

let clock: HandClock;
let log: OrderedLog;
let keys: MemoryKeys;
let journal: Journal;
let news: LinkedNews[];
let trouble: (news: LinkedNews) => Error | null;
let inbox: Inbox;
beforeEach(() => {
	clock = new HandClock(1_000_000);
	log = [];
	keys = new MemoryKeys();
	const box = new KeyBox({
		numberId: 'n',
		keys,
		clock,
		logger: loggerInto(log),
		patienceMs: 20_000,
		onFenced: () => undefined,
		onStoreAway: () => undefined,
	});
	journal = new Journal(box);
	news = [];
	trouble = () => null;
	inbox = new Inbox({
		numberId: 'n',
		journal,
		deliver(one) {
			const error = trouble(one);
			if (error !== null) return Promise.reject(error);
			news.push(one);
			return Promise.resolve();
		},
		clock,
		logger: loggerInto(log),
	});
});

const away = () => problem('storeUnavailable', 'away', 'wait');

function inbound(id: string, from = '1'): ReadMessage {
	const sender = [{ type: 'lid', value: from }] as const;
	return { kind: 'message', message: { providerId: id, sender, text: id } as never };
}

function recorded(id: string, to = '1'): ReadMessage {
	const contact = [{ type: 'lid', value: to }] as const;
	return { kind: 'recorded', message: { providerId: id, contact, text: id } as never };
}

const idsOf = ({ messages, recorded: own }: LinkedNews) => [
	...messages.map(({ providerId }) => providerId),
	...own.map(({ providerId }) => `own ${providerId}`),
];

test('what comes while something is stored goes together, in its order', async () => {
	for (const id of ['a', 'b', 'c', 'd']) inbox.add(inbound(id), null);
	await clock.advance(100);

	expect(news.map(idsOf)).toEqual([['a'], ['b', 'c', 'd']]);
});

test('at most a hundred go together', async () => {
	inbox.add(inbound('first'), null);
	for (let n = 0; n < 201; n += 1) inbox.add(inbound(`m${n}`), null);
	await clock.advance(1_000);

	expect(news.map(({ messages }) => messages.length)).toEqual([1, 100, 100, 1]);
});

test('a question after an answer of the phone in the same chat goes later; other chats do not wait', async () => {
	inbox.add(inbound('first'), null);
	inbox.add(inbound('q1'), null);
	inbox.add(recorded('a1'), null);
	inbox.add(inbound('other', '2'), null);
	inbox.add(inbound('q2'), null);
	await clock.advance(1_000);

	expect(news.map(idsOf)).toEqual([['first'], ['q1', 'other', 'own a1'], ['q2']]);
});

test('the same message by two ways is taken once', async () => {
	inbox.add(inbound('a'), '1');
	inbox.add(inbound('a'), '2');
	inbox.add(inbound('a', 'somebody else'), null);
	await clock.advance(3_000);

	expect(news.flatMap(idsOf)).toEqual(['a', 'a']);
	expect(keys.writes.flat()).toEqual([
		{ kind: 'inbox', id: '2', value: null },
		{ kind: 'inbox', id: '1', value: null },
	]);
});

test('while the store is away it waits as long as it takes, and keeps the order', async () => {
	trouble = away;
	inbox.add(inbound('a'), null);
	inbox.add(inbound('b'), null);
	await clock.advance(3_600_000);
	expect(news).toEqual([]);

	trouble = () => null;
	await clock.advance(6_000);

	expect(news.flatMap(idsOf)).toEqual(['a', 'b']);
});

test('one message that the store does not take does not hold the others up', async () => {
	trouble = ({ messages }) =>
		messages.some(({ providerId }) => providerId === 'bad') ? new Error('boom') : null;
	inbox.add(inbound('first'), null);
	for (const id of ['a', 'bad', 'b']) inbox.add(inbound(id), null);
	await clock.advance(60_000);

	expect(news.flatMap(idsOf)).toEqual(['first', 'a', 'b']);
	expect(log).toContain('error: something that came in cannot be stored, and is left out');
	inbox.add(inbound('c'), null);
	await clock.advance(1_000);
	expect(news.at(-1)).toMatchObject({ unreadable: 1 });
});

test('counts go with the next news, and at the end by themselves', async () => {
	inbox.countGroup();
	inbox.add({ kind: 'group' }, null);
	inbox.add({ kind: 'unreadable' }, null);
	inbox.add({ kind: 'nothing' }, null);
	await clock.advance(60_000);
	expect(news).toEqual([]);

	const closing = inbox.close(1_000);
	await clock.advance(0);
	await closing;

	expect(news).toEqual([
		{
			...{ messages: [], recorded: [], statuses: [], history: null },
			...{ unreadable: 1, groupIgnored: 2 },
		},
	]);
});

test('closing stores what there is', async () => {
	inbox.add(inbound('a'), null);
	inbox.add(inbound('b'), null);
	const first = inbox.close(1_000);
	await clock.advance(0);
	await first;
	expect(news.flatMap(idsOf)).toEqual(['a', 'b']);
});

test('closing does not wait longer than it may, and what is left stays in the journal', async () => {
	trouble = away;
	inbox.add(inbound('c'), '7');
	let isClosed = false;
	const closing = inbox.close(1_000).then(() => (isClosed = true));
	await clock.advance(999);
	expect(isClosed).toBe(false);
	await clock.advance(1);
	await closing;
	await clock.advance(60_000);

	expect(keys.writes).toEqual([]);
});

test('a message that comes between two batches is not forgotten', async () => {
	inbox.add(inbound('a'), null);
	await clock.advance(25);
	inbox.add(inbound('b'), null);
	await clock.advance(25);
	inbox.add(inbound('c'), null);
	await clock.advance(100);

	expect(news.flatMap(idsOf)).toEqual(['a', 'b', 'c']);
});

test('more than 256 messages that are not in the book yet wait for a place', async () => {
	const slots = await Promise.all(Array.from({ length: 256 }, () => journal.take()));
	let late: string | null = null;
	void journal.take().then((slot) => (late = slot));
	await clock.settle();
	expect(new Set(slots).size).toBe(256);
	expect(late).toBeNull();

	journal.settle([slots[3] ?? '']);
	await clock.settle();

	expect(late).toBe(slots[3]);
});

test('what an earlier process noted is found in its order, and its places are not given away', async () => {
	for (const [slot, id] of [
		['200', 'a'],
		['3', 'b'],
		['77', 'c'],
	] as const) {
		const note = journal.note(slot, {
			attrs: { id, from: '1@lid' },
			plaintext: Buffer.from(id),
		});
		keys.values.set(`inbox ${slot}`, note.value);
	}
	keys.values.set('inbox 9', 'not JSON');

	const found = await journal.restore();

	expect(found.map(({ slot, attrs }) => [slot, attrs['id']])).toEqual([
		['200', 'a'],
		['3', 'b'],
		['77', 'c'],
	]);
	const free = await Promise.all(Array.from({ length: 253 }, () => journal.take()));
	expect(free.filter((slot) => ['200', '3', '77'].includes(slot))).toEqual([]);
});
