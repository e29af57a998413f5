import {
	sendAndWait,
	type Question,
	type SendAndWaitParts,
} from '../../../src/app/send-and-wait.ts';
import { CLOUD_RECIPIENT_PACE } from '../../../src/domain/caps/recipient-pace.ts';
import type { Outcome, WaitBegun } from '../../../src/ports/store.ts';
import { HandClock } from '../support/hand-clock.ts';
import { NOW } from '../support/team.ts';

const outcome = { outboxId: 'm1', state: 'queued' } as unknown as Outcome;
const question = { idempotencyKey: 'k', wait: { run: 'r1' } } as unknown as Question;

/** What was asked of the parts, and how often somebody was told that a run waits. */
let asked: unknown[];
beforeEach(() => {
	asked = [];
});

type Results = Awaited<ReturnType<SendAndWaitParts['send']>>;

function run(results: Results, begun: WaitBegun | null = null) {
	return sendAndWait(
		{
			clock: new HandClock(NOW),
			recipientPace: CLOUD_RECIPIENT_PACE,
			send(request) {
				asked.push(['send', request]);
				return Promise.resolve(results);
			},
			store: {
				beginWait(input) {
					asked.push(['begin', input]);
					return Promise.resolve(begun);
				},
			},
			onWaiting: () => void asked.push('waits'),
		},
		question,
	);
}

const sends = ['send', { drafts: [question], stopOnFailure: true }];
const begins = ['begin', { outboxId: 'm1', run: 'r1', now: NOW, pace: CLOUD_RECIPIENT_PACE }];
const queued = { kind: 'outcome', outcome, deduplicated: true } as const;

it('lets a run wait whose message was sent or is queued', async () => {
	expect(await run([queued], { kind: 'waits', until: 5 })).toEqual({ kind: 'waits', until: 5 });
	expect(asked).toEqual([sends, begins, 'waits']);
});

it('lets it go on at once with what has ended already', async () => {
	const ended = { kind: 'ended', ending: 'replied', outcome, reply: null } as const;

	expect(await run([queued], ended)).toEqual({ ...ended, deduplicated: true });
	expect(asked).toEqual([sends, begins]);
});

it('lets it go on where another run waits for the same message', async () => {
	expect(await run([queued])).toEqual({
		kind: 'ended',
		ending: 'notSent',
		outcome,
		reply: null,
		deduplicated: true,
	});
	expect(asked).toEqual([sends, begins]);
});

it.each<[Results, object]>([
	[
		[{ kind: 'unknownRecipient', what: 'contact' }],
		{ kind: 'unknownRecipient', what: 'contact' },
	],
	[[{ kind: 'notTried' }], { kind: 'notTried' }],
	[[], { kind: 'notTried' }],
])('waits for nothing where nothing was put into the outbox (%j)', async (results, expected) => {
	expect(await run(results)).toEqual(expected);
	expect(asked).toEqual([sends]);
});
