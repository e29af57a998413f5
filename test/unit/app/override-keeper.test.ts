import { problem } from '../../../src/domain/problem.ts';
import { drain } from '../support/ordered-log.ts';
import { overrideRig, type OverrideRig } from '../support/override-rig.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

let book: TestStore;
let rig: OverrideRig;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await overrideRig(book);
});
afterAll(() => book.close());

/** An id that no other test uses: one receiver may stand in the store once. */
let made = 0;
const newId = (): string => `hook-${(made += 1)}`;

it('sets the address of the receiver, with the token of its webhook', async () => {
	const id = newId();
	const url = await rig.add(id);

	expect(await rig.keeper.check()).toEqual({ kind: 'ours', url });
	expect(rig.log).toEqual([
		'read',
		`set ${url} token-of-${id}`,
		'info: webhook address of the number set',
	]);
});

it('sets nothing where the address is right already', async () => {
	const url = await rig.add(newId());
	rig.meta.current = url;

	expect([await rig.keeper.check(), rig.log]).toEqual([{ kind: 'ours', url }, ['read']]);
});

it('chooses the oldest workflow in production', async () => {
	await rig.add(newId(), 'test');
	const oldest = await rig.add(newId());
	await rig.add(newId());

	expect(await rig.keeper.check()).toEqual({ kind: 'ours', url: oldest });
});

it('chooses a test where nothing is in production', async () => {
	const url = await rig.add(newId(), 'test');

	expect(await rig.keeper.check()).toEqual({ kind: 'ours', url });
});

it('moves to the next workflow when the oldest goes', async () => {
	const oldest = newId();
	await rig.add(oldest);
	const next = await rig.add(newId());
	await rig.keeper.check();

	await rig.remove(oldest);

	expect([await rig.keeper.check(), rig.meta.current]).toEqual([
		{ kind: 'ours', url: next },
		next,
	]);
});

it('leaves the address of somebody else alone', async () => {
	await rig.add(newId());
	rig.meta.current = 'https://crm.example/webhook/whatsapp';

	expect(await rig.keeper.check()).toEqual({
		kind: 'foreign',
		url: 'https://crm.example/webhook/whatsapp',
	});
	expect(rig.log).toEqual(['read']);
});

it('replaces the address of somebody else when it is told to', async () => {
	const url = await rig.add(newId());
	rig.meta.current = 'https://crm.example/webhook/whatsapp';
	rig.keeper.takeOver = true;

	expect([await rig.keeper.check(), rig.meta.current]).toEqual([{ kind: 'ours', url }, url]);
});

it('takes nothing from somebody else where nobody receives, though it is told to take over', async () => {
	rig.meta.current = 'https://crm.example/webhook/whatsapp';
	rig.keeper.takeOver = true;

	const retired = rig.keeper.retire(() => false);
	await rig.clock.advance(60_000);
	await retired;

	expect(await rig.keeper.check()).toMatchObject({ kind: 'foreign' });
	expect(rig.log).toEqual(['read', 'read']);
});

it('replaces an address of ours from the host of yesterday', async () => {
	const id = newId();
	const url = await rig.add(id);
	rig.meta.current = `https://old-tunnel.example/webhook/${id}/whatsapp-team`;

	expect([await rig.keeper.check(), rig.meta.current]).toEqual([{ kind: 'ours', url }, url]);
});

it('replaces an address of ours whose workflow has gone', async () => {
	const gone = newId();
	rig.meta.current = await rig.add(gone);
	await rig.remove(gone);
	const url = await rig.add(newId());

	expect([await rig.keeper.check(), rig.meta.current]).toEqual([{ kind: 'ours', url }, url]);
});

it('takes an address for somebody else’s that holds only a part of an id of ours', async () => {
	const id = newId();
	await rig.add(id);
	rig.meta.current = `https://n8n.example/webhook/${id}x/whatsapp-team`;

	expect(await rig.keeper.check()).toMatchObject({ kind: 'foreign' });
});

it('wants nothing where nobody receives and nothing is set', async () => {
	expect([await rig.keeper.check(), rig.log]).toEqual([{ kind: 'none' }, ['read']]);
});

it('tells the refusal of Meta as it is', async () => {
	await rig.add(newId());
	const refusal = problem('remoteRefused', 'Meta did not verify the address', 'See n8n.');
	rig.meta.trouble.push(refusal);

	expect(await rig.keeper.check()).toEqual({ kind: 'failed', error: refusal });
});

it('puts what it did not expect into words', async () => {
	book.failNext('listReceivers');
	const state = await rig.keeper.check();

	expect(state.kind === 'failed' && state.error).toMatchObject({
		code: 'remoteUnreachable',
		message: 'The webhook address could not be set: disk full',
		advice: 'It is tried again by itself.',
	});
	expect(drain(rig.log)).toEqual([]);
});
