import { EventEmitter } from 'node:events';
import type { LinkedStanding } from '../../../../src/ports/linked.ts';
import { StandingTeller } from '../../../../src/transport/linked/link/standing-teller.ts';
import { Answers } from '../../../../src/transport/linked/outbound/answers.ts';
import { guardEvents } from '../../../../src/transport/linked/socket/guard-events.ts';
import { Watchdog } from '../../../../src/transport/linked/socket/watchdog.ts';
import { HandClock } from '../../support/hand-clock.ts';
import { drain, loggerInto, type OrderedLog } from '../../support/ordered-log.ts';

let clock: HandClock;
let log: OrderedLog;
beforeEach(() => {
	clock = new HandClock(1_000_000);
	log = [];
});

describe('the watchdog', () => {
	const TIMES = { quietMs: 25_000, pingMs: 10_000 };
	/** @param answers whether the other side answers pings */
	function watch(answers: () => boolean): Watchdog {
		const dog: Watchdog = new Watchdog({
			clock,
			timings: TIMES,
			ping() {
				log.push('ping');
				if (answers()) dog.heard();
			},
			onSilent: () => void log.push('silent'),
		});
		dog.start();
		return dog;
	}

	test('asks after 25 quiet seconds, and says after 10 more that nobody is there', async () => {
		watch(() => false);
		await clock.advance(24_999);
		expect(drain(log)).toEqual([]);
		await clock.advance(1);
		expect(drain(log)).toEqual(['ping']);
		await clock.advance(9_999);
		expect(drain(log)).toEqual([]);
		await clock.advance(1);
		expect(drain(log)).toEqual(['silent']);
		await clock.advance(100_000);
		expect(log).toEqual([]);
	});

	test('does not ask while something comes, and not too early afterwards', async () => {
		const dog = watch(() => false);
		for (let times = 0; times < 10; times += 1) {
			await clock.advance(20_000);
			dog.heard();
		}
		expect(log).toEqual([]);
		await clock.advance(24_999);
		expect(log).toEqual([]);
		await clock.advance(1);
		expect(log).toEqual(['ping']);
	});

	test('goes on while it is answered', async () => {
		watch(() => true);
		await clock.advance(100_000);
		expect(log).toEqual(['ping', 'ping', 'ping', 'ping']);
	});

	test('asks at once when there is doubt', async () => {
		let answers = true;
		const dog = watch(() => answers);
		await clock.advance(1_000);
		dog.hurry();
		await clock.advance(10_000);
		expect(drain(log)).toEqual(['ping']);

		answers = false;
		await clock.advance(1_000);
		dog.hurry();
		await clock.advance(10_000);
		expect(log).toEqual(['ping', 'silent']);
	});

	test('stopped, it says nothing more', async () => {
		const dog = watch(() => false);
		await clock.advance(30_000);
		dog.stop();
		await clock.advance(100_000);
		expect(log).toEqual(['ping']);
		expect(clock.asleep).toEqual([]);
	});
});

describe('answers', () => {
	const PATIENCE = { ackMs: 20_000, doubtMs: 4_000, onDoubt: () => void log.push('doubt') };

	test('are given to who waits, also if they were quicker', async () => {
		const answers = new Answers(clock);
		const early = answers.expect('a');
		answers.heard('a', { kind: 'taken' });
		expect(await early.within(PATIENCE)).toEqual({ kind: 'taken' });

		const late = answers.expect('b').within(PATIENCE);
		await clock.advance(3_999);
		expect(answers.heard('b', { kind: 'refused', code: 463 })).toBe(false);
		expect(await late).toEqual({ kind: 'refused', code: 463 });
		expect(log).toEqual([]);
		expect(clock.asleep).toEqual([]);
	});

	test('that do not come raise doubt, and then are silence; one that comes later is late, once', async () => {
		const answers = new Answers(clock);
		const waiting = answers.expect('a').within(PATIENCE);
		await clock.advance(4_000);
		expect(drain(log)).toEqual(['doubt']);
		await clock.advance(16_000);

		expect(await waiting).toEqual({ kind: 'silence' });
		expect(answers.heard('a', { kind: 'taken' })).toBe(true);
		expect(answers.heard('a', { kind: 'taken' })).toBe(false);
		expect(answers.heard('stranger', { kind: 'taken' })).toBe(false);
	});

	test('end with the connection', async () => {
		const answers = new Answers(clock);
		const waiting = answers.expect('a').within(PATIENCE);
		answers.end();

		expect(await waiting).toEqual({ kind: 'ended' });
	});

	test('of a message that did not go out are not waited for', () => {
		const answers = new Answers(clock);
		answers.expect('a').forget();
		expect(answers.heard('a', { kind: 'taken' })).toBe(false);
	});
});

test('listeners that throw or reject harm nobody else', async () => {
	const emitter = new EventEmitter();
	const errors: string[] = [];
	const heard: unknown[] = [];
	emitter.on('x', () => {
		throw new Error('thrown');
	});
	emitter.once('x', (value) => heard.push(value));
	emitter.on('x', (() => Promise.reject(new Error('rejected'))) as () => void);
	emitter.on('x', function (this: unknown, value: unknown) {
		heard.push(this === emitter, value);
	});
	guardEvents(emitter as never, (error) => void errors.push((error as Error).message));

	emitter.emit('x', 1);
	emitter.emit('x', 2);
	await clock.settle();

	expect(heard).toEqual([1, true, 1, true, 2]);
	expect(errors).toEqual(['thrown', 'thrown', 'rejected', 'rejected']);
	emitter.removeAllListeners('x');
	expect(emitter.emit('x', 3)).toBe(false);
});

test('standings are told once each, in order, until they are heard', async () => {
	const told: string[] = [];
	let trouble = true;
	const teller = new StandingTeller({
		numberId: 'n',
		tell({ state }) {
			if (trouble) return Promise.reject(new Error('away'));
			told.push(state);
			return Promise.resolve();
		},
		clock,
		logger: loggerInto(log),
		signal: new AbortController().signal,
	});
	const standing = (state: LinkedStanding['state']): LinkedStanding => ({ state, failure: null });
	teller.tell(standing('linking'));
	teller.tell(null);
	teller.tell(standing('linking'));
	teller.tell(standing('ready'));
	await clock.advance(3_000);
	expect(told).toEqual([]);

	trouble = false;
	await clock.advance(1_000);
	teller.tell(standing('degraded'));
	await clock.settle();

	expect(told).toEqual(['linking', 'ready', 'degraded']);
});
