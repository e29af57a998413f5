import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { silentLogger } from '../../src/ports/logger.ts';
import type { Draft } from '../../src/ports/store.ts';
import { readCredential } from '../../src/runtime/credential/credential.ts';
import { Desk } from '../../src/runtime/desk/desk.ts';
import { openOffice } from '../../src/runtime/office.ts';
import { startGraphSimulator } from '../simulators/graph-api/simulator.ts';
import { textWebhook } from '../bench/webhooks.ts';

const PEOPLE = 60;
const SECONDS = 30;
const PER_SECOND = 80;

/** The customers of `textWebhook`. */
const waId = (n: number): string => `49151${String(1_000_000 + n)}`;

interface Measured {
	/** When messages were handed over, and when they arrived at the simulator; ms. */
	readonly handed: readonly number[];
	readonly arrived: readonly number[];
	/** How many were refused. */
	readonly refused: number;
}

/** Sends for half a minute, as fast as it goes. */
async function measure(): Promise<Measured> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-pace-'));
	const simulator = await startGraphSimulator();
	const meta = simulator.control;
	const [number] = await meta.numbers();
	if (number === undefined) throw new Error('The simulator has no number.');
	const host = { folder, encryptionKey: 'key of a test', isQueueMode: false };
	const office = await openOffice({ host, logger: silentLogger });
	const credential = readCredential({
		accessToken: number.accessTokens[0],
		phoneNumberId: number.id,
		appSecret: number.appSecret,
		baseUrl: simulator.url,
	});
	const desk = await Desk.open(office, () => Promise.resolve(credential));
	for (let n = 0; n < PEOPLE; n += 1) {
		await meta.createCustomer({ waId: waId(n) });
		await meta.openWindow({ customer: waId(n) });
	}
	const { body, signature } = textWebhook(number, 0, PEOPLE);
	await desk.receive(body, signature);
	const count = PER_SECOND * SECONDS;
	const drafts = Array.from({ length: count }, (_, index): Draft => ({
		recipient: { kind: 'phone', phone: `+${waId(index % PEOPLE)}` },
		content: { type: 'text', text: `Message ${index}`, linkPreview: false },
		category: 'service',
		idempotencyKey: `pace:${index}`,
		replyTo: null,
		notBefore: null,
		expiresAt: Date.now() + 3_600_000,
		cause: null,
	}));
	const results = await desk.send({ drafts, stopOnFailure: false });
	const waiting = results.filter(
		(result) => result.kind === 'outcome' && result.outcome.state === 'queued',
	).length;
	const log = await meta.waitFor(
		(entries) => {
			const accepted = entries.filter((entry) => entry.kind === 'accepted');
			return accepted.length === count && entries;
		},
		{ timeoutMs: 30_000 },
	);
	await office.close();
	await simulator.close();
	const database = new DatabaseSync(path.join(folder, 'whatsapp-team', 'inbox.db'));
	const handed = database
		.prepare('select at from ledger order by at')
		.all()
		.map((row) => Number(row['at']));
	database.close();
	await rm(folder, { recursive: true, force: true });

	const arrived = log.flatMap((entry) => (entry.kind === 'accepted' ? [entry.at] : []));
	console.log(
		`handed over: at most ${mostInASecond(handed)} in a second, ${average(handed).toFixed(1)} on average; ` +
			`arrived at the simulator: at most ${mostInASecond(arrived)}, ${average(arrived).toFixed(1)} on average; ` +
			`${waiting} were still waiting when the node went on`,
	);
	return { handed, arrived, refused: log.filter(({ kind }) => kind === 'refused').length };
}

/** A machine that does something else at the time is slower: the best of so many counts. */
const TRIES = 3;

test('80 per second for half a minute: never the 81st within a second, and nearly that many', async () => {
	let best = 0;
	for (let n = 0; n < TRIES && best < 76; n += 1) {
		const { handed, refused } = await measure();

		expect(handed).toHaveLength(PER_SECOND * SECONDS);
		expect(mostInASecond(handed)).toBeLessThanOrEqual(PER_SECOND);
		// Nothing was refused for its pace and tried again.
		expect(refused).toBe(0);
		best = Math.max(best, average(handed));
	}
	expect(best).toBeGreaterThanOrEqual(76);
}, 300_000);

/** How many per second. */
function average(times: readonly number[]): number {
	return (times.length - 1) / (((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000);
}

/** The most that fall into any second, wherever it begins. */
function mostInASecond(times: readonly number[]): number {
	const sorted = times.toSorted((a, b) => a - b);
	let first = 0;
	let most = 0;
	for (const [index, time] of sorted.entries()) {
		while (time - (sorted[first] ?? 0) > 999) first += 1;
		most = Math.max(most, index - first + 1);
	}
	return most;
}
