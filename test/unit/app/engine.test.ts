import { setImmediate } from 'node:timers/promises';
import { Engine, type Opened } from '../../../src/app/engine.ts';
import type { OpenNumber } from '../../../src/app/open-number.ts';
import type { TeamNumber } from '../../../src/domain/number/number.ts';
import type { CommitListener } from '../../../src/ports/store.ts';
import { drain, type OrderedLog } from '../support/ordered-log.ts';
import { hold, type Held } from '../support/scripted-transport.ts';

const log: OrderedLog = [];
let listeners: Set<CommitListener>;
let laters: { readonly ms: number; readonly run: () => void }[];
let retiring: Held<void>;
let stillOpen: (() => boolean) | null;
let engine: Engine;
beforeEach(() => {
	drain(log);
	listeners = new Set();
	laters = [];
	retiring = hold();
	stillOpen = null;
	engine = new Engine({
		store: {
			onCommit(listener) {
				listeners.add(listener);
				return () => void listeners.delete(listener);
			},
		},
		later: (ms, run) => void laters.push({ ms, run }),
	});
});

const numberOf = (id: string): TeamNumber => ({
	id,
	workspaceId: 'acme',
	mode: 'cloud',
	label: id,
	group: null,
	phone: null,
	phoneNumberId: id,
	state: 'ready',
	perSecond: 80,
});
const SALES = numberOf('sales');
const SUPPORT = numberOf('support');

/** Opens a stand-in for a number that only writes into the log. */
const opener = (name: string) => (): Opened => {
	log.push(`open ${name}`);
	const number = {
		wake: () => void log.push(`wake ${name}`),
		close: () => {
			log.push(`close ${name}`);
			return Promise.resolve();
		},
		override: {
			retire(isOpenAgain: () => boolean) {
				log.push(`retire ${name}`);
				stillOpen = isOpenAgain;
				return retiring.promise;
			},
		},
	};
	return {
		number: number as unknown as OpenNumber,
		close: () => {
			log.push(`disconnect ${name}`);
			return Promise.resolve();
		},
	};
};

it('opens a number once for all who hold it', () => {
	const first = engine.hold(SALES, 'one', opener('sales'));
	const second = engine.hold(SALES, 'two', opener('sales'));

	expect([log, second === first, engine.find('sales') === first]).toEqual([
		['open sales'],
		true,
		true,
	]);
});

it('finds no number that nobody holds', () => {
	expect(engine.find('sales')).toBe(null);
});

it('closes a number when the last holder lets go', async () => {
	engine.hold(SALES, 'one', opener('sales'));
	engine.hold(SALES, 'two', opener('sales'));

	await engine.release('sales', 'one');
	expect([drain(log), engine.find('sales') === null]).toEqual([['open sales'], false]);
	await engine.release('sales', 'two');
	expect([drain(log), engine.find('sales')]).toEqual([['close sales', 'retire sales'], null]);
});

it('counts a holder once, however often it takes hold', async () => {
	engine.hold(SALES, 'one', opener('sales'));
	engine.hold(SALES, 'one', opener('sales'));

	await engine.release('sales', 'one');

	expect(drain(log)).toEqual(['open sales', 'close sales', 'retire sales']);
});

it('ignores those who let go of what they do not hold', async () => {
	engine.hold(SALES, 'one', opener('sales'));

	await engine.release('sales', 'another');
	await engine.release('support', 'one');

	expect(drain(log)).toEqual(['open sales']);
});

it('ends the connection after the webhook address was seen to', async () => {
	engine.hold(SALES, 'one', opener('sales'));
	await engine.release('sales', 'one');
	drain(log);

	retiring.release();
	await setImmediate();

	expect(drain(log)).toEqual(['disconnect sales']);
});

it('tells the keeper of the address whether the number is open again', async () => {
	engine.hold(SALES, 'one', opener('sales'));
	await engine.release('sales', 'one');
	expect(stillOpen?.()).toBe(false);

	engine.hold(SALES, 'two', opener('sales'));
	expect([stillOpen?.(), drain(log).at(-1)]).toEqual([true, 'open sales']);
});

it('lets go of a number a minute later', async () => {
	engine.hold(SALES, 'send', opener('sales'));
	engine.releaseLater('sales', 'send');
	expect([laters.map(({ ms }) => ms), drain(log)]).toEqual([[60_000], ['open sales']]);

	laters[0]?.run();
	await setImmediate();
	expect(drain(log)).toEqual(['close sales', 'retire sales']);
});

it('wakes all numbers when another process has written, and at nothing else', () => {
	engine.hold(SALES, 'one', opener('sales'));
	engine.hold(SUPPORT, 'one', opener('support'));
	drain(log);

	for (const listener of listeners) listener('enqueue', SALES.id, []);
	expect(drain(log)).toEqual([]);
	for (const listener of listeners) listener('elsewhere', null, null);
	expect(drain(log)).toEqual(['wake sales', 'wake support']);
});

it('closes everything at once, and hears nothing any more', async () => {
	engine.hold(SALES, 'one', opener('sales'));
	engine.hold(SUPPORT, 'one', opener('support'));
	drain(log);

	await engine.close();
	await engine.close();

	expect([drain(log), listeners.size, engine.find('sales')]).toEqual([
		['close sales', 'close support', 'disconnect sales', 'disconnect support'],
		0,
		null,
	]);
});
