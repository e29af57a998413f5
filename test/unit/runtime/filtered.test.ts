import { NO_FILTER, type ItemFilter } from '../../../src/domain/item-filter.ts';
import type { InboxItem } from '../../../src/domain/item.ts';
import { problem } from '../../../src/domain/problem.ts';
import { ExpressionThread } from '../../../src/runtime/expression/expressions.ts';
import { filtered } from '../../../src/runtime/expression/filtered.ts';
import { loggerInto } from '../support/ordered-log.ts';

const expressions = new ExpressionThread();
afterAll(() => expressions.close());

const item = (given: Partial<InboxItem> = {}): InboxItem =>
	({
		event: 'message.received',
		eventId: 'e1',
		attempt: 1,
		workspace: 'default',
		number: { id: 'n', label: 'Sales', phone: null, mode: 'cloud', group: 'Nord' },
		conversation: { id: 'c', status: 'open', labels: ['VIP'], isNew: false },
		message: { id: 'm', type: 'text', text: 'An ÖFFER, please', direction: 'in' },
		...given,
	}) as InboxItem;

/** Whether a run is started. */
async function starts(
	filter: Partial<ItemFilter>,
	given: InboxItem = item(),
	log: string[] = [],
): Promise<boolean> {
	let started = 0;
	const emit = filtered(
		() => {
			started += 1;
			return Promise.resolve('finished');
		},
		{ ...NO_FILTER, ...filter },
		{ expressions, logger: loggerInto(log) },
	);
	expect(await emit(given, 'key')).toBe('finished');
	return started === 1;
}

const withoutText = item({ message: { id: 'm', type: 'image', text: null } as never });
const ofNumber: InboxItem = {
	event: 'number.ready',
	eventId: 'e2',
	attempt: 1,
	workspace: 'default',
	number: item().number,
};

test.each<[Partial<ItemFilter>, InboxItem, boolean]>([
	[{}, item(), true],
	[{}, ofNumber, true],
	[{ textContains: 'öffer' }, item(), true],
	[{ textContains: 'price' }, item(), false],
	[{ textContains: 'offer' }, withoutText, false],
	[{ labels: ['new', 'vip'] }, item(), true],
	[{ labels: ['new'] }, item(), false],
	[{ labels: ['vip'] }, ofNumber, false],
	[{ numberGroup: 'nord' }, item(), true],
	[{ numberGroup: 'Süd' }, item(), false],
	[{ onlyNewConversations: true }, item(), false],
	[
		{ onlyNewConversations: true },
		item({ conversation: { ...item().conversation, isNew: true } as never }),
		true,
	],
	[{ expression: `message.type = 'text'` }, item(), true],
	[{ expression: `message.type = 'image'` }, item(), false],
	[{ expression: 'conversation.labels' }, item(), true],
	[{ expression: 'nothing' }, item(), false],
	[{ textContains: 'öffer', expression: 'false' }, item(), false],
	[{ textContains: 'price', expression: 'true' }, item(), false],
])('%j lets %j pass: %s', async (filter, given, passes) => {
	expect(await starts(filter, given)).toBe(passes);
});

test('a second attempt is not asked again', async () => {
	expect(await starts({ textContains: 'price' }, item({ attempt: 2 }))).toBe(true);
});

test('an expression that goes wrong leaves the event out, and says so without its text', async () => {
	const log: string[] = [];

	expect(await starts({ expression: '$number(message.text) > 1' }, item(), log)).toBe(false);
	expect(log).toEqual(['warn: filter left an event out']);
});

test('what is no fault of the expression is tried again', async () => {
	const broken = {
		evaluate: () => Promise.reject(problem('internal', 'no thread', 'x')),
		close: () => Promise.resolve(),
	};
	const emit = filtered(
		() => Promise.resolve('finished'),
		{ ...NO_FILTER, expression: 'true' },
		{ expressions: broken, logger: loggerInto([]) },
	);

	await expect(emit(item(), 'key')).rejects.toThrow('no thread');
});
