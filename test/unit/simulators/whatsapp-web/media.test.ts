import { randomBytes } from 'node:crypto';
import { library } from '../../../simulators/whatsapp-web/library.ts';
import { FILE_FIELDS } from '../../../simulators/whatsapp-web/content/files.ts';
import type { FileKind } from '../../../simulators/whatsapp-web/content/content.ts';
import { shareLinked } from './linked.ts';

const it = shareLinked();
const KINDS = Object.keys(FILE_FIELDS) as FileKind[];

test.each(KINDS)('a customer sends a file: %s', async (kind) => {
	const data = randomBytes(70_000);
	const { id } = await it.anna.says(it.phone, { kind, data });
	const { message } = await it.client.until(() => {
		return it.client.upserts.find((upsert) => upsert.message.key.id === id);
	});
	const file = message.message?.[FILE_FIELDS[kind]];
	expect(file?.directPath).toMatch(/^\/v\//);
	const got = await library().baileys.downloadMediaMessage(message, 'buffer', {});
	expect(got.equals(data)).toBe(true);
});

test('a document with a caption comes wrapped, as phones send it', async () => {
	const data = Buffer.from('%PDF');
	const content = { kind: 'document', data, caption: 'the bill', fileName: 'bill.pdf' } as const;
	const { id } = await it.anna.says(it.phone, content);
	const { message } = await it.client.until(() => {
		return it.client.upserts.find((upsert) => upsert.message.key.id === id);
	});
	expect(message.message?.documentWithCaptionMessage?.message?.documentMessage).toMatchObject({
		caption: 'the bill',
		fileName: 'bill.pdf',
	});
	const got = await library().baileys.downloadMediaMessage(message, 'buffer', {});
	expect(got.equals(data)).toBe(true);
});

test('the client uploads a file, and the customer opens it', async () => {
	const { anna, client } = it;
	const document = randomBytes(70_000);
	await client.socket.sendMessage(anna.lidJid, {
		document,
		mimetype: 'application/pdf',
		fileName: 'offer.pdf',
		caption: 'our offer',
	});
	const received = await anna.receives('our offer');
	expect(received.content).toEqual({
		kind: 'document',
		mimeType: 'application/pdf',
		size: 70_000,
		fileName: 'offer.pdf',
		caption: 'our offer',
	});
	expect(anna.opens(received.id).equals(document)).toBe(true);
});

test('the server of files refuses an upload and a download', async () => {
	const { anna, client, phone, sim } = it;
	sim.faults.add({ kind: 'mediaFailure', of: 'upload', times: 1 });
	const send = () => {
		const document = Buffer.from('%PDF');
		return client.socket.sendMessage(anna.lidJid, { document, mimetype: 'application/pdf' });
	};
	await expect(send()).rejects.toThrow('Media upload failed on all hosts');
	await send();
	const { id } = await anna.says(phone, { kind: 'image', data: Buffer.from('jpeg') });
	const { message } = await client.until(() => {
		return client.upserts.find((upsert) => upsert.message.key.id === id);
	});
	const download = () => library().baileys.downloadMediaMessage(message, 'buffer', {});
	sim.faults.add({ kind: 'mediaFailure', of: 'download', times: 1 });
	await expect(download()).rejects.toMatchObject({ output: { statusCode: 410 } });
	expect((await download()).toString()).toBe('jpeg');
});

test('an expired file is uploaded again by the phone, if it is on', async () => {
	const { anna, client, phone, sim } = it;
	const { downloadMediaMessage } = library().baileys;
	const { id } = await anna.says(phone, { kind: 'image', data: Buffer.from('old') });
	const { message } = await client.until(() => {
		return client.upserts.find((upsert) => upsert.message.key.id === id);
	});
	sim.expireFile(id);
	await expect(downloadMediaMessage(message, 'buffer', {})).rejects.toMatchObject({
		output: { statusCode: 410 },
	});
	const renewed = await client.socket.updateMediaMessage(message);
	const file = renewed.message?.imageMessage;
	// Baileys gives the host of the uploads, which is the same here.
	expect(file?.url).toContain('https://127.0.0.1:');
	expect(String(await downloadMediaMessage(renewed, 'buffer', {}))).toBe('old');
});
