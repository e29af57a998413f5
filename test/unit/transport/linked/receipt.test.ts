import { readReceipt } from '../../../../src/transport/linked/inbound/receipt.ts';

const OWN = ['15550001111:3@s.whatsapp.net', '100000000000001:3@lid'] as const;
const receipt = (attrs: Record<string, string>, content?: never[]) => ({
	tag: 'receipt',
	attrs: { id: 'A', from: '100000000000002@lid', t: '1750030073', ...attrs },
	...(content === undefined ? {} : { content }),
});
const nothing = { statuses: [], isByOwnPhone: false, isOfGroup: false };

test.each([
	[{}, 'delivered'],
	[{ type: 'inactive' }, 'delivered'],
	[{ type: 'read' }, 'read'],
	[{ type: 'played' }, 'played'],
])('a receipt %j means %s', (attrs, status) => {
	expect(readReceipt(receipt(attrs as Record<string, string>), OWN)).toEqual({
		...nothing,
		statuses: [
			{
				providerId: 'A',
				outboxId: null,
				status,
				recipient: [{ type: 'lid', value: '100000000000002' }],
				at: 1_750_030_073_000,
				failure: null,
				pricing: null,
				conversationOrigin: null,
			},
		],
	});
});

test('a receipt may be for several messages', () => {
	const items = [
		{ tag: 'item', attrs: { id: 'B' } },
		{ tag: 'item', attrs: { id: 'C' } },
	];
	const list = [{ tag: 'list', attrs: {}, content: items }] as never[];

	const { statuses } = readReceipt(receipt({ type: 'read' }, list), OWN);

	expect(statuses.map(({ providerId }) => providerId)).toEqual(['A', 'B', 'C']);
});

test.each(['retry', 'sender', 'read-self', 'server-error', 'peer_msg', 'hist_sync', 'constructor'])(
	'a receipt of the type %s says nothing of a message of ours',
	(type) => {
		expect(readReceipt(receipt({ type }), OWN)).toEqual(nothing);
	},
);

test('what the own phone says is a sign of life, what another linked device says is not', () => {
	const from = '15550001111@s.whatsapp.net';
	expect(readReceipt(receipt({ from, type: 'sender' }), OWN)).toEqual({
		...nothing,
		isByOwnPhone: true,
	});
	expect(readReceipt(receipt({ from: '100000000000001@lid' }), OWN)).toMatchObject({
		isByOwnPhone: true,
	});
	expect(readReceipt(receipt({ from: '15550001111:9@s.whatsapp.net' }), OWN)).toEqual(nothing);
});

test('receipts of groups are known as such', () => {
	expect(readReceipt(receipt({ from: '120363000000000001@g.us' }), OWN)).toEqual({
		...nothing,
		isOfGroup: true,
	});
});
