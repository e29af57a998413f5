import {
	toPreviewItem,
	toWrongItem,
} from '../../../nodes/WhatsAppTeam/adapter/items/preview-item.ts';
import { outputsOf } from '../../../nodes/WhatsAppTeam/descriptions/send-outputs.ts';
import { problem, type PreviewResult } from '../../../src/index.ts';

const number = { id: 'n1', label: 'Sales', phone: null, mode: 'cloud', group: null } as const;
const parties = { number, contact: null, conversation: null };
const forecastOf = (forecast: Extract<PreviewResult, { kind: 'forecast' }>['forecast']) =>
	toPreviewItem({ kind: 'forecast', forecast, ...parties });

it('says what would be sent', () => {
	expect(forecastOf({ verdict: 'sent' })).toEqual({
		verdict: 'sent',
		reason: null,
		explanation: null,
		until: null,
		deduplicated: false,
		...parties,
		limits: [],
	});
});

it('says how much of the caps of its number is used', () => {
	const resetsAt = Date.UTC(2026, 10, 20);
	const limit = { name: 'perHour', used: 3, cap: 20, resetsAt } as const;
	const forecast = { kind: 'forecast', forecast: { verdict: 'sent' }, ...parties } as const;

	expect(toPreviewItem(forecast, [limit]).limits).toEqual([
		{ name: 'perHour', used: 3, cap: 20, resetsAt: '2026-11-20T00:00:00.000Z' },
	]);
	const { limits } = toPreviewItem({ kind: 'unknownRecipient', what: 'contact' }, [limit]);
	expect(limits).toEqual([]);
});

it('says what would wait, why, and until when', () => {
	const until = Date.UTC(2026, 10, 20);

	expect([
		forecastOf({ verdict: 'queued', reason: 'notBefore', until }),
		forecastOf({ verdict: 'queued', reason: 'numberPaused', until: null }),
	]).toMatchObject([
		{
			verdict: 'queued',
			reason: 'notBefore',
			explanation: expect.stringContaining("'Not Before'") as string,
			until: '2026-11-20T00:00:00.000Z',
		},
		{ verdict: 'queued', reason: 'numberPaused', until: null },
	]);
});

it('says what would be refused, in words', () => {
	expect([
		forecastOf({ verdict: 'refused', reason: 'windowClosed' }),
		toPreviewItem({ kind: 'unknownRecipient', what: 'contact' }),
		toWrongItem(problem('invalidInput', "The field 'Text' is empty", 'Write something.')),
	]).toMatchObject([
		{
			verdict: 'refused',
			reason: 'windowClosed',
			explanation: expect.stringContaining('template') as string,
		},
		{
			verdict: 'refused',
			reason: 'invalid',
			explanation: expect.stringContaining('There is no contact with this ID') as string,
		},
		{
			verdict: 'refused',
			reason: 'invalid',
			explanation: "The field 'Text' is empty. Write something.",
		},
	]);
});

it('says what an earlier send with the same key became', () => {
	const outcome = {
		outboxId: 'o1',
		state: 'sent',
		reason: null,
		until: null,
		failure: null,
		windowExpiresAt: null,
		message: { id: 'o1', providerId: 'wamid.1', status: 'delivered' },
		...parties,
	} as unknown as Extract<PreviewResult, { kind: 'deduplicated' }>['outcome'];

	expect(toPreviewItem({ kind: 'deduplicated', outcome })).toEqual({
		verdict: 'sent',
		reason: null,
		explanation: null,
		until: null,
		deduplicated: true,
		...parties,
		limits: [],
	});
});

it.each([
	['send', ['Sent', 'Queued', 'Not Sent']],
	[undefined, ['Sent', 'Queued', 'Not Sent']],
	['preview', ['Preview']],
	['markRead', ['Done']],
])('has its outputs by the operation: %s', (operation, names) => {
	const outputs = outputsOf(operation === undefined ? {} : { operation });

	expect(outputs.map(({ displayName }) => displayName)).toEqual(names);
});
