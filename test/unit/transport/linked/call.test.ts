import type { BinaryNode } from '../../../../src/transport/linked/baileys.ts';
import { readCall } from '../../../../src/transport/linked/inbound/call.ts';

const OFFER = {
	'call-id': 'C1',
	'call-creator': '100000000000001@lid',
	caller_pn: '15557770001@s.whatsapp.net',
};

/** News of a call. */
function news(
	tag: string,
	offer: Record<string, string> = OFFER,
	parts: string[] = [],
): BinaryNode {
	const content = parts.map((part) => ({ tag: part, attrs: {} }));
	const attrs = { from: '100000000000001@lid', id: 'S1', t: '1750030073', notify: 'Anna' };
	return { tag: 'call', attrs, content: [{ tag, attrs: offer, content }] };
}

it.each(['offer', 'offer_notice'])('rings with %s, once for whoever calls', (tag) => {
	expect(readCall(news(tag, OFFER, ['audio']))).toMatchObject({
		kind: 'message',
		message: {
			providerId: 'C1',
			content: { type: 'call', video: false },
			text: null,
			sentAt: 1_750_030_073_000,
			sender: [
				{ type: 'lid', value: '100000000000001' },
				{ type: 'phone', value: '+15557770001' },
			],
			senderName: 'Anna',
		},
	});
});

it('has a picture where video is offered', () => {
	expect(readCall(news('offer', OFFER, ['audio', 'video']))).toMatchObject({
		message: { content: { type: 'call', video: true } },
	});
});

it.each<[string, BinaryNode, string]>([
	['the end of a call', news('terminate'), 'nothing'],
	['a call of a group', news('offer', { ...OFFER, 'group-jid': '7@g.us' }), 'group'],
	['a call into a group', news('offer', { ...OFFER, type: 'group' }), 'group'],
	[
		'a call without an id',
		news('offer', { 'call-creator': '100000000000001@lid' }),
		'unreadable',
	],
	[
		'a call of nobody',
		news('offer', { 'call-id': 'C1', 'call-creator': '@s.whatsapp.net' }),
		'unreadable',
	],
	['nothing at all', { tag: 'call', attrs: {} }, 'nothing'],
])('%s is none', (_what, node, kind) => {
	expect(readCall(node)).toEqual({ kind });
});
