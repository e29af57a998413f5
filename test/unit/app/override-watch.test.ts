import { problem } from '../../../src/domain/problem.ts';
import { drain } from '../support/ordered-log.ts';
import { overrideRig, type OverrideRig } from '../support/override-rig.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const HOUR = 3_600_000;
const NOT_SET = 'warn: webhook address not set yet';

let book: TestStore;
let rig: OverrideRig;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await overrideRig(book);
});
afterEach(async () => {
	rig.keeper.close();
	await rig.clock.settle();
});
afterAll(() => book.close());

let made = 0;
const newId = (): string => `watched-${(made += 1)}`;

/** Starts the keeper and lets it look. */
const start = async (): Promise<void> => {
	rig.keeper.start();
	await rig.clock.settle();
};

it('looks once when it starts, then every hour', async () => {
	rig.meta.current = await rig.add(newId());
	await start();
	expect(drain(rig.log)).toEqual(['read']);

	await rig.clock.advance(HOUR - 1);
	expect(drain(rig.log)).toEqual([]);
	await rig.clock.advance(1);
	expect(drain(rig.log)).toEqual(['read']);
});

it('mends within the hour what somebody else took away', async () => {
	const url = await rig.add(newId());
	await start();
	rig.meta.current = null;

	await rig.clock.advance(HOUR);

	expect(rig.meta.current).toBe(url);
});

it('looks at once when a receiver comes', async () => {
	await start();
	const url = await rig.add(newId());

	rig.keeper.receiversChanged();
	await rig.clock.settle();

	expect(rig.meta.current).toBe(url);
});

it('hears of a receiver that comes while it asks Meta', async () => {
	await start();
	const first = newId();
	const { read } = rig.meta;
	rig.meta.read = async () => {
		const url = await read();
		rig.meta.read = read;
		await rig.add(first);
		rig.keeper.receiversChanged();
		return url;
	};
	await rig.clock.advance(HOUR);

	expect(rig.meta.current).toContain(first);
});

it('tries again after 2, 5, 15 and 60 seconds, then every minute, until Meta agrees', async () => {
	const url = await rig.add(newId());
	const refusal = problem('remoteRefused', 'Meta did not verify the address', 'See n8n.');
	rig.meta.trouble.push(...Array.from({ length: 6 }, () => refusal));
	await start();
	expect(drain(rig.log)).toEqual(['read', NOT_SET]);

	for (const seconds of [2, 5, 15, 60, 60]) {
		await rig.clock.advance(seconds * 1_000 - 1);
		expect(drain(rig.log)).toEqual([]);
		await rig.clock.advance(1);
		expect(drain(rig.log)).toEqual(['read', NOT_SET]);
	}
	await rig.clock.advance(60_000);
	expect(rig.meta.current).toBe(url);
});

it('begins with the short pauses again after it worked once', async () => {
	await rig.add(newId());
	const away = problem('remoteUnreachable', 'Meta is away', 'Wait.');
	rig.meta.trouble.push(away, away);
	await start();
	await rig.clock.advance(7_000);
	rig.meta.trouble.push(away);
	drain(rig.log);

	await rig.clock.advance(HOUR);
	expect(drain(rig.log)).toEqual(['read', NOT_SET]);
	await rig.clock.advance(2_000);
	expect(drain(rig.log)).toEqual(['read']);
});

it('keeps the address for a minute after the last receiver went, then takes it back', async () => {
	const id = newId();
	const url = await rig.add(id);
	await start();

	await rig.remove(id);
	rig.keeper.receiversChanged();
	await rig.clock.advance(59_999);
	expect(rig.meta.current).toBe(url);
	await rig.clock.advance(1);
	expect(rig.meta.current).toBe(null);
});

it('keeps the address when the receiver comes back within the minute', async () => {
	const id = newId();
	const url = await rig.add(id);
	await start();
	drain(rig.log);

	await rig.remove(id);
	rig.keeper.receiversChanged();
	await rig.clock.advance(30_000);
	await rig.add(id);
	rig.keeper.receiversChanged();
	await rig.clock.advance(60_000);

	expect([rig.meta.current, drain(rig.log)]).toEqual([url, ['read', 'read']]);
});

it('takes nothing away when a person asks for the state within the minute', async () => {
	const id = newId();
	const url = await rig.add(id);
	await start();
	await rig.remove(id);

	expect([await rig.keeper.check(), rig.meta.current]).toEqual([{ kind: 'ours', url }, url]);
});

it('looks no more once it is closed, also when a receiver comes', async () => {
	rig.meta.current = await rig.add(newId());
	await start();
	drain(rig.log);

	rig.keeper.close();
	rig.keeper.close();
	rig.keeper.receiversChanged();
	await rig.clock.advance(2 * HOUR);

	expect([drain(rig.log), rig.clock.asleep]).toEqual([[], []]);
});

it('goes on when it is started again while it still asks Meta', async () => {
	await start();
	const url = await rig.add(newId());
	rig.keeper.receiversChanged();
	rig.keeper.start();
	await rig.clock.settle();
	await rig.remove(url.split('/')[4] ?? '');
	const next = await rig.add(newId());

	rig.keeper.receiversChanged();
	await rig.clock.settle();

	expect([rig.meta.current, rig.clock.asleep]).toEqual([next, [HOUR]]);
});

it('takes the address back a minute after the number was closed', async () => {
	const id = newId();
	const url = await rig.add(id);
	await rig.keeper.check();
	await rig.remove(id);

	const retired = rig.keeper.retire(() => false);
	await rig.clock.advance(59_999);
	expect(rig.meta.current).toBe(url);
	await rig.clock.advance(1);
	await retired;
	expect(rig.meta.current).toBe(null);
});

it('leaves the address alone when the number is open again after the minute', async () => {
	const id = newId();
	const url = await rig.add(id);
	await rig.keeper.check();
	await rig.remove(id);

	const retired = rig.keeper.retire(() => true);
	await rig.clock.advance(60_000);
	await retired;

	expect(rig.meta.current).toBe(url);
});

it('leaves the address alone when the number was closed but somebody still receives', async () => {
	const url = await rig.add(newId());
	await rig.keeper.check();

	const retired = rig.keeper.retire(() => false);
	await rig.clock.advance(60_000);
	await retired;

	expect(rig.meta.current).toBe(url);
});
