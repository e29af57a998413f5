import {
	addNotAssignedHint,
	addNotSentHint,
} from '../../../nodes/WhatsAppTeam/adapter/items/not-sent-hint.ts';

type Item = Parameters<typeof addNotSentHint>[1][number];

const hintsOf = (items: readonly Item[]): unknown[] => {
	const hints: unknown[] = [];
	addNotSentHint({ addExecutionHints: (...all) => void hints.push(...all) }, items);
	return hints;
};
const sent: Item = { verdict: 'sent', explanation: null };
const queued: Item = { verdict: 'queued', explanation: 'It goes by itself.' };
const refused: Item = { verdict: 'refused', explanation: 'The window is closed.' };
const skipped: Item = { verdict: 'skipped', explanation: 'Skipped: there was a reply.' };

it('says nothing where all goes', () => {
	expect(hintsOf([sent, queued])).toEqual([]);
});

it.each([
	['one', [sent, refused], '1 message was not sent, see "Not Sent". The window is closed.'],
	[
		'two alike',
		[refused, refused],
		'2 messages were not sent, see "Not Sent". The window is closed.',
	],
	[
		'two for different reasons',
		[refused, skipped],
		'2 messages were not sent, see "Not Sent". The first: The window is closed.',
	],
])('says how many did not go, and why: %s', (_, items, message) => {
	expect(hintsOf(items)).toEqual([{ message, location: 'outputPane', type: 'warning' }]);
});

it('warns of nothing that a condition skipped', () => {
	expect(hintsOf([skipped, sent])).toEqual([
		{
			message: '1 message was not sent, see "Not Sent". Skipped: there was a reply.',
			location: 'outputPane',
			type: 'info',
		},
	]);
});

it('says of what was not assigned why, and nothing where all was', () => {
	const hints: unknown[] = [];
	const context = { addExecutionHints: (...all: unknown[]) => void hints.push(...all) };
	addNotAssignedHint(context, []);
	addNotAssignedHint(context, [{ json: { explanation: 'Somebody has it already.' } }]);
	expect(hints).toEqual([
		{
			message:
				'1 conversation was not assigned, see "Already Owned". Somebody has it already.',
			location: 'outputPane',
			type: 'info',
		},
	]);
});
