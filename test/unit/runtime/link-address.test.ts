import { readToken } from '../../../src/pages/token.ts';
import type { Receiver } from '../../../src/ports/store.ts';
import { deriveKeys } from '../../../src/runtime/credential/keys.ts';
import { linkAddress } from '../../../src/runtime/number/link-address.ts';
import { NOON } from '../../contract/store/support/builders.ts';
import { numberOf } from '../../contract/store/support/team.ts';
import { HandClock } from '../support/hand-clock.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const PHONE = '+4915112345678';
const keys = deriveKeys('key of n8n');
let book: TestStore;

beforeEach(async () => {
	book = await openTestStore();
	for (const workspaceId of ['shop', 'other']) {
		await book.store.openWorkspace({ workspaceId, keySalt: null, keyHash: null, now: NOON });
	}
});
afterEach(() => book.close());

const parts = () => ({ store: book.store, keys, clock: new HandClock(NOON) });
async function number(workspaceId = 'shop', phone = PHONE) {
	const said = { mode: 'linked', phone, phoneNumberId: null, state: 'unlinked' } as const;
	return await book.store.saveNumber(numberOf(workspaceId, said));
}
async function receiver(given: Partial<Receiver> = {}, now = NOON) {
	await book.store.saveReceiver({
		webhookId: 'w1',
		workspaceId: 'shop',
		phoneNumberId: PHONE,
		workflowId: 'f1',
		url: 'https://n8n.example/webhook/w1/whatsapp-team',
		mode: 'production',
		now,
		...given,
	});
}

it('is the page of the Trigger, with a token in the fragment that holds for an hour', async () => {
	const { id } = await number();
	await receiver();
	await book.store.revokeLinks({ numberId: id });
	const address = await linkAddress(parts(), await number());
	const [page, token = ''] = address?.url.split('#') ?? [];

	expect(page).toBe('https://n8n.example/webhook/w1/whatsapp-team/link');
	expect(address?.expiresAt).toBe(NOON + 3_600_000);
	expect(readToken(token, 'link', keys.signPage)).toEqual({
		purpose: 'link',
		workspaceId: 'shop',
		numberId: id,
		expiresAt: NOON + 3_600_000,
		version: 1,
	});
});

it('is that of the Trigger that has been there the longest', async () => {
	await receiver({ webhookId: 'w2', url: 'https://n8n.example/webhook/w2/whatsapp-team' });
	await receiver({}, NOON + 1);

	expect((await linkAddress(parts(), await number()))?.url).toContain('/webhook/w2/');
});

it.each<[string, () => Promise<unknown>]>([
	['there is none', () => Promise.resolve()],
	['it is being tried out', () => receiver({ mode: 'test' })],
	['it is one of another number', () => receiver({ phoneNumberId: '+4915112345679' })],
	['it is one of another workspace', () => receiver({ workspaceId: 'other' })],
	[
		'it has gone',
		async () => {
			await receiver();
			await book.store.removeReceiver({ webhookId: 'w1', mode: 'production', now: NOON });
		},
	],
])('is none as long as no Trigger serves it: %s', async (_, given) => {
	await given();

	expect(await linkAddress(parts(), await number())).toBeNull();
});
