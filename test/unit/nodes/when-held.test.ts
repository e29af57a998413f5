import { readWhenHeld } from '../../../nodes/WhatsAppTeam/adapter/fields/when-held.ts';
import { readChoice } from '../../../nodes/WhatsAppTeam/operations/inbox-number.ts';
import { failureOf, toHeldItem } from '../../../nodes/WhatsAppTeam/adapter/items/send-item.ts';
import type { SendResult } from '../../../src/index.ts';
import { contextOf } from './parameters.ts';

const MINUTE = 60_000;

it.each([
	[{}, { whenHeld: 'output', waitMs: 30_000 }],
	[{ whenHeld: 'error' }, { whenHeld: 'error', waitMs: 30_000 }],
	[
		{ whenHeld: 'output', maxWait: 60 },
		{ whenHeld: 'output', waitMs: 30_000 },
	],
	[{ whenHeld: 'wait' }, { whenHeld: 'wait', waitMs: 10 * MINUTE }],
	[
		{ whenHeld: 'wait', maxWait: 1 },
		{ whenHeld: 'wait', waitMs: MINUTE },
	],
	[
		{ whenHeld: 'wait', maxWait: '1440' },
		{ whenHeld: 'wait', waitMs: 1_440 * MINUTE },
	],
])('reads from the options %j what happens with what is held', (options, expected) => {
	expect(readWhenHeld(contextOf({ parameters: { options } }))).toEqual(expected);
});

it.each([
	[
		{ whenHeld: 'wait', maxWait: 0 },
		"The field 'Max Wait (Minutes)' is no number of minutes from 1 to 1440",
	],
	[
		{ whenHeld: 'wait', maxWait: 1_441 },
		"The field 'Max Wait (Minutes)' is no number of minutes from 1 to 1440",
	],
	[
		{ whenHeld: 'wait', maxWait: 'long' },
		"The field 'Max Wait (Minutes)' is no number of minutes from 1 to 1440",
	],
	[{ whenHeld: 'later' }, "The field 'When Held' is none that it can be"],
])('refuses the options %j', (options, message) => {
	expect(() => readWhenHeld(contextOf({ parameters: { options } }))).toThrow(
		expect.objectContaining({ message }),
	);
});

const desk = { readPhone: (text: string) => Promise.resolve(text) };
const choiceOf = (parameters: object) =>
	readChoice(contextOf({ parameters: { ...parameters } }), desk, 0);

it.each([
	[{ which: 'all' }, { sequence: null, who: null }],
	[
		{ which: 'sequence', sequence: ' spring ' },
		{ sequence: 'spring', who: null },
	],
	[
		{ which: 'contact', contact: { mode: 'contact', value: 'p1' }, sequence: 'spring' },
		{ sequence: null, who: { kind: 'contact', contactId: 'p1' } },
	],
])('reads which messages %j means', async (parameters, expected) => {
	expect(await choiceOf(parameters)).toEqual(expected);
});

it.each([
	[{ which: 'sequence', sequence: ' ' }, "The field 'Sequence' is empty"],
	[{ which: 'sequence' }, "The field 'Sequence' is empty"],
	[{ which: 'contact', contact: { mode: 'contact', value: '' } }, "The field 'Contact' is empty"],
	[{ which: 'some' }, "The field 'Which Messages' is none that it can be"],
])('never takes %j for all messages', async (parameters, message) => {
	await expect(choiceOf(parameters)).rejects.toMatchObject({ message });
});

const held = (deduplicated: boolean) =>
	({
		kind: 'held',
		deduplicated,
		outcome: {
			state: 'queued',
			reason: 'cap:perHour',
			until: 0,
			failure: null,
			message: { id: 'o1', providerId: null, status: null },
		},
	}) as unknown as Extract<SendResult, { kind: 'held' }>;

it('says of a message that was taken back that it was, and why', () => {
	expect(
		toHeldItem(held(false), [{ name: 'perHour', used: 1, cap: 1, resetsAt: 0 }]),
	).toMatchObject({
		verdict: 'cancelled',
		reason: 'cap:perHour',
		limits: [{ name: 'perHour', used: 1, cap: 1, resetsAt: '1970-01-01T00:00:00.000Z' }],
	});
	expect(failureOf(held(false))?.message).toBe('The message would have to wait (cap:perHour)');
});

it('does not say so of a message that another run asked for, too', () => {
	expect(toHeldItem(held(true), [])).toMatchObject({ verdict: 'queued', deduplicated: true });
});
