import type { JsonObject } from '../../../simulators/graph-api/json.ts';
import type { Bench } from './bench.ts';
import { openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(() => bench.close());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const BYTES = 'not really a PDF';

const token = () => bench.number.accessTokens[0] ?? '';

async function upload(
	fields: Readonly<Record<string, string>>,
	file: Blob | null,
	number = bench.number.id,
) {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	if (file !== null) form.append('file', file, 'invoice.pdf');
	const response = await fetch(`${bench.simulator.url}/v25.0/${number}/media`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token()}` },
		body: form,
	});
	return { status: response.status, body: (await response.json()) as JsonObject };
}

const PDF = { messaging_product: 'whatsapp', type: 'application/pdf' };
const pdf = () => new Blob([BYTES], { type: 'application/pdf' });

async function uploaded(): Promise<string> {
	return String((await upload(PDF, pdf())).body['id']);
}

const infoOf = async (id: string, query = '') => await bench.call('GET', `/${id}${query}`);

async function download(url: string, bearer = token()) {
	const response = await fetch(url, { headers: { authorization: `Bearer ${bearer}` } });
	return {
		status: response.status,
		type: response.headers.get('content-type'),
		text: await response.text(),
	};
}

it('takes a file, tells about it and gives it back', async () => {
	const id = await uploaded();
	const { body: info } = await infoOf(id, `?phone_number_id=${bench.number.id}`);

	expect(info).toEqual({
		messaging_product: 'whatsapp',
		url: expect.stringContaining('/whatsapp_business/attachments/?mid=') as string,
		mime_type: 'application/pdf',
		sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
		file_size: '16',
		id,
	});
	expect(await download(String(info['url']))).toEqual({
		status: 200,
		type: 'application/pdf',
		text: BYTES,
	});
	expect(await bench.control.logOf('uploaded')).toMatchObject([
		{ mediaId: id, mimeType: 'application/pdf', fileName: 'invoice.pdf', size: 16 },
	]);
});

it('lets the number send it, and no other number', async () => {
	const id = await uploaded();
	const other = await bench.control.createNumber();
	await bench.control.openWindow({ customer: bench.customer.waId, phoneNumberId: other.id });
	const message = {
		messaging_product: 'whatsapp',
		to: bench.customer.waId,
		type: 'document',
		document: { id },
	};
	const own = await bench.call('POST', `/${bench.number.id}/messages`, message);
	const others = await bench.call(
		'POST',
		`/${other.id}/messages`,
		message,
		other.accessTokens[0],
	);

	expect([own.status, others.status]).toEqual([200, 400]);
	expect(await bench.control.logOf('accepted')).toMatchObject([{ content: { id } }]);
});

it('does not take a file of one kind as another', async () => {
	const id = await uploaded();
	const answer = await bench.send({ type: 'image', image: { id } });

	expect(answer.body['error']).toMatchObject({
		error_data: {
			details:
				"Parameter image['id'] is a file of the type application/pdf, which is no image.",
		},
	});
});

it('makes addresses that work for five minutes, with the token alone', async () => {
	const id = await uploaded();
	const url = String((await infoOf(id)).body['url']);
	await bench.control.advance(5 * MINUTE - 1);
	const { status } = await download(url);
	const stranger = await download(url, 'EAAwrong');
	await bench.control.advance(1);
	const late = await download(url);
	const again = await download(String((await infoOf(id)).body['url']));

	expect([status, stranger.status, late.status, again.status]).toEqual([200, 401, 404, 200]);
});

it('checks the number that is named, when one is', async () => {
	const id = await uploaded();

	expect((await infoOf(id, '?phone_number_id=1')).status).toBe(400);
});

it('keeps uploads for 30 days', async () => {
	const id = await uploaded();
	await bench.control.advance(30 * DAY - 1);
	const before = await infoOf(id);
	await bench.control.advance(1);

	expect([before.status, (await infoOf(id)).status]).toEqual([200, 400]);
});

it('deletes a file', async () => {
	const id = await uploaded();

	expect((await bench.call('DELETE', `/${id}`)).body).toEqual({ success: true });
	expect((await infoOf(id)).status).toBe(400);
});

it('has what a customer sent, with its checksum as webhooks write it', async () => {
	const base64 = Buffer.from(BYTES).toString('base64');
	const file = await bench.control.customerUploads({ mimeType: 'audio/ogg', base64 });
	const { body: info } = await infoOf(file.id);

	expect(Buffer.from(file.sha256, 'base64').toString('hex')).toBe(info['sha256']);
	expect((await download(String(info['url']))).text).toBe(BYTES);
});

it.each<[string, Readonly<Record<string, string>>, Blob | null, string]>([
	['no product', { type: 'application/pdf' }, pdf(), 'messaging_product is required'],
	['no type', { messaging_product: 'whatsapp' }, pdf(), 'type is required'],
	['no file', PDF, null, 'file is required'],
	[
		'a type that Meta does not take',
		PDF,
		new Blob([BYTES], { type: 'application/zip' }),
		"Received file of type 'application/zip'",
	],
	['an empty file', PDF, new Blob([], { type: 'application/pdf' }), 'Invalid parameter'],
	[
		'a picture that is too large',
		{ ...PDF, type: 'image/png' },
		new Blob([new Uint8Array(5 * 1024 * 1024 + 1)], { type: 'image/png' }),
		'Invalid parameter',
	],
])('refuses an upload with %s', async (_what, fields, file, message) => {
	const answer = await upload(fields, file);

	expect(answer).toMatchObject({
		status: 400,
		body: { error: { code: 100, message: expect.stringContaining(message) as string } },
	});
});

it('takes a picture of exactly 5 MB', async () => {
	const file = new Blob([new Uint8Array(5 * 1024 * 1024)], { type: 'image/png' });

	expect((await upload({ ...PDF, type: 'image/png' }, file)).status).toBe(200);
});
