import {
	backoffMs,
	blocksKey,
	EXPIRES_AFTER_MS,
	isSettled,
	prioritiesOf,
	priorityOf,
	type OutboxState,
} from '../../../src/domain/outbox.ts';

const STATES: readonly OutboxState[] = [
	'queued',
	'handing',
	'sent',
	'failed',
	'refused',
	'skipped',
	'cancelled',
	'uncertain',
];

it('lets a key try again only where the message did not leave', () => {
	expect(STATES.filter((state) => !blocksKey(state))).toEqual([
		'failed',
		'refused',
		'skipped',
		'cancelled',
	]);
});

it('counts all but what waits or is on its way as settled', () => {
	expect(STATES.filter((state) => !isSettled(state))).toEqual(['queued', 'handing']);
});

it.each([
	[1, 1_000, 1_250],
	[2, 4_000, 5_000],
	[3, 16_000, 20_000],
	[4, 64_000, 80_000],
	[5, 256_000, 320_000],
	[6, 600_000, 750_000],
	[7, 600_000, 750_000],
	[1_000, 600_000, 750_000],
])('waits after attempt %d between %d and %d ms', (attempt, least, most) => {
	expect([backoffMs(attempt, 0), backoffMs(attempt, 1)]).toEqual([least, most]);
});

it('waits a second before the first attempt was counted', () => {
	expect(backoffMs(0, 0)).toBe(1_000);
});

it('lets answers go before service, service before campaigns, reports last, however urgent', () => {
	const categories = ['internal', 'marketing', 'service', 'reply'] as const;
	const all = categories.flatMap((category) =>
		(['low', 'normal', 'high'] as const).map((urgency) => ({ category, urgency })),
	);
	const place = ({ category, urgency }: (typeof all)[number]) => priorityOf(category, urgency);

	expect([...all].sort((a, b) => place(a) - place(b))).toEqual([...all].reverse());
	for (const category of categories) {
		const own = all.filter((one) => one.category === category).map(place);
		expect(new Set(prioritiesOf(category))).toEqual(new Set(own));
		expect(priorityOf(category)).toBe(priorityOf(category, 'normal'));
	}
});

it('keeps an answer for 15 minutes, service for a day, a campaign for three, a report for an hour', () => {
	const minutes = Object.entries(EXPIRES_AFTER_MS).map(([name, ms]) => [name, ms / 60_000]);

	expect(Object.fromEntries(minutes)).toEqual({
		reply: 15,
		service: 24 * 60,
		marketing: 72 * 60,
		internal: 60,
	});
});
