import { setImmediate } from 'node:timers/promises';
import { Lanes } from '../../../src/app/lanes.ts';
import { drain } from '../support/ordered-log.ts';
import { hold, type Held } from '../support/scripted-transport.ts';

const log: string[] = [];
const running = new Map<string, Held<void>>();
beforeEach(() => {
	drain(log);
	running.clear();
});

/** Adds tasks named after their lane and number: `a1`, `a2`, `b1`. */
const add = (lanes: Lanes, ...names: readonly string[]): void => {
	for (const name of names) {
		lanes.add(name.charAt(0), () => {
			const task = hold<void>();
			running.set(name, task);
			log.push(name);
			return task.promise;
		});
	}
};

/** Ends a task that runs. */
const end = async (name: string): Promise<void> => {
	running.get(name)?.release();
	await setImmediate();
};

it('runs one task of a lane at a time, in their order', async () => {
	add(new Lanes(10), 'a1', 'a2', 'a3');
	expect(log).toEqual(['a1']);

	await end('a1');
	expect(log).toEqual(['a1', 'a2']);
	await end('a2');
	expect(log).toEqual(['a1', 'a2', 'a3']);
});

it('runs lanes side by side', () => {
	add(new Lanes(10), 'a1', 'a2', 'b1', 'c1');

	expect(log).toEqual(['a1', 'b1', 'c1']);
});

it('runs as many tasks as its limit, and one more only when one has ended', async () => {
	add(new Lanes(2), 'a1', 'b1', 'c1');
	expect(log).toEqual(['a1', 'b1']);

	await end('b1');
	expect(log).toEqual(['a1', 'b1', 'c1']);
});

it('gives a free place to the lane that waited longest', async () => {
	add(new Lanes(1), 'a1', 'a2', 'b1', 'c1');

	for (const name of ['a1', 'b1', 'c1', 'a2']) await end(name);

	expect(log).toEqual(['a1', 'b1', 'c1', 'a2']);
});

it('runs one task where the limit is none', () => {
	add(new Lanes(0), 'a1', 'b1');

	expect(log).toEqual(['a1']);
});

it('begins nothing after it was closed, also when a task ends', async () => {
	const lanes = new Lanes(1);
	add(lanes, 'a1', 'a2', 'b1');

	lanes.close();
	await end('a1');
	add(lanes, 'c1');

	expect(log).toEqual(['a1']);
});

it('uses a lane again after it ran empty', async () => {
	const lanes = new Lanes(1);
	add(lanes, 'a1');
	await end('a1');

	add(lanes, 'a2');

	expect(log).toEqual(['a1', 'a2']);
});
