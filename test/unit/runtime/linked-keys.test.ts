import { linkedKeys } from '../../../src/runtime/number/linked-keys.ts';
import { deriveKeys } from '../../../src/runtime/credential/keys.ts';
import { numberOf } from '../../contract/store/support/team.ts';
import { NOON } from '../../contract/store/support/builders.ts';
import { HandClock } from '../support/hand-clock.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const SECRET = '{"private":"zebra"}';

let book: TestStore;
let numberId: string;
let fence: number;

beforeEach(async () => {
	book = await openTestStore();
	const { store } = book;
	const key = { keySalt: null, keyHash: null };
	await store.openWorkspace({ workspaceId: 'a', ...key, now: NOON });
	numberId = (await store.saveNumber(numberOf('a', { mode: 'linked' }))).id;
	fence = (await store.takeOver({ numberId, now: NOON })).fence;
});
afterEach(() => book.close());

function keysOf({ secret = 'n8n key', as = fence, id = numberId } = {}) {
	const { store } = book;
	const seal = deriveKeys(secret).linked;
	return linkedKeys({ store, seal, clock: new HandClock(NOON), numberId: id, fence: as });
}
const rowsOf = async (kind: string, ...ids: string[]) =>
	await book.store.readLinkedKeys({ numberId, kind, ids });

it('finds what was written, in every process with the same key of n8n', async () => {
	await keysOf().write([
		{ kind: 'session', id: '1.0', value: SECRET },
		{ kind: 'session', id: '2.0', value: '' },
		{ kind: 'pre-key', id: '1', value: 'other' },
	]);

	expect(await keysOf().read('session', ['1.0', '2.0', '3.0'])).toEqual(
		new Map([
			['1.0', SECRET],
			['2.0', ''],
		]),
	);
});

it('keeps nothing that can be read in the store', async () => {
	await keysOf().write([{ kind: 'creds', id: 'creds', value: SECRET }]);
	const [row] = await rowsOf('creds', 'creds');

	expect(row?.value).toMatch(/^[0-9a-f]{8}\.[\w-]+$/);
	expect(Buffer.from(row?.value.slice(9) ?? '', 'base64url').toString('latin1')).not.toContain(
		'zebra',
	);
});

it('takes what was sealed with another key of n8n for missing', async () => {
	await keysOf().write([{ kind: 'creds', id: 'creds', value: SECRET }]);

	expect(await keysOf({ secret: 'another' }).read('creds', ['creds'])).toEqual(new Map());
	expect((await keysOf().read('creds', ['creds'])).size).toBe(1);
});

it.each(['number', 'kind', 'id'])('takes what belongs to another %s for missing', async (what) => {
	await keysOf().write([{ kind: 'session', id: '1.0', value: SECRET }]);
	const [{ value = '' } = {}] = await rowsOf('session', '1.0');
	const other = await book.store.saveNumber(numberOf('a', { mode: 'linked' }));
	const place = {
		number: { numberId: other.id, kind: 'session', id: '1.0' },
		kind: { numberId, kind: 'identity-key', id: '1.0' },
		id: { numberId, kind: 'session', id: '2.0' },
	}[what] ?? { numberId, kind: '', id: '' };
	const { fence: at } = await book.store.takeOver({ numberId: place.numberId, now: NOON });
	const changes = [{ kind: place.kind, id: place.id, value }];
	await book.store.writeLinkedKeys({
		numberId: place.numberId,
		fence: at,
		changes,
		now: NOON,
	});

	const keys = keysOf({ id: place.numberId, as: at });
	expect(await keys.read(place.kind, [place.id])).toEqual(new Map());
});

it('deletes, and wipes all', async () => {
	const keys = keysOf();
	await keys.write(['1', '2', '3'].map((id) => ({ kind: 'pre-key', id, value: SECRET })));
	await keys.write([{ kind: 'pre-key', id: '1', value: null }]);
	expect([...(await keys.read('pre-key', ['1', '2', '3'])).keys()]).toEqual(['2', '3']);
	await keys.wipe();

	expect(await rowsOf('pre-key', '1', '2', '3')).toEqual([]);
});

it('writes all in one call of the store, and asks it for nothing that is nothing', async () => {
	const calls: string[] = [];
	book.listen((name) => calls.push(name));
	const keys = keysOf();
	await keys.write(['1', '2', '3'].map((id) => ({ kind: 'pre-key', id, value: SECRET })));
	await keys.write([]);
	await keys.read('pre-key', []);

	expect(calls).toEqual(['writeLinkedKeys']);
});

it('refuses to write for a process that does not own the number any more', async () => {
	const keys = keysOf();
	await keys.write([{ kind: 'creds', id: 'creds', value: SECRET }]);
	await book.store.takeOver({ numberId, now: NOON });
	const change = { kind: 'creds', id: 'creds', value: null };

	await expect(keys.write([change])).rejects.toMatchObject({ code: 'notOwner' });
	await expect(keys.wipe()).rejects.toMatchObject({ code: 'notOwner' });
	expect(await rowsOf('creds', 'creds')).toHaveLength(1);
});

it('passes on that the store cannot be reached', async () => {
	book.failNext('writeLinkedKeys');

	await expect(keysOf().write([{ kind: 'creds', id: 'creds', value: SECRET }])).rejects.toThrow(
		'disk full',
	);
});
