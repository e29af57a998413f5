import { Timer } from '../../../src/app/timer.ts';
import type { CommitListener, DueEntry } from '../../../src/ports/store.ts';
import { HandClock } from '../support/hand-clock.ts';
import { drain, loggerInto, type OrderedLog } from '../support/ordered-log.ts';

const NOW = 1_000_000;
const MINUTE = 60_000;

let clock: HandClock;
let timer: Timer;
/** `look <ms>`, `fire <id> <ms>`, `match <id> <ms>` since NOW, and the lines of the logger. */
let log: OrderedLog;
/** When things are due, by id. Those that begin with `sla` are conversations without a policy. */
let due: Map<string, number>;
let failing: Set<string>;
let commit: CommitListener;

beforeEach(() => {
	clock = new HandClock(NOW);
	[log, due, failing] = [[], new Map(), new Set()];
	const at = (): number => clock.now() - NOW;
	const done = (what: string, id: string): Promise<void> => {
		log.push(`${what} ${id} ${at()}`);
		if (failing.has(id)) return Promise.reject(new Error('disk full'));
		due.delete(id);
		return Promise.resolve();
	};
	timer = new Timer({
		clock,
		logger: loggerInto(log),
		match: (id) => done('match', id),
		store: {
			onCommit(listener) {
				commit = listener;
				return () => undefined;
			},
			dueNow({ now, limit }) {
				log.push(`look ${at()}`);
				if (failing.delete('look')) return Promise.reject(new Error('disk full'));
				const sorted = [...due].sort(([, one], [, other]) => one - other);
				const ready = sorted.filter(([, time]) => time <= now).slice(0, limit);
				const entries = ready.map(([entityId]): DueEntry => ({
					kind: entityId.startsWith('sla') ? 'sla' : 'note',
					entityId,
				}));
				const next = sorted[ready.length]?.[1] ?? null;
				return Promise.resolve({ due: entries, nextAt: next });
			},
			fireDue: async ({ entityId }) => {
				await done('fire', entityId);
				return null;
			},
		},
	});
});

afterEach(async () => {
	await timer.close();
	await clock.settle();
});

it('does what is due at its time, and sleeps until then', async () => {
	due.set('note', NOW + 10_000);
	timer.keep();
	await clock.settle();
	expect([drain(log), clock.asleep]).toEqual([['look 0'], [10_000]]);
	await clock.advance(9_999);
	expect(drain(log)).toEqual([]);
	await clock.advance(1);

	expect(drain(log)).toEqual(['look 10000', 'fire note 10000', 'look 10000']);
});

it('does nothing before a trigger is at work, nor after the last one has gone', async () => {
	due.set('one', NOW + MINUTE).set('two', NOW + 3 * MINUTE);
	await clock.advance(MINUTE);
	expect(drain(log)).toEqual([]);
	const [first, second] = [timer.keep(), timer.keep()];
	await clock.settle();
	first();
	first();
	expect(drain(log)).toEqual(['look 60000', 'fire one 60000', 'look 60000']);
	await clock.advance(MINUTE);
	second();
	drain(log);
	await clock.advance(10 * MINUTE);

	expect(drain(log)).toEqual([]);
});

it('looks again at what a commit may have brought, once a second at the most', async () => {
	timer.keep();
	await clock.settle();
	drain(log);
	for (let n = 0; n < 50; n += 1) commit('receiveBatch', null, []);
	commit('readFeed', null, []);
	due.set('note', NOW + 500);
	await clock.advance(999);
	expect(drain(log)).toEqual([]);
	await clock.advance(1);

	expect(drain(log)).toEqual(['look 1000', 'fire note 1000', 'look 1000']);
});

it('finds the policy of a conversation that has none', async () => {
	due.set('sla conversation', NOW);
	timer.keep();
	await clock.settle();

	expect(drain(log)).toEqual(['look 0', 'match sla conversation 0', 'look 0']);
});

it('does all of a great many, a hundred at a time', async () => {
	for (let n = 0; n < 250; n += 1) due.set(`note ${n}`, NOW);
	timer.keep();
	await clock.settle();

	expect(log.filter((line) => line.startsWith('fire'))).toHaveLength(250);
	expect(log.filter((line) => line.startsWith('look'))).toHaveLength(4);
});

it('tries again what failed, and lets the rest go on', async () => {
	due.set('broken', NOW).set('note', NOW);
	failing.add('broken');
	timer.keep();
	await clock.settle();
	expect(drain(log)).toEqual([
		'look 0',
		'fire broken 0',
		'fire note 0',
		expect.stringContaining('what is due was not done'),
	]);
	failing.clear();
	await clock.advance(5_000);

	expect(drain(log)).toEqual(['look 5000', 'fire broken 5000', 'look 5000']);
});

it('looks again when the store cannot be read', async () => {
	failing.add('look');
	due.set('note', NOW);
	timer.keep();
	await clock.advance(5_000);

	expect(drain(log)).toContain('fire note 5000');
});
