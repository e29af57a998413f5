import { loadBaileys, type Baileys } from '../../../../src/transport/linked/baileys.ts';
import { decodeKey, encodeKey } from '../../../../src/transport/linked/keys/codec.ts';
import { KeyBox } from '../../../../src/transport/linked/keys/key-box.ts';
import { KeyCache } from '../../../../src/transport/linked/keys/key-cache.ts';
import { keyStore } from '../../../../src/transport/linked/keys/key-store.ts';
import { MemoryKeys } from '../../../contract/linked/support/memory-keys.ts';
import { HandClock } from '../../support/hand-clock.ts';
import { loggerInto, type OrderedLog } from '../../support/ordered-log.ts';

let clock: HandClock;
let keys: MemoryKeys;
let log: OrderedLog;
let box: KeyBox;
beforeEach(() => {
	clock = new HandClock(1_000_000);
	keys = new MemoryKeys();
	log = [];
	box = new KeyBox({
		numberId: 'n',
		keys,
		clock,
		logger: loggerInto(log),
		patienceMs: 20_000,
		onFenced: () => void log.push('fenced'),
		onStoreAway: () => void log.push('store away'),
	});
});

const change = (id: string, value: string | null = `v-${id}`) => ({ kind: 'session', id, value });

describe('the cache', () => {
	test('holds what fits, and lets what was not asked for the longest go', () => {
		const cache = new KeyCache(3 * (120 + 's 1'.length + 10));
		for (const id of ['1', '2', '3']) cache.set('s', id, 'x'.repeat(10));
		expect(cache.get('s', '1')).toBe('x'.repeat(10));

		cache.set('s', '4', 'x'.repeat(10));

		expect(['1', '2', '3', '4'].map((id) => cache.get('s', id) !== undefined)).toEqual([
			true,
			false,
			true,
			true,
		]);
	});

	test('remembers that there is nothing, and forgets what was written over', () => {
		const cache = new KeyCache(1_000);
		cache.set('s', '1', null);
		expect(cache.get('s', '1')).toBeNull();
		expect(cache.get('other', '1')).toBeUndefined();
		cache.set('s', '1', 'a');
		expect(cache.get('s', '1')).toBe('a');
		cache.clear();
		expect(cache.get('s', '1')).toBeUndefined();
	});

	test('does not grow by writing the same again and again', () => {
		const cache = new KeyCache(1_000);
		cache.set('s', 'kept', 'a');
		for (let n = 0; n < 1_000; n += 1) cache.set('s', 'hot', `value ${n}`);
		expect(cache.get('s', 'kept')).toBe('a');
	});
});

describe('the box', () => {
	test('reads once, also what is not there', async () => {
		keys.values.set('session a', 'v-a');

		for (let times = 0; times < 3; times += 1) {
			expect([...(await box.get('session', ['a', 'b']))]).toEqual([['a', 'v-a']]);
		}

		expect(keys.reads).toEqual(['session 2']);
	});

	test('gives what was written without reading it', async () => {
		await box.set([change('a')]);
		expect([...(await box.get('session', ['a']))]).toEqual([['a', 'v-a']]);
		await box.set([change('a', null)]);
		expect([...(await box.get('session', ['a']))]).toEqual([]);
		expect(keys.reads).toEqual([]);
	});

	test('writes together what is to be written at the same time, in its order', async () => {
		const first = box.set([change('a')]);
		const second = box.set([change('b'), change('a', 'newer')]);
		await Promise.all([first, second]);
		await box.set([change('c')]);

		expect(keys.writes).toEqual([
			[change('a'), change('b'), change('a', 'newer')],
			[change('c')],
		]);
	});

	test('a read that began before a write does not bring the old value back', async () => {
		keys.values.set('session a', 'old');
		const reading = box.get('session', ['a']);
		const writing = box.set([change('a', 'new')]);
		await Promise.all([reading, writing]);

		expect([...(await box.get('session', ['a']))]).toEqual([['a', 'new']]);
	});

	test('what is in no hurry goes with the next write, or after two seconds', async () => {
		box.defer([change('a', null)]);
		await box.set([change('b')]);
		expect(keys.writes).toEqual([[change('a', null), change('b')]]);

		box.defer([change('c', null)]);
		await clock.advance(1_999);
		expect(keys.writes).toHaveLength(1);
		await clock.advance(1);
		expect(keys.writes).toEqual([[change('a', null), change('b')], [change('c', null)]]);
	});

	test('waits while the store is away, and says so once when it takes long', async () => {
		keys.isAway = true;
		const writing = box.set([change('a')]);
		const reading = box.get('session', ['b']);
		await clock.advance(60_000);
		expect(log.filter((line) => line === 'store away')).toHaveLength(1);

		keys.isAway = false;
		await clock.advance(2_000);
		await Promise.all([writing, reading]);

		expect(keys.writes).toEqual([[change('a')]]);
	});

	test('a store that is away for a moment is nothing to tell of', async () => {
		keys.isAway = true;
		const writing = box.set([change('a')]);
		await clock.advance(15_000);
		keys.isAway = false;
		await clock.advance(2_000);
		await writing;

		expect(log).not.toContain('store away');
	});

	test('another owner: it is told before anybody waits in vain, and nothing is written', async () => {
		keys.isFenced = true;
		const writing = box.set([change('a')]).catch(() => log.push('rejected'));
		await writing;

		expect(log).toEqual(['fenced', 'rejected']);
		await expect(box.set([change('b')])).rejects.toMatchObject({ code: 'notOwner' });
		await expect(box.get('session', ['b'])).rejects.toMatchObject({ code: 'notOwner' });
		expect(log).toEqual(['fenced', 'rejected']);
		expect(keys.writes).toEqual([]);
	});

	test('closed, it lets go whoever waits', async () => {
		keys.isAway = true;
		const writing = box.set([change('a')]);
		box.close();

		await expect(writing).rejects.toMatchObject({ code: 'notOwner' });
	});

	test('wiped, it knows nothing any more', async () => {
		await box.set([change('a')]);
		await box.wipe();

		expect([...(await box.get('session', ['a']))]).toEqual([]);
		expect(keys.wipes).toBe(1);
	});
});

describe('what Baileys keeps', () => {
	let baileys: Baileys;
	beforeAll(async () => {
		baileys = await loadBaileys();
	});

	test('comes back as it was, bytes as bytes', async () => {
		const { Curve } = baileys;
		const pair = Curve.generateKeyPair();
		const sync = baileys.proto.Message.AppStateSyncKeyData.fromObject({
			keyData: Buffer.from([1, 2, 3]),
			timestamp: 5,
		});
		const data = {
			'pre-key': { 1: pair },
			'identity-key': { 'x_1.0': new Uint8Array([5, 6]) },
			'sender-key': { g: Buffer.from('{"a":1}') },
			'app-state-sync-key': { k: sync },
			'lid-mapping': { 49: '77', '77_reverse': '49' },
			'device-list': { 49: ['0', '3'] },
			tctoken: { 'a@lid': { token: Buffer.from([9]), timestamp: '1' } },
			session: { 'x.0': { _sessions: { a: { counter: 1 } }, version: 'v1' } as never },
		};
		const store = keyStore(baileys, box);
		await store.set(data as never);

		expect(await store.get('pre-key', ['1', '2'])).toEqual({
			1: { private: Buffer.from(pair.private), public: Buffer.from(pair.public) },
		});
		expect(await store.get('identity-key', ['x_1.0'])).toEqual({
			'x_1.0': Buffer.from([5, 6]),
		});
		expect(await store.get('sender-key', ['g'])).toEqual(data['sender-key']);
		expect((await store.get('app-state-sync-key', ['k']))['k']).toBeInstanceOf(
			baileys.proto.Message.AppStateSyncKeyData,
		);
		expect(await store.get('lid-mapping', ['49', '77_reverse', 'no'])).toEqual(
			data['lid-mapping'],
		);
		expect(await store.get('device-list', ['49'])).toEqual(data['device-list']);
		expect(await store.get('tctoken', ['a@lid'])).toEqual(data.tctoken);
		expect(await store.get('session', ['x.0'])).toEqual(data.session);

		await store.set({ session: { 'x.0': null } });
		expect(await store.get('session', ['x.0'])).toEqual({});
	});

	test('what cannot be read any more is missing', async () => {
		keys.values.set('session x.0', '{"broken');
		expect(await keyStore(baileys, box).get('session', ['x.0'])).toEqual({});
	});

	test('bytes that stand where there should be none are bytes', () => {
		const text = encodeKey(baileys, 'session', new Uint8Array([1, 2]));
		expect(decodeKey(baileys, 'session', text)).toEqual(Buffer.from([1, 2]));
	});
});
