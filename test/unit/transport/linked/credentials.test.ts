import type { LinkedKeyChange } from '../../../../src/ports/linked.ts';
import type { AuthenticationCreds, Baileys } from '../../../../src/transport/linked/baileys.ts';
import { CredentialsWriter } from '../../../../src/transport/linked/keys/credentials.ts';
import type { KeyBox } from '../../../../src/transport/linked/keys/key-box.ts';

const library = { BufferJSON: { replacer: (_key: string, value: unknown) => value } };

/** What is written of credentials, one after another. */
async function written(...states: readonly object[]): Promise<readonly unknown[]> {
	const writes: LinkedKeyChange[] = [];
	const box = {
		set(changes: readonly LinkedKeyChange[]) {
			writes.push(...changes);
			return Promise.resolve();
		},
	};
	const writer = new CredentialsWriter(library as unknown as Baileys, box as unknown as KeyBox);
	for (const state of states) await writer.save(state as AuthenticationCreds);
	return writes.map(({ value }) => JSON.parse(value ?? '') as unknown);
}

const ASKED = { me: { id: '15550001111@s.whatsapp.net', name: '~' } };
const LINKED = { ...ASKED, account: { details: 'signed' } };

it('writes nothing before linking has ended: a pairing code alone is no login', async () => {
	expect(await written({}, ASKED, { ...ASKED, account: null })).toEqual([]);
});

it('writes a device that is linked, and again only what changed', async () => {
	const later = { ...LINKED, nextPreKeyId: 31 };
	expect(await written(LINKED, { ...LINKED }, later)).toEqual([LINKED, later]);
});
