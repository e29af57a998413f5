import { Housekeeping } from '../../../src/app/housekeeping.ts';
import type { Cut } from '../../../src/ports/store.ts';
import { HandClock } from '../support/hand-clock.ts';
import { drain } from '../support/ordered-log.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const KINDS = [
	'cursors',
	'events',
	'messages',
	'outbox',
	'ledger',
	'receivers',
	'erasures',
	'linkedSent',
];

const log: string[] = [];
let clock: HandClock;
/** How many rows there are to cut, by workspace and kind. */
let rows: Map<string, number>;
/** What the next call of this kind throws. */
let failing: Set<string>;
let workspaces: readonly string[];
let random = 0;

beforeEach(() => {
	clock = new HandClock(0);
	rows = new Map();
	failing = new Set();
	workspaces = ['shop'];
	random = 0;
	drain(log);
});

function start(): Housekeeping {
	const fail = (what: string): void => {
		if (failing.delete(what)) throw new Error('disk full');
	};
	const noted = (fields: object, message: string) =>
		void log.push(`${message}: ${words(fields)}`);
	return new Housekeeping({
		clock,
		random: () => random,
		logger: { debug: noted, info: noted, warn: noted, error: noted },
		store: {
			touchCursors: ({ consumers, now }) => {
				log.push(`touch ${consumers.join(', ')} at ${now}`);
				fail('touch');
				return Promise.resolve(null);
			},
			listWorkspaces: () => Promise.resolve(workspaces),
			cut: (cut) => {
				log.push(`cut ${cut.workspaceId} ${cut.what} at ${cut.now}`);
				fail(cut.what);
				return Promise.resolve({ cut: take(cut) });
			},
		},
	});
}

function take({ workspaceId, what, limit }: Cut): number {
	const key = `${workspaceId} ${what}`;
	const left = rows.get(key) ?? 0;
	rows.set(key, Math.max(0, left - limit));
	return Math.min(left, limit);
}

const words = (fields: object): string => Object.values(fields).join(' ');

/** A look at everything with nothing to cut. */
const idle = (at: number, workspace = 'shop'): readonly string[] =>
	KINDS.map((what) => `cut ${workspace} ${what} at ${at}`);

it('does nothing while no trigger is at work', async () => {
	start();
	await clock.advance(10 * DAY);

	expect(log).toEqual([]);
});

it('begins five minutes after the first trigger, touches first and cuts in its order', async () => {
	start().keep('trigger');
	await clock.advance(5 * MINUTE - 1);
	expect(log).toEqual([]);
	await clock.advance(1);

	const at = 5 * MINUTE;
	expect(log).toEqual([`touch trigger at ${at}`, ...idle(at)]);
});

it('begins up to five minutes later by chance', async () => {
	random = 0.5;
	start().keep('trigger');
	await clock.advance(7.5 * MINUTE - 1);
	expect(log).toEqual([]);
	await clock.advance(1);

	expect(log[0]).toBe(`touch trigger at ${7.5 * MINUTE}`);
});

it('comes again a day later', async () => {
	start().keep('trigger');
	await clock.advance(5 * MINUTE + DAY - 1);
	expect(drain(log)).toHaveLength(1 + KINDS.length);
	await clock.advance(1);

	const at = 5 * MINUTE + DAY;
	expect(log).toEqual([`touch trigger at ${at}`, ...idle(at)]);
});

it('cuts 500 rows at a time with a pause between, until nothing is left', async () => {
	rows.set('shop events', 1001);
	start().keep('trigger');
	await clock.advance(5 * MINUTE + DAY - 1);

	const at = 5 * MINUTE;
	expect(log.filter((line) => line.includes('events'))).toEqual([
		`cut shop events at ${at}`,
		`cut shop events at ${at + 50}`,
		`cut shop events at ${at + 100}`,
		`cut shop events at ${at + 150}`,
		'old rows were cut: shop events 1001',
	]);
});

it('cuts in every workspace', async () => {
	workspaces = ['shop', 'agency'];
	start().keep('trigger');
	await clock.advance(5 * MINUTE);

	const at = 5 * MINUTE;
	expect(log.slice(1)).toEqual([...idle(at), ...idle(at, 'agency')]);
});

it('touches every trigger that is at work, and none that has stopped', async () => {
	const housekeeping = start();
	const letGo = housekeeping.keep('one');
	housekeeping.keep('two');
	const twice = [housekeeping.keep('three'), housekeeping.keep('three')];
	letGo();
	letGo();
	twice[0]?.();
	twice[0]?.();
	await clock.advance(5 * MINUTE);

	expect(log[0]).toBe(`touch two, three at ${5 * MINUTE}`);
});

it('rests when all triggers have stopped, and goes on the day after one is back', async () => {
	const housekeeping = start();
	housekeeping.keep('one')();
	await clock.advance(5 * MINUTE + DAY - 1);
	expect(log).toEqual([]);
	housekeeping.keep('two');
	await clock.advance(1);

	expect(log[0]).toBe(`touch two at ${5 * MINUTE + DAY}`);
});

it('stops between two chunks when the last trigger stops', async () => {
	rows.set('shop events', 10_000);
	const letGo = start().keep('trigger');
	await clock.advance(5 * MINUTE + 50);
	letGo();
	await clock.advance(MINUTE);

	expect(rows.get('shop events')).toBe(9_000);
	expect(log.at(-1)).toBe('old rows were cut: shop events 1000');
});

it('stops between two chunks when it is closed, and closes twice', async () => {
	rows.set('shop events', 10_000);
	const housekeeping = start();
	housekeeping.keep('trigger');
	await clock.advance(5 * MINUTE + 50);
	await Promise.all([housekeeping.close(), housekeeping.close()]);
	await clock.advance(DAY);

	expect(rows.get('shop events')).toBe(9_000);
	expect(clock.asleep).toEqual([]);
});

it('is closed before it began', async () => {
	const housekeeping = start();
	await housekeeping.close();
	housekeeping.keep('trigger');
	await clock.advance(DAY);

	expect([log, clock.asleep]).toEqual([[], []]);
});

it('goes on with the rest when a cut fails, and tries it again the next day', async () => {
	rows.set('shop messages', 3);
	failing.add('messages');
	start().keep('trigger');
	await clock.advance(5 * MINUTE);
	const at = 5 * MINUTE;
	expect(drain(log).slice(1)).toEqual([
		...idle(at).slice(0, 3),
		'not all was cut: shop messages disk full',
		...idle(at).slice(3),
	]);
	await clock.advance(DAY + MINUTE);

	expect(log).toContain('old rows were cut: shop messages 3');
});

it('cuts nothing when triggers could not be touched, and tries again the next day', async () => {
	failing.add('touch');
	start().keep('trigger');
	await clock.advance(5 * MINUTE);
	expect(drain(log)).toEqual([
		`touch trigger at ${5 * MINUTE}`,
		'housekeeping put off: disk full',
	]);
	await clock.advance(DAY);

	expect(log).toHaveLength(1 + KINDS.length);
});
