import { AT, newsOf, webhook, type Json } from '../../support/webhook-bodies.ts';

/** A call of a customer, as Meta's page of calls that users begin shows it. */
const RINGING = {
	id: 'wacid.1',
	to: '15550001111',
	from: '16505551234',
	event: 'connect',
	timestamp: String(AT),
	direction: 'USER_INITIATED',
	session: { sdp_type: 'offer', sdp: 'v=0 c=IN IP4 192.0.2.7' },
};
const CONTACTS = [{ profile: { name: 'Ana' }, wa_id: '16505551234' }];

const read = (calls: readonly unknown[], more: Json = {}) =>
	newsOf(webhook({ contacts: CONTACTS, calls, ...more }, 'calls'));

it('reads a call that rings, without the addresses of the network', () => {
	expect(read([RINGING])).toMatchObject({
		messages: [
			{
				providerId: 'wacid.1',
				content: { type: 'call', video: false },
				text: null,
				replyTo: null,
				sentAt: AT * 1_000,
				sender: [{ type: 'phone', value: '+16505551234' }],
				senderName: 'Ana',
				raw: {
					id: 'wacid.1',
					to: '15550001111',
					from: '16505551234',
					event: 'connect',
					timestamp: String(AT),
					direction: 'USER_INITIATED',
				},
			},
		],
		unreadable: 0,
	});
	expect(JSON.stringify(read([RINGING]))).not.toContain('192.0.2.7');
});

it('reads one without a direction, as Meta shows it too', () => {
	expect(read([{ ...RINGING, direction: undefined }])?.messages).toHaveLength(1);
});

it.each([
	['ended', { event: 'terminate', status: ['COMPLETED'] }],
	['was begun by the business', { direction: 'BUSINESS_INITIATED' }],
])('passes over one that %s', (_what, change) => {
	expect(read([{ ...RINGING, ...change }])).toMatchObject({ messages: [], unreadable: 0 });
});

it.each([
	['an id', { id: undefined }],
	['a time', { timestamp: 'now' }],
	['a caller', { from: undefined, contacts: [] }],
])('counts one without %s', (_what, change) => {
	const more = 'contacts' in change ? { contacts: [] } : {};
	expect(read([{ ...RINGING, ...change }], more)).toMatchObject({ messages: [], unreadable: 1 });
});

it('tells of the trouble that stands beside calls', () => {
	const errors = [{ code: 138018, title: 'Calling', message: 'Calling' }];
	expect(read([], { errors })?.problems).toMatchObject([{ code: 138018 }]);
});
