import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxiosStatic } from 'axios';
import type { Draft } from '../../src/ports/store.ts';
import { checkout } from '../n8n/checkout.ts';
import { atOnce, median, round, ROUNDS, timed } from './measure.ts';
import { openBench, type Bench } from './office.ts';
import type { Report } from './report.ts';
import { textWebhook } from './webhooks.ts';

const RECIPIENTS = 40;
const EACH = 25;
const LATENCY_MS = 100;

/**
 * A thousand messages to forty customers over a Graph API that takes 100 ms: through the outbox,
 * with every rule and three transactions each, against nothing but axios.
 */
export async function send(): Promise<Report> {
	const ours: number[] = [];
	const bare: number[] = [];
	for (let turn = 0; turn < ROUNDS; turn += 1) {
		const bench = await openBench('HIGH');
		try {
			await openWindows(bench);
			await bench.meta.addFault({ kind: 'latency', ms: LATENCY_MS });
			ours.push(await timed(() => sendAll(bench)));
		} finally {
			await bench.close();
		}
		bare.push(await bareAxios());
	}
	const count = RECIPIENTS * EACH;
	const [rate, bareRate] = [count / (median(ours) / 1_000), count / (median(bare) / 1_000)];
	return {
		figures: { ratio: round(rate / bareRate), perSecond: round(rate, 0) },
		rows: [
			{
				what: `messages per second, ${LATENCY_MS} ms, 40 at once`,
				ours: String(round(rate, 0)),
				baseline: `${round(bareRate, 0)} bare axios`,
				aim: '0.85 of it',
			},
		],
	};
}

async function openWindows({ desk, number, meta }: Bench): Promise<void> {
	for (let n = 0; n < RECIPIENTS; n += 1) {
		await meta.createCustomer({ waId: waId(n) });
		await meta.openWindow({ customer: waId(n) });
	}
	const { body, signature } = textWebhook(number, 0, RECIPIENTS);
	await desk.receive(body, signature);
}

async function sendAll({ desk }: Bench): Promise<void> {
	const now = Date.now();
	const drafts = Array.from({ length: RECIPIENTS * EACH }, (_, index): Draft => ({
		recipient: { kind: 'phone', phone: `+${waId(index % RECIPIENTS)}` },
		content: { type: 'text', text: `Message ${index}`, linkPreview: false },
		category: 'service',
		idempotencyKey: `bench:${index}`,
		replyTo: null,
		notBefore: null,
		expiresAt: now + 3_600_000,
		cause: null,
	}));
	const results = await desk.send({ drafts, stopOnFailure: false });
	const sent = results.filter(
		(result) => result.kind === 'outcome' && result.outcome.state === 'sent',
	);
	if (sent.length !== drafts.length) throw new Error(`Only ${sent.length} messages were sent.`);
}

/** The same posts with a connection pool of the same width, and nothing around them. */
async function bareAxios(): Promise<number> {
	const bench = await openBench('HIGH');
	const load = createRequire(path.join(checkout, 'package.json'));
	const axios = load('axios') as AxiosStatic;
	const httpAgent = new http.Agent({ keepAlive: true, maxSockets: 128 });
	try {
		await openWindows(bench);
		await bench.meta.addFault({ kind: 'latency', ms: LATENCY_MS });
		const url = `${bench.graphUrl}/v25.0/${bench.number.id}/messages`;
		const headers = { Authorization: `Bearer ${bench.number.accessTokens[0] ?? ''}` };
		return await timed(() =>
			atOnce(RECIPIENTS * EACH, RECIPIENTS, async (index) => {
				const body = {
					messaging_product: 'whatsapp',
					to: `+${waId(index % RECIPIENTS)}`,
					type: 'text',
					text: { body: `Message ${index}` },
				};
				await axios.post(url, body, { headers, httpAgent });
			}),
		);
	} finally {
		httpAgent.destroy();
		await bench.close();
	}
}

/** The customers of `textWebhook`. */
function waId(n: number): string {
	return `49151${String(1_000_000 + n)}`;
}
