import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { atOnce, longestBlock, median, percentile, round, ROUNDS, timed } from './measure.ts';
import { openBench, type Bench } from './office.ts';
import { openBaseline } from './receive-baseline.ts';
import type { Report } from './report.ts';
import { textWebhook, type SignedWebhook } from './webhooks.ts';

const MESSAGES = 2_000;
const AT_ONCE = 50;
const PER_SECOND = 200;
const SECONDS = 5;

/** Signed bodies in, committed rows out. */
export async function receive(): Promise<Report> {
	const bench = await openBench();
	const baseline = await openBaseline();
	let next = 0;
	const make = (count: number, each = 1): readonly SignedWebhook[] =>
		Array.from({ length: count }, () => textWebhook(bench.number, (next += each) - each, each));
	try {
		await take(bench, make(200));
		const [ours, raw, batches, blocks, acks]: number[][] = [[], [], [], [], []];
		for (let turn = 0; turn < ROUNDS; turn += 1) {
			const webhooks = make(MESSAGES);
			blocks?.push(
				await longestBlock(
					async () => void ours?.push(await timed(() => take(bench, webhooks))),
				),
			);
			const first = next;
			raw?.push(
				await timed(() => {
					for (let n = 0; n < MESSAGES; n += 1) baseline.write(first + n);
				}),
			);
			next += MESSAGES;
			const batch = make(1, 1_000);
			batches?.push(await timed(() => take(bench, batch)));
			acks?.push(percentile(await acknowledge(bench, make(PER_SECOND * SECONDS)), 0.99));
		}
		const [rate, rawRate] = [ours, raw].map(
			(times) => MESSAGES / (median(times ?? []) / 1_000),
		);
		const figures = {
			ratio: round((rate ?? 0) / (rawRate ?? 1)),
			ackP99Ms: round(median(acks ?? [])),
			batch1000Ms: round(median(batches ?? [])),
			maxBlockMs: round(median(blocks ?? [])),
		};
		return {
			figures,
			rows: [
				{
					what: 'messages per second',
					ours: String(round(rate ?? 0, 0)),
					baseline: `${round(rawRate ?? 0, 0)} raw SQLite`,
					aim: '0.5 of it',
				},
				{
					what: `acknowledgement at ${PER_SECOND}/s, p99`,
					ours: `${figures.ackP99Ms} ms`,
					aim: '50 ms',
				},
				{
					what: 'one body with 1,000 messages',
					ours: `${figures.batch1000Ms} ms`,
					aim: '500 ms',
				},
				{
					what: 'longest block of the event loop',
					ours: `${figures.maxBlockMs} ms`,
					aim: '20 ms',
				},
			],
		};
	} finally {
		await baseline.close();
		await bench.close();
	}
}

async function take({ desk }: Bench, webhooks: readonly SignedWebhook[]): Promise<void> {
	await atOnce(webhooks.length, AT_ONCE, async (index) => {
		const webhook = webhooks[index];
		if (webhook === undefined) return;
		const { status } = await desk.receive(webhook.body, webhook.signature);
		if (status !== 200) throw new Error(`A webhook was answered with ${status}.`);
	});
}

/** @returns how long each acknowledgement took over HTTP, in ms, at a steady rate */
async function acknowledge(
	{ desk }: Bench,
	webhooks: readonly SignedWebhook[],
): Promise<readonly number[]> {
	const server = http.createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const signature = String(request.headers['x-hub-signature-256']);
			void desk.receive(Buffer.concat(chunks), signature).then(({ status, text }) => {
				response.writeHead(status).end(text);
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const agent = new http.Agent({ keepAlive: true });
	const start = performance.now();
	const times = await Promise.all(
		webhooks.map(async (webhook, index) => {
			const due = start + (index * 1_000) / PER_SECOND;
			await new Promise((resolve) =>
				setTimeout(resolve, Math.max(1, due - performance.now())),
			);
			return await timed(() => post(port, agent, webhook));
		}),
	);
	agent.destroy();
	server.close();
	return times;
}

function post(port: number, agent: http.Agent, { body, signature }: SignedWebhook): Promise<void> {
	return new Promise((resolve, reject) => {
		const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
		const request = http.request({ port, agent, method: 'POST', headers }, (response) => {
			response.resume().on('end', () => resolve());
		});
		request.on('error', reject).end(body);
	});
}
