import { NO_CAPS } from '../../../src/domain/caps/caps.ts';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LogFields, Logger } from '../../../src/ports/logger.ts';
import { asCloud, readCredential } from '../../../src/runtime/credential/credential.ts';
import { Desk } from '../../../src/runtime/desk/desk.ts';
import { openOffice, type Office } from '../../../src/runtime/office.ts';
import { parseJson } from '../../../src/transport/cloud/json.ts';
import { parseWebhook } from '../../../src/transport/cloud/webhook/parse.ts';
import { HandClock } from '../support/hand-clock.ts';
import { mutate, seededRandom } from '../support/mutations.ts';
import { NOW } from '../support/team.ts';
import { SHAPES } from '../support/webhook-shapes.ts';

/*
 * The whole way in, from the bytes and their signature to the file of the store.
 */

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_121);
const BODIES = 10_000;
/** How many bodies are under way at once: Meta's webhooks do not wait for each other. */
const AT_ONCE = 100;
const SECRET = 'c0ffee5ec2e7';
const CREDENTIAL = asCloud(
	readCredential({
		accessToken: 'EAAtoken',
		phoneNumberId: '106540352242922',
		appSecret: SECRET,
		workspace: 'acme',
		// Nobody may be asked: whoever tries, fails.
		baseUrl: 'http://127.0.0.1:1',
	}),
);
/** Stands for a list in a list in a list, too deep for what copies values by calling itself. */
const DEEP = '(deep)';
const DEPTH = 20_000;

/** Replaces parts of a webhook. */
const WRONG: readonly unknown[] = [
	undefined,
	null,
	true,
	-1,
	1e300,
	'',
	'\0',
	'\ud800',
	'__proto__',
	'16505551234',
	'ü'.repeat(70_000),
	JSON.parse('{"__proto__":{"type":"text"},"constructor":{"prototype":{}}}'),
	[],
	{},
	[null],
	DEEP,
	// Where a text is JSON itself.
	deep(),
];

/** What a refused webhook must leave alone: everything but the counters. */
const TABLES = [
	'workspace',
	'number',
	'contact',
	'contact_key',
	'conversation',
	'message',
	'event',
	'receiver',
	'cursor',
	'delivery',
	'outbox',
] as const;

type Posted = { readonly bytes: Buffer; readonly signature: string | undefined };

let folder: string;
let office: Office;
let desk: Desk;
const logged: string[] = [];

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-desk-'));
	const line = (fields: LogFields, message: string): void =>
		void logged.push(JSON.stringify([message, fields]));
	const logger: Logger = { debug: line, info: line, warn: line, error: line };
	const clock = new HandClock(NOW, () => Promise.resolve());
	const host = { folder, encryptionKey: 'key', isQueueMode: false };
	office = await openOffice({ host, logger, clock });
	desk = await Desk.open(office, () => Promise.resolve(CREDENTIAL));
	await office.store.saveNumber({
		workspaceId: CREDENTIAL.workspace,
		mode: 'cloud',
		phone: '+15550001111',
		phoneNumberId: CREDENTIAL.phoneNumberId,
		businessAccountId: null,
		label: 'Sales',
		group: null,
		timeZone: null,
		defaultCountry: null,
		state: 'ready',
		perSecond: 80,
		rules: NO_CAPS,
		appFingerprint: office.keys.appFingerprint(SECRET),
		now: NOW,
	});
});
afterAll(async () => {
	await office.close();
	await rm(folder, { recursive: true, force: true });
});

function deep(): string {
	return '['.repeat(DEPTH) + ']'.repeat(DEPTH);
}

const signed = (bytes: Buffer, secret = SECRET): string =>
	`sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;

/** A shape for the desk's number, with messages of its own, in which something is wrong. */
function broken(index: number, random: () => number): Buffer {
	const shape = SHAPES[index % SHAPES.length];
	const own = JSON.stringify(shape)
		.replaceAll('"501"', JSON.stringify(CREDENTIAL.phoneNumberId))
		.replaceAll('"wamid.', `"wamid.${Math.floor(index / SHAPES.length / 2)}.`);
	const json = JSON.stringify(mutate(JSON.parse(own), WRONG, random)) ?? '';
	return Buffer.from(json.replace(`"${DEEP}"`, deep()));
}

/** Cuts bytes off, changes one, or puts some in that are no UTF-8. */
function damaged(bytes: Buffer, random: () => number): Buffer {
	const at = Math.floor(random() * bytes.length);
	const kind = random();
	if (kind < 0.4) return bytes.subarray(0, at);
	if (kind < 0.7) {
		const changed = Buffer.from(bytes);
		changed[at] = Math.floor(random() * 256);
		return changed;
	}
	return Buffer.concat([
		bytes.subarray(0, at),
		Buffer.from([0xff, 0xc3, 0x28]),
		bytes.subarray(at),
	]);
}

/** No signature, or one of something else. */
function forged(bytes: Buffer, random: () => number): string | undefined {
	const kinds = [
		undefined,
		'',
		'sha256=',
		signed(bytes, 'another secret'),
		signed(Buffer.concat([bytes, Buffer.from(' ')])),
		signed(bytes).slice(0, -1),
		signed(bytes).replace('sha256', 'sha1'),
		`${signed(bytes)}, ${signed(bytes)}`,
	];
	return kinds[Math.floor(random() * kinds.length)];
}

/** What the desk is to answer, worked out from outside. */
function expected({ bytes, signature }: Posted): number {
	if (signature?.toLowerCase() !== signed(bytes)) return 401;
	return parseWebhook(parseJson(bytes.toString('utf8'))) === undefined ? 400 : 200;
}

/** Posts many. @returns how many were answered with each status, and what was answered wrongly */
async function postAll(posts: readonly Posted[]) {
	const statuses: Record<number, number> = { 200: 0, 400: 0, 401: 0 };
	const wrong: unknown[] = [];
	for (let start = 0; start < posts.length; start += AT_ONCE) {
		const some = posts.slice(start, start + AT_ONCE);
		const answers = await Promise.allSettled(
			some.map(({ bytes, signature }) => desk.receive(bytes, signature)),
		);
		for (const [index, answer] of answers.entries()) {
			const post = some[index];
			const status = answer.status === 'fulfilled' ? answer.value.status : 0;
			statuses[status] = (statuses[status] ?? 0) + 1;
			if (post !== undefined && status === expected(post)) continue;
			const said = answer.status === 'fulfilled' ? status : String(answer.reason);
			wrong.push([said, post?.bytes.toString('utf8').slice(0, 1_000)]);
		}
	}
	return { statuses, wrong };
}

/** How many rows each table has, as another connection sees them. */
function rowCounts(): Readonly<Record<string, unknown>> {
	const file = path.join(folder, 'whatsapp-team/inbox.db');
	const database = new DatabaseSync(file, { readOnly: true });
	const counts = TABLES.map((table) => {
		const row = database.prepare(`select count(*) as n from ${table}`).get();
		return [table, row?.['n']] as const;
	});
	database.close();
	return Object.fromEntries(counts);
}

it(`answers ${BODIES} hostile webhooks, and stores none that it refuses (seed ${SEED})`, async () => {
	console.info(`fuzz of the desk: TEST_SEED=${SEED}`);
	const random = seededRandom(SEED);
	const posts = Array.from({ length: BODIES }, (_, index): Posted => {
		const whole = broken(index, random);
		const bytes = random() < 0.2 ? damaged(whole, random) : whole;
		return { bytes, signature: random() < 0.2 ? forged(bytes, random) : signed(bytes) };
	});
	const isRefused = (post: Posted): boolean => expected(post) !== 200;
	const taken = await postAll(posts.filter((post) => !isRefused(post)));
	const before = rowCounts();
	const refused = await postAll(posts.filter(isRefused));

	expect(taken.wrong.slice(0, 5)).toEqual([]);
	expect(refused.wrong.slice(0, 5)).toEqual([]);
	expect(rowCounts()).toEqual(before);
	// Were nearly all of one kind, nothing would have been tried.
	expect(taken.statuses[200]).toBeGreaterThan(BODIES / 2);
	expect(refused.statuses[400]).toBeGreaterThan(BODIES / 20);
	expect(refused.statuses[401]).toBeGreaterThan(BODIES / 10);
	expect(before['message']).toBeGreaterThan(1_000);
	expect(logged.filter((line) => line.includes(SECRET))).toEqual([]);
	expect({}).not.toHaveProperty('type');
}, 120_000);
