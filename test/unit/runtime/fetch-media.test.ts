import { text } from 'node:stream/consumers';
import { isProblem } from '../../../src/domain/problem.ts';
import type { FoundMessage } from '../../../src/ports/store.ts';
import { fetchMedia } from '../../../src/runtime/message/fetch-media.ts';
import { markRead } from '../../../src/runtime/message/mark-read.ts';
import type { Asker } from '../../../src/runtime/number/number-access.ts';
import { uploadFor, type Uploads } from '../../../src/runtime/message/upload.ts';
import { openBench, type Bench } from '../simulators/graph-api/bench.ts';

const BYTES = 'not really a PNG';

let bench: Bench;
/** Simulated waits: each sleep is over at once. */
let now = 0;
let sleeps: number[] = [];
let known: FoundMessage | null = null;
let onSleep: () => Promise<unknown> = () => Promise.resolve();

beforeEach(async () => {
	bench = await openBench();
	[now, sleeps, known] = [0, [], null];
	onSleep = () => Promise.resolve();
});
afterEach(() => bench.close());

/** The number of the bench, asking at the simulated Meta. */
function asker(): Asker {
	const { id: phoneNumberId, accessTokens } = bench.number;
	const clock = {
		now: () => now,
		sleep: async (ms: number) => {
			now += ms;
			sleeps.push(ms);
			await onSleep();
		},
	};
	const store = {
		findMessage: () => Promise.resolve(known),
		findRoutes: () => Promise.resolve([{ kind: 'route', numberId: 'own', phoneNumberId }]),
	};
	const accessOf = () => ({ access: () => Promise.reject(new Error('no credential')) });
	const linked = () => null;
	return {
		office: { clock, store, accessOf, linked },
		own: { id: 'own', workspaceId: 'default', phoneNumberId },
		source: () =>
			Promise.resolve({
				mode: 'cloud',
				baseUrl: bench.simulator.url,
				apiVersion: 'v25.0',
				accessToken: accessTokens[0] ?? '',
			}),
	} as unknown as Asker;
}

async function codeOf(call: Promise<unknown>): Promise<string> {
	const thrown: unknown = await call.catch((error: unknown) => error);
	return isProblem(thrown) ? thrown.code : `not a problem: ${String(thrown)}`;
}

describe('the file of a message', () => {
	const fetched = async (id: string, signal = new AbortController().signal) =>
		await fetchMedia(
			asker(),
			{ messageId: 'm1', media: { id, sha256: null }, signal },
			({ stream }) => text(stream),
		);
	const stored = async () =>
		(
			await bench.control.customerUploads({
				mimeType: 'image/png',
				base64: Buffer.from(BYTES).toString('base64'),
			})
		).id;
	const away = () =>
		bench.control.addFault({ kind: 'dropBeforeAccept', operation: 'downloadMedia' });

	it('is fetched at once where Meta is there', async () => {
		expect([await fetched(await stored()), sleeps]).toEqual([BYTES, []]);
	});

	it('is tried again while Meta is away', async () => {
		const id = await stored();
		await away();
		onSleep = () => bench.control.clearFaults();

		expect([await fetched(id), sleeps]).toEqual([BYTES, [1_000]]);
	});

	it('is given up after half a minute', async () => {
		const id = await stored();
		await away();

		expect(await codeOf(fetched(id))).toBe('remoteUnreachable');
		expect(sleeps).toEqual([1_000, 2_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000]);
	});

	it('is given up at once where Meta says no, or where nobody wants it any more', async () => {
		expect(await codeOf(fetched('9900000000000000'))).toBe('remoteRefused');
		const id = await stored();
		await away();

		expect(await codeOf(fetched(id, AbortSignal.abort()))).toBe('remoteUnreachable');
		expect(sleeps).toEqual([]);
	});

	it('of another number needs that number to be open', async () => {
		known = {
			id: 'm1',
			providerId: 'wamid.1',
			direction: 'in',
			conversationId: 'c1',
			numberId: 'other',
			phoneNumberId: '777777',
			contact: [],
			text: null,
			media: null,
		};

		expect(await codeOf(fetched(await stored()))).toBe('numberNotOpen');
	});
});

describe('a message that is marked as read', () => {
	const message = (changes: Partial<FoundMessage>): FoundMessage => ({
		id: 'm1',
		providerId: 'wamid.1',
		direction: 'in',
		conversationId: 'c1',
		numberId: 'own',
		phoneNumberId: bench.number.id,
		contact: [],
		text: null,
		media: null,
		...changes,
	});
	const mark = (messageId: string, typing = false) => markRead(asker(), { messageId, typing });

	it('is shown as read, with typing or without, as often as one likes', async () => {
		const customer = bench.customer.waId;
		const providerId = await bench.control.customerWrites({ customer, text: 'hi' });
		known = message({ providerId });
		const marked = { messageId: 'm1', providerId, conversationId: 'c1' };

		expect([await mark('m1'), await mark('m1', true)]).toEqual([marked, marked]);
		expect(await bench.control.logOf('receipt')).toMatchObject([
			{ wamid: providerId, typing: false },
			{ wamid: providerId, typing: true },
		]);
	});

	it('may be older than this inbox', async () => {
		const customer = bench.customer.waId;
		const providerId = await bench.control.customerWrites({ customer, text: 'hi' });

		expect(await mark(providerId)).toEqual({
			messageId: null,
			providerId,
			conversationId: null,
		});
	});

	it('must be one that there is, and one of a customer', async () => {
		expect(await codeOf(mark('m1'))).toBe('notFound');
		expect(await codeOf(mark('wamid.nobody'))).toBe('remoteRefused');
		known = message({ direction: 'out' });
		expect(await codeOf(mark('m1'))).toBe('invalidInput');
		expect(await bench.control.logOf('receipt')).toEqual([]);
	});
});

describe('a file for several messages', () => {
	const file = (fileName: string) => ({
		kind: 'document' as const,
		isVoice: false,
		key: 'file',
		fileName,
		mimeType: 'application/pdf',
		size: 3,
		open: async () => (await import('node:stream')).Readable.from([Buffer.from('PDF')]),
	});
	const recipient = { kind: 'phone', phone: '+16505551234' } as const;

	it('is uploaded once within a run, and again under another name', async () => {
		const uploads: Uploads = new Map();
		const names = ['a.pdf', 'a.pdf', 'b.pdf'];
		const ids = await Promise.all(
			names.map((name) => uploadFor(asker(), recipient, file(name), uploads, undefined)),
		);

		expect(ids[0]).toBe(ids[1]);
		expect(await bench.control.logOf('uploaded')).toHaveLength(2);
	});

	it('is tried anew where an upload failed', async () => {
		const uploads: Uploads = new Map();
		const upload = () => uploadFor(asker(), recipient, file('a.pdf'), uploads, undefined);
		await bench.control.addFault({
			kind: 'fail',
			operation: 'uploadMedia',
			code: 100,
			times: 1,
		});

		expect(await codeOf(upload())).toBe('remoteRefused');
		expect(await upload()).toMatch(/^990\d+$/);
	});
});
