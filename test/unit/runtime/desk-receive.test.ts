import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { silentLogger } from '../../../src/ports/logger.ts';
import { readCredential } from '../../../src/runtime/credential/credential.ts';
import { Desk } from '../../../src/runtime/desk/desk.ts';
import type { WebhookAnswer } from '../../../src/runtime/webhook-door.ts';
import { openOffice, type Office } from '../../../src/runtime/office.ts';

let folder: string;
let office: Office;
beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-desk-'));
	const host = { folder, encryptionKey: 'key of a test', isQueueMode: false };
	office = await openOffice({ host, logger: silentLogger });
});
afterAll(async () => {
	await office.close();
	await rm(folder, { recursive: true, force: true });
});

/** Of a number that is not ours: nothing has to be asked at Meta. */
const BODY = Buffer.from(
	JSON.stringify({
		object: 'whatsapp_business_account',
		entry: [
			{
				id: '1',
				changes: [
					{
						field: 'messages',
						value: {
							messaging_product: 'whatsapp',
							metadata: {
								display_phone_number: '15550783881',
								phone_number_id: '99',
							},
						},
					},
				],
			},
		],
	}),
);

let appSecret = '';
let reads = 0;

/** Opens the desk as a webhook of this credential does, and brings a body that was signed so. */
async function bring(credentialId: string | null, secret: string): Promise<WebhookAnswer> {
	const desk = await Desk.open(
		office,
		() => {
			reads += 1;
			const fields = { accessToken: 'x', phoneNumberId: '106540352242922', appSecret };
			return Promise.resolve(readCredential(fields));
		},
		credentialId,
	);
	reads = 0;
	const signature = createHmac('sha256', secret).update(BODY).digest('hex');
	return await desk.receive(BODY, `sha256=${signature}`);
}

it('takes what is signed with a secret that was changed a moment ago', async () => {
	appSecret = 'old';
	const answers = [await bring('rotated', 'old')];
	appSecret = 'new';
	answers.push(await bring('rotated', 'new'));

	expect([answers.map(({ status }) => status), reads]).toEqual([[200, 200], 1]);
});

it('refuses what is signed with the secret before it, once the new one was read', async () => {
	appSecret = 'old';
	await bring('replaced', 'old');
	appSecret = 'new';
	await bring('replaced', 'new');

	expect((await bring('replaced', 'old')).status).toBe(401);
});

it('refuses what is signed with neither', async () => {
	appSecret = 'right';
	await bring('forged', 'right');

	expect(await bring('forged', 'wrong')).toEqual({
		status: 401,
		text: 'signature does not fit',
	});
});
