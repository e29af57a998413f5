import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { InboundMedia, SealedFile } from '../../../src/domain/inbound-content.ts';
import type { OutgoingContent } from '../../../src/domain/outgoing.ts';
import type { LinkedUpload } from '../../../src/ports/linked.ts';
import { openSealed } from '../../../src/transport/linked/media/download.ts';
import { WhatsAppWebSimulator } from '../../simulators/whatsapp-web/simulator.ts';
import type { Customer } from '../../simulators/whatsapp-web/world/customer.ts';
import type { Phone } from '../../simulators/whatsapp-web/world/phone.ts';
import { closeNumbers, handOver, linkedNumber, type NumberRig } from './support/rig.ts';
import { until } from './support/until.ts';

jest.setTimeout(30_000);

let sim: WhatsAppWebSimulator;
let phone: Phone;
let rig: NumberRig;
let anna: Customer;
beforeEach(async () => {
	sim = await WhatsAppWebSimulator.start();
	sim.adopt();
	({ phone, rig } = await linkedNumber(sim, { privateAddresses: true }));
	anna = sim.addCustomer('+15557770001', { name: 'Anna' });
});
afterEach(async () => {
	await closeNumbers();
	await sim.close();
});

const DATA = randomBytes(300_000);
const sha256 = createHash('sha256').update(DATA).digest('base64');

/** The file of the next message. */
async function arrived(): Promise<InboundMedia & { sealed: SealedFile }> {
	const before = rig.texts().length;
	const content = await until(
		() => rig.news.flatMap(({ messages }) => messages).slice(before)[0]?.content,
		'a message',
	);
	if (!('media' in content) || content.media.sealed === undefined) throw new Error(content.type);
	return { ...content.media, sealed: content.media.sealed };
}

async function bytesOf(stream: Readable): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

function upload(data: Buffer, mimeType: string, fileName = 'file'): LinkedUpload {
	return {
		fileName,
		mimeType,
		size: data.length,
		open: () => Promise.resolve(Readable.from([data.subarray(0, 1_000), data.subarray(1_000)])),
	};
}

test.each(['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const)(
	'a file of the kind %s arrives and opens',
	async (kind) => {
		const expected = arrived();
		await anna.says(phone, { kind, data: DATA, caption: 'Look', fileName: 'a.pdf' });
		const media = await expected;

		expect(media).toMatchObject({ sha256, sealed: { size: DATA.length } });
		const file = await rig.connection.downloadMedia(media.sealed, media);
		expect(file).toMatchObject({ mimeType: media.mimeType, size: DATA.length });
		expect((await bytesOf(file.stream)).equals(DATA)).toBe(true);
		const raw = JSON.stringify(rig.news.flatMap(({ messages }) => messages)[0]?.raw);
		expect(raw).not.toContain(media.sealed.key);
	},
);

test('a file that was changed on its way fails at its end', async () => {
	const expected = arrived();
	await anna.says(phone, { kind: 'image', data: DATA });
	const media = await expected;
	const wrongKey = { ...media.sealed, key: randomBytes(32).toString('base64') };

	const file = await rig.connection.downloadMedia(wrongKey, media);
	await expect(bytesOf(file.stream)).rejects.toMatchObject({ code: 'remoteUnreachable' });
	const other = await rig.connection.downloadMedia(media.sealed, { ...media, sha256: 'other' });
	await expect(bytesOf(other.stream)).rejects.toMatchObject({ code: 'remoteUnreachable' });
});

test('a file that is too large is not fetched', async () => {
	const expected = arrived();
	await anna.says(phone, { kind: 'document', data: DATA });
	const media = await expected;
	const options = { ...media, maxBytes: DATA.length - 1 };

	await expect(rig.connection.downloadMedia(media.sealed, options)).rejects.toMatchObject({
		code: 'remoteRefused',
	});
	const lying = { ...media.sealed, size: null };
	const file = await rig.connection.downloadMedia(lying, options);
	await expect(bytesOf(file.stream)).rejects.toMatchObject({ code: 'remoteRefused' });
	const exact = await rig.connection.downloadMedia(media.sealed, {
		...media,
		maxBytes: DATA.length,
	});
	expect((await bytesOf(exact.stream)).length).toBe(DATA.length);
});

test('a file that WhatsApp does not have any more comes from the phone', async () => {
	const expected = arrived();
	await anna.says(phone, { kind: 'image', data: DATA });
	const media = await expected;
	sim.faults.add({ kind: 'mediaFailure', of: 'download', times: 1 });

	const file = await rig.connection.downloadMedia(media.sealed, media);

	expect((await bytesOf(file.stream)).equals(DATA)).toBe(true);
	await rig.connection.close();
	sim.faults.add({ kind: 'mediaFailure', of: 'download', times: 1 });
	await expect(rig.connection.downloadMedia(media.sealed, media)).rejects.toMatchObject({
		code: 'remoteUnreachable',
	});
	const later = await rig.connection.downloadMedia(media.sealed, media);
	expect((await bytesOf(later.stream)).equals(DATA)).toBe(true);
});

test('an address that is not one of WhatsApp is never asked', async () => {
	const expected = arrived();
	await anna.says(phone, { kind: 'image', data: DATA });
	const media = await expected;
	const { port } = new URL(media.sealed.url ?? '');
	const strangers: readonly Partial<SealedFile>[] = [
		{ url: `https://localhost:${port}/x`, path: null },
		{ url: `http://127.0.0.1:${port}/x`, path: null },
		{ url: null, path: `//localhost:${port}/x` },
		{ url: null, path: '\\\\localhost\\x' },
	];

	for (const stranger of strangers) {
		await expect(
			rig.connection.downloadMedia({ ...media.sealed, ...stranger }, media),
		).rejects.toMatchObject({ code: 'remoteRefused' });
	}
	await expect(openSealed({ ...media.sealed, path: null }, media)).rejects.toMatchObject({
		code: 'remoteRefused',
	});
});

test.each([
	[{ type: 'image', caption: 'A picture' }, 'image/png', 'image'],
	[{ type: 'video', caption: null }, 'video/mp4', 'video'],
	[{ type: 'audio', voice: true }, 'audio/ogg', 'voice'],
	[{ type: 'document', caption: null, fileName: 'price.pdf' }, 'application/pdf', 'document'],
	[{ type: 'sticker' }, 'image/webp', 'sticker'],
] as const)('an uploaded file is sent: %j', async (shape, mimeType, kind) => {
	const voice = kind === 'voice';
	const id = await rig.connection.uploadMedia(shape.type, upload(DATA, mimeType), { voice });
	expect(id).toMatch(/^\d{20}$/);
	const content = { ...shape, media: { kind: 'id', id } } as OutgoingContent;

	expect(await rig.connection.transport.send(handOver({ content }))).toMatchObject({
		kind: 'sent',
	});

	const received = await anna
		.receives(() => true, { timeoutMs: 8_000 })
		.catch(() => anna.received[0]);
	expect(received?.content).toMatchObject({ kind });
	expect(anna.opens(received?.id ?? '').equals(DATA)).toBe(true);
});

test('an upload that is not known fails the message in words', async () => {
	const content: OutgoingContent = {
		type: 'image',
		media: { kind: 'id', id: '123' },
		caption: null,
	};

	expect(await rig.connection.transport.send(handOver({ content }))).toMatchObject({
		kind: 'failed',
		failure: { name: 'fileGone' },
	});
});

test('a server of files that is away refuses the upload, and nothing is left on the disk', async () => {
	sim.faults.add({ kind: 'mediaFailure', of: 'upload' });

	await expect(
		rig.connection.uploadMedia('image', upload(DATA, 'image/png')),
	).rejects.toMatchObject({ code: 'remoteUnreachable' });
	expect(rig.keys.ids('upload')).toEqual([]);
});

test('a file that a message names by its address is fetched once and sent to everybody', async () => {
	const bob = sim.addCustomer('+15557770002');
	const expected = arrived();
	await anna.says(phone, { kind: 'document', data: DATA });
	// Any file that this machine serves by https.
	const url = (await expected).sealed.url ?? '';
	const content: OutgoingContent = {
		type: 'document',
		media: { kind: 'url', url },
		caption: 'List',
		fileName: 'list.bin',
	};

	expect(await rig.connection.transport.send(handOver({ content }))).toMatchObject({
		kind: 'sent',
	});
	sim.faults.add({ kind: 'mediaFailure', of: 'upload' });
	const recipient = [{ type: 'phone', value: '+15557770002' }] as const;
	expect(await rig.connection.transport.send(handOver({ content, recipient }))).toMatchObject({
		kind: 'sent',
	});

	await until(() => anna.received.length + bob.received.length === 2, 'both to arrive');
	expect(anna.received[0]?.content).toMatchObject({ kind: 'document', caption: 'List' });
	const missing = { ...content, media: { kind: 'url', url: `${url}x` } } as OutgoingContent;
	expect(await rig.connection.transport.send(handOver({ content: missing }))).toMatchObject({
		kind: 'failed',
		failure: { name: 'mediaDownloadFailed' },
	});
	const picture = { ...content, type: 'image' } as unknown as OutgoingContent;
	expect(await rig.connection.transport.send(handOver({ content: picture }))).toMatchObject({
		kind: 'failed',
	});
});
