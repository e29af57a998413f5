import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { silentLogger } from '../../../src/ports/logger.ts';
import { readCredential } from '../../../src/runtime/credential/credential.ts';
import { Desk, type Message } from '../../../src/runtime/desk/desk.ts';
import { openOffice, type Office } from '../../../src/runtime/office.ts';
import { typingMs } from '../../../src/runtime/message/typing.ts';
import { textWebhook } from '../../bench/webhooks.ts';
import { startGraphSimulator, type GraphSimulator } from '../../simulators/graph-api/simulator.ts';

/** The first customer of `textWebhook`. */
const WA_ID = '491511000000';

let folder: string;
let simulator: GraphSimulator;
let office: Office;
let desk: Desk;
beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-typing-'));
	simulator = await startGraphSimulator();
	const [number] = await simulator.control.numbers();
	if (number === undefined) throw new Error('The simulator has no number.');
	const host = { folder, encryptionKey: 'key of a test', isQueueMode: false };
	office = await openOffice({ host, logger: silentLogger });
	const credential = readCredential({
		accessToken: number.accessTokens[0],
		phoneNumberId: number.id,
		appSecret: number.appSecret,
		baseUrl: simulator.url,
	});
	desk = await Desk.open(office, () => Promise.resolve(credential));
	await simulator.control.createCustomer({ waId: WA_ID });
	const wamid = await simulator.control.customerWrites({ customer: WA_ID, text: 'Hello' });
	const told = textWebhook(number, 0, 1).body.toString().replace('wamid.bench0', wamid);
	const hash = createHmac('sha256', number.appSecret).update(told).digest('hex');
	await desk.receive(Buffer.from(told), `sha256=${hash}`);
});
afterAll(async () => {
	await office.close();
	await simulator.close();
	await rm(folder, { recursive: true, force: true });
});

async function send(text: string, typing: boolean): Promise<readonly string[]> {
	const before = (await simulator.control.log()).length;
	const message: Message = {
		recipient: { kind: 'phone', phone: `+${WA_ID}` },
		content: { type: 'text', text, linkPreview: false },
		category: 'reply',
		idempotencyKey: text,
		replyTo: null,
		notBefore: null,
		expiresAt: Date.now() + 900_000,
		cause: null,
		typing,
	};
	await desk.send({ drafts: [message], stopOnFailure: true });
	const log = (await simulator.control.log()).slice(before);
	const seen = log.filter(({ kind }) => kind === 'receipt' || kind === 'accepted');
	const [first, last] = [seen[0]?.at ?? 0, seen.at(-1)?.at ?? 0];
	return [...seen.map(({ kind }) => kind), last - first >= 1_000 ? 'a second later' : 'at once'];
}

it('shows that somebody types, for as long as it takes, and then sends', async () => {
	expect(await send('with typing', true)).toEqual(['receipt', 'accepted', 'a second later']);
}, 20_000);

it('sends at once where nobody is to be seen typing', async () => {
	expect(await send('without typing', false)).toEqual(['accepted', 'at once']);
}, 20_000);

it.each([
	['', 1_000],
	['x'.repeat(25), 1_000],
	['x'.repeat(26), 1_040],
	['x'.repeat(125), 5_000],
	['x'.repeat(4_096), 5_000],
])('types text number %# for as long as it takes', (text, ms) => {
	expect(typingMs(text)).toBe(ms);
});
