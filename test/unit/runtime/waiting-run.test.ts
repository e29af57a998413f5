import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../../../src/ports/logger.ts';
import { deriveKeys } from '../../../src/runtime/credential/keys.ts';
import { netOf, resumer, RESUMED, runOf } from '../../../src/runtime/message/waiting-run.ts';
import { loggerInto } from '../support/ordered-log.ts';

/*
 * What n8n answers when a run is told to go on; its texts are those of n8n 2.41.
 */

const keys = deriveKeys('n8n encryption key');
const RUN = 'the run';

/** Everything that was asked, and the answer to it. */
let asked: { readonly path: string; readonly body: string }[];
let answer: { readonly status: number; readonly text: string };
let server: Server;
let log: string[];
let logger: Logger;
const ENV = { ...process.env };

beforeAll(async () => {
	server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			asked.push({ path: request.url ?? '', body });
			response.writeHead(answer.status).end(answer.text);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
	asked = [];
	log = [];
	logger = loggerInto(log);
	const others = Object.entries(ENV).filter(([name]) => !name.startsWith('N8N_'));
	process.env = { ...Object.fromEntries(others), N8N_PORT: String(port()) };
});

afterEach(() => {
	process.env = { ...ENV };
});

const port = (): number => (server.address() as AddressInfo).port;

/** An address at which nobody listens. */
const NOWHERE = 'http://127.0.0.1:1';

function wait(address: string, outboxId = 'out-1') {
	return { outboxId, run: RUN, address: keys.addresses.close(address, RUN) };
}

const tell = (address = `${NOWHERE}/webhook-waiting/7?signature=s`) =>
	resumer(keys, logger)(wait(address));

describe('a run that is told to go on', () => {
	it.each<[number, unknown, string]>([
		[200, RESUMED, 'resumed'],
		// Another n8n, or another node, at the same address.
		[200, { message: 'Workflow was started' }, 'away'],
		[200, [], 'away'],
		[200, 'n8n is starting up. Please wait', 'away'],
		[200, '', 'away'],
		[401, { error: 'Invalid token' }, 'gone'],
		[404, { code: 404, message: 'The execution "7" does not exist.' }, 'gone'],
		[404, 'Cannot POST /webhook-waiting/7', 'away'],
		[409, { message: 'The execution "7" is running already.' }, 'running'],
		[409, { message: 'The execution "7 has finished already.' }, 'gone'],
		[409, { message: 'The execution "7" has finished with error.' }, 'gone'],
		[409, {}, 'running'],
		[500, { code: 0, message: 'Something is wrong' }, 'failed'],
		[503, { message: 'Not now' }, 'failed'],
		[502, '<html>Bad Gateway</html>', 'away'],
		[302, '', 'away'],
	])('which is answered %i %j, is %s', async (status, body, expected) => {
		answer = { status, text: typeof body === 'string' ? body : JSON.stringify(body) };

		expect(await tell()).toBe(expected);
	});

	it('hears which message it waited for, and nothing else, at n8n’s own port first', async () => {
		answer = { status: 200, text: JSON.stringify(RESUMED) };
		await tell('https://shop.example/proxy/path/webhook-waiting/7?signature=s');

		expect(asked).toEqual([
			{ path: '/webhook-waiting/7?signature=s', body: '{"outboxId":"out-1"}' },
		]);
	});

	it('is told at the path that n8n was given for it', async () => {
		process.env['N8N_ENDPOINT_WEBHOOK_WAIT'] = 'later';
		answer = { status: 200, text: JSON.stringify(RESUMED) };
		await tell('https://shop.example/later/7?signature=s');

		expect(asked.map(({ path }) => path)).toEqual(['/later/7?signature=s']);
	});

	it('is told by its public address where nobody answers nearby', async () => {
		process.env['N8N_PORT'] = '1';
		answer = { status: 200, text: JSON.stringify(RESUMED) };

		expect(await tell(`http://127.0.0.1:${port()}/n8n/webhook-waiting/7?signature=s`)).toBe(
			'resumed',
		);
		expect(asked.map(({ path }) => path)).toEqual(['/n8n/webhook-waiting/7?signature=s']);
	});

	it('is away where nobody answers, without its token in the log', async () => {
		process.env['N8N_PORT'] = '1';

		expect(await tell(`${NOWHERE}/webhook-waiting/7?signature=secret`)).toBe('away');
		expect(log.join('\n')).not.toContain('secret');
	});

	it('is gone if its address was kept under another encryption key', async () => {
		const others = resumer(deriveKeys('another key'), logger);

		expect(await others(wait(`${NOWHERE}/webhook-waiting/7?signature=s`))).toBe('gone');
		expect(asked).toEqual([]);
		expect(log).toEqual([
			'warn: address of a waiting run cannot be read: it was kept under another encryption key',
		]);
	});

	it('is gone if its address is that of another run', async () => {
		const address = keys.addresses.close(`${NOWHERE}/webhook-waiting/7?signature=s`, 'another');

		expect(await resumer(keys, logger)({ outboxId: 'out-1', run: RUN, address })).toBe('gone');
		expect(asked).toEqual([]);
	});
});

describe('the name of a run', () => {
	const name = runOf('https://shop.example/webhook-waiting/7?signature=s');

	it('is the same whatever way leads to it', () => {
		for (const address of [
			'http://127.0.0.1:5678/webhook-waiting/7?signature=s',
			'https://shop.example/n8n/later/7?signature=s',
			'/webhook-waiting/7?signature=s',
		]) {
			expect(runOf(address)).toBe(name);
		}
		expect(name).toMatch(/^[0-9a-f]{32}$/);
	});

	it('is another for another execution, or with another token', () => {
		expect(runOf('/webhook-waiting/8?signature=s')).not.toBe(name);
		expect(runOf('/webhook-waiting/7?signature=t')).not.toBe(name);
	});

	it.each([
		'',
		'https://',
		'/webhook-waiting/7',
		'/webhook-waiting/x?signature=s',
		'/7?signature=',
	])('is not made from %j', (address) => {
		expect(runOf(address)).toBeNull();
	});
});

it('is let go on by n8n itself a minute after its time, or after now if that is past', () => {
	const clock = { now: () => 1_000_000 };

	expect(netOf(2_000_000, clock)).toEqual(new Date(2_060_000));
	expect(netOf(999_999, clock)).toEqual(new Date(1_060_000));
});
