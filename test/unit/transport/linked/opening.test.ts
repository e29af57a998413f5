import { loadBaileys, type Baileys } from '../../../../src/transport/linked/baileys.ts';
import { Journal } from '../../../../src/transport/linked/inbound/journal.ts';
import {
	NoteOpened,
	type OpenedMessage,
} from '../../../../src/transport/linked/inbound/note-opened.ts';
import {
	envelopeOf,
	keptAttributes,
	openEnvelope,
} from '../../../../src/transport/linked/inbound/open-envelope.ts';
import { KeyBox } from '../../../../src/transport/linked/keys/key-box.ts';
import { keyStore } from '../../../../src/transport/linked/keys/key-store.ts';
import { Steering } from '../../../../src/transport/linked/link/steering.ts';
import { MemoryKeys } from '../../../contract/linked/support/memory-keys.ts';
import { HandClock } from '../../support/hand-clock.ts';
import { loggerInto } from '../../support/ordered-log.ts';

const OWN = ['15550001111:3@s.whatsapp.net', '100000000000001:3@lid'] as const;
const LID = '100000000000002@lid';
const PHONE = '15557770001@s.whatsapp.net';

let baileys: Baileys;
let keys: MemoryKeys;
let box: KeyBox;
beforeAll(async () => {
	baileys = await loadBaileys();
});
beforeEach(() => {
	keys = new MemoryKeys();
	box = new KeyBox({
		numberId: 'n',
		keys,
		clock: new HandClock(1_000_000),
		logger: loggerInto([]),
		patienceMs: 20_000,
		onFenced: () => undefined,
		onStoreAway: () => undefined,
	});
});

/** A message as it is decrypted: encoded, and padded. */
function plaintext(message: object): Uint8Array {
	return baileys.encodeWAMessage(message);
}

describe('an envelope', () => {
	const open = (attrs: Record<string, string>) =>
		openEnvelope(
			baileys,
			{ id: 'A', t: '5', ...attrs },
			plaintext({ conversation: 'Hi' }),
			OWN,
		);

	test('of a customer has the other address of the customer', () => {
		expect(open({ from: LID, sender_pn: PHONE, notify: 'Anna' })).toEqual({
			chat: LID,
			chatAlt: PHONE,
			id: 'A',
			isOwn: false,
			timestamp: '5',
			pushName: 'Anna',
			message: { conversation: 'Hi' },
		});
		expect(open({ from: PHONE, sender_lid: LID })).toMatchObject({ chat: PHONE, chatAlt: LID });
		expect(open({ from: PHONE })).toMatchObject({ chatAlt: undefined });
	});

	test('of our own never has our own address as the customer', () => {
		const [own = '', ownLid = ''] = ['15550001111@s.whatsapp.net', '100000000000001:7@lid'];
		expect(open({ from: own, recipient: LID, sender_lid: ownLid })).toMatchObject({
			chat: LID,
			chatAlt: undefined,
			isOwn: true,
		});
		expect(
			open({ from: ownLid, recipient: LID, peer_recipient_pn: own, recipient_pn: PHONE }),
		).toMatchObject({
			chat: LID,
			chatAlt: PHONE,
			isOwn: true,
		});
		const key = { remoteJid: LID, remoteJidAlt: own, fromMe: true, id: 'A' };
		const message = { key, message: { conversation: 'Hi' }, messageTimestamp: 5 };
		expect(envelopeOf(baileys, message as never, OWN)).toMatchObject({ chatAlt: undefined });
	});

	test('that the library could not open is none, but for what may be seen once', () => {
		const key = { remoteJid: LID, fromMe: false, id: 'A' };
		const of = (more: object) =>
			envelopeOf(baileys, { key, messageTimestamp: 5, ...more } as never, OWN);
		expect(of({ messageStubType: 2 })).toBeUndefined();
		expect(of({})).toBeUndefined();
		expect(of({ key: { ...key, isViewOnce: true } })).toMatchObject({ message: null });
	});

	test('keeps what is needed to read it later, and no more', () => {
		const attrs = { id: 'A', from: LID, t: '5', offline: '3', phash: 'x', sender_pn: PHONE };
		expect(keptAttributes(attrs)).toEqual({ id: 'A', from: LID, t: '5', sender_pn: PHONE });
	});

	test('that holds no message is refused', () => {
		const attrs = { id: 'A', from: LID, t: '5' };
		expect(() => openEnvelope(baileys, attrs, Buffer.from([255, 255, 1]), OWN)).toThrow();
	});
});

describe('opening a message', () => {
	let opened: OpenedMessage[];
	let notes: NoteOpened;
	let journal: Journal;
	let steps: number;
	/** The library with a repository that takes one step of the keys for each message. */
	function decrypt(sealed: Uint8Array, fails = false) {
		const store = keyStore(baileys, box);
		const changes: Record<string, object> = {};
		const auth = {
			creds: {},
			keys: {
				set: (data: Record<string, object>) => void Object.assign(changes, data),
				async transaction(work: () => Promise<unknown>) {
					const result = await work();
					await store.set(changes as never);
					return result;
				},
			},
		};
		const library = {
			DEFAULT_CONNECTION_CONFIG: {
				makeSignalRepository: () => ({
					decryptMessage() {
						if (fails) return Promise.reject(new Error('Bad MAC'));
						steps += 1;
						auth.keys.set({ session: { x: { step: steps } } });
						return Promise.resolve(plaintext({ conversation: `m${steps}` }));
					},
				}),
			},
		} as unknown as Baileys;
		const repository = notes.repositoryFor(library)(auth as never, undefined as never);
		return repository.decryptMessage({ jid: LID, type: 'msg', ciphertext: sealed });
	}
	const stanza = (sealed: Uint8Array, attrs: Record<string, string> = {}) => ({
		tag: 'message',
		attrs: { id: 'A', from: LID, t: '5', ...attrs },
		content: [{ tag: 'enc', attrs: {}, content: sealed }],
	});
	beforeEach(() => {
		opened = [];
		steps = 0;
		journal = new Journal(box);
		notes = new NoteOpened({ journal, onOpened: (message) => opened.push(message) });
	});

	test('writes the message and the step of the keys that opened it in one', async () => {
		const sealed = Buffer.from('sealed');
		notes.expect(stanza(sealed));
		await decrypt(sealed);

		expect(keys.writes).toHaveLength(1);
		expect(keys.writes[0]?.map(({ kind }) => kind).sort()).toEqual(['inbox', 'session']);
		expect(opened).toMatchObject([{ attrs: { id: 'A', from: LID, t: '5' }, slot: '255' }]);
		const [entry] = await new Journal(box).restore();
		expect(entry?.plaintext).toEqual(Buffer.from(opened[0]?.plaintext ?? []));
	});

	test('that fails notes nothing and takes no place', async () => {
		const sealed = Buffer.from('sealed');
		notes.expect(stanza(sealed));
		await expect(decrypt(sealed, true)).rejects.toThrow('Bad MAC');

		expect(keys.writes).toEqual([]);
		expect(opened).toEqual([]);
		expect(await journal.take()).toBe('255');
	});

	test('over a line that has ended is not begun', async () => {
		const sealed = Buffer.from('sealed');
		notes.expect(stanza(sealed));
		notes.end();
		await expect(decrypt(sealed)).rejects.toThrow('ended');

		expect(steps).toBe(0);
		expect(await journal.take()).toBe('255');
	});

	test('of the own phone about keys, and what is not expected, is opened without a note', async () => {
		const [peer, stranger] = [Buffer.from('peer'), Buffer.from('stranger')];
		notes.expect(stanza(peer, { category: 'peer' }));
		await decrypt(peer);
		await decrypt(stranger);

		expect(steps).toBe(2);
		expect(keys.writes).toEqual([]);
		expect(opened).toEqual([]);
	});
});

test('keys of a link that is over are not written any more', async () => {
	let isOver = false;
	const store = keyStore(baileys, box, () => isOver);
	await store.set({ 'lid-mapping': { 1: '2' } });
	isOver = true;
	await expect(store.set({ 'lid-mapping': { 3: '4' } })).rejects.toMatchObject({
		code: 'notOwner',
	});

	expect(keys.writes).toHaveLength(1);
});

test('what a socket says whose turn is over is not heard', async () => {
	const commands: string[] = [];
	const clock = new HandClock(0);
	const steering = new Steering({
		clock,
		random: () => 0,
		timings: { reconnectMs: 1_000 },
		onPhase: () => undefined,
		carryOut(command, turn) {
			commands.push(`${command.kind} ${turn}`);
			return Promise.resolve();
		},
	});
	steering.happen({ kind: 'loaded', isLinked: true });
	steering.happen({ kind: 'ended', how: 428, lastedMs: 0 }, 1);
	await clock.advance(1_000);
	expect(commands).toEqual(['connect 1', 'connect 2']);

	steering.happen({ kind: 'opened', isOurs: true }, 1);
	expect(steering.phase.kind).toBe('away');
	steering.happen({ kind: 'opened', isOurs: true }, 2);
	expect(steering.phase.kind).toBe('online');
	steering.happen({ kind: 'ended', how: 401, lastedMs: 0 }, 1);
	expect(steering.phase.kind).toBe('online');

	steering.happen({ kind: 'ended', how: 428, lastedMs: 0 }, 2);
	steering.happen({ kind: 'over' });
	await clock.advance(600_000);
	expect(commands).toEqual(['connect 1', 'connect 2', 'hangUp 3']);
});
