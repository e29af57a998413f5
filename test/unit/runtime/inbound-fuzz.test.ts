import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { receive } from '../../../src/app/receive.ts';
import { EVENT_TYPES } from '../../../src/domain/event.ts';
import type { FeedEntry, Store } from '../../../src/ports/store.ts';
import { silentLogger } from '../../../src/ports/logger.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { parseWebhook } from '../../../src/transport/cloud/webhook/parse.ts';
import { HandClock } from '../support/hand-clock.ts';
import { mutate, seededRandom } from '../support/mutations.ts';
import { makeTeam, NOW, type Team } from '../support/team.ts';
import { SHAPES } from '../support/webhook-shapes.ts';

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_120);
const BODIES = 10_000;
/** How many bodies are under way at once: Meta's webhooks do not wait for each other. */
const AT_ONCE = 100;

/** Values that do not belong where they are put. */
const WRONG: readonly unknown[] = [
	undefined,
	null,
	true,
	0,
	-1,
	1e300,
	'',
	'x',
	'\0',
	'\ud800',
	'constructor',
	'__proto__',
	'US.1',
	'16505551234',
	'9'.repeat(400),
	'ü'.repeat(70_000),
	[],
	[[]],
	{},
	[null],
	{ type: 'text', id: 'wamid.text' },
];

/** What a refused webhook must leave alone. */
const TABLES = ['contact', 'contact_key', 'conversation', 'message', 'event', 'outbox'] as const;

let folder: string;
let store: Store;
let team: Team;
beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-fuzz-'));
	store = await openSqliteStore(path.join(folder, 'inbox.db'));
	team = await makeTeam(store);
});
afterAll(async () => {
	await store.close();
	await rm(folder, { recursive: true, force: true });
});

/** How many rows each table has, as another connection sees them. */
function rowCounts(): Readonly<Record<string, unknown>> {
	const database = new DatabaseSync(path.join(folder, 'inbox.db'), { readOnly: true });
	const counts = TABLES.map((table) => {
		const row = database.prepare(`select count(*) as n from ${table}`).get();
		return [table, row?.['n']] as const;
	});
	database.close();
	return Object.fromEntries(counts);
}

/** A shape for the team's number, with messages and customers of its own. */
function asOf(round: number, shape: unknown): unknown {
	const serial = String(round).padStart(4, '0');
	const json = JSON.stringify(shape)
		.replaceAll('"501"', JSON.stringify(team.phoneNumberId))
		.replaceAll('"wamid.', `"wamid.${serial}.`)
		.replaceAll('16505551234', `1650555${serial}`)
		.replaceAll('4915112345678', `491511234${serial}`)
		.replaceAll('"US.1"', `"US.1${serial}"`)
		.replaceAll('"DE.2"', `"DE.2${serial}"`);
	return JSON.parse(json) as unknown;
}

/** Takes a body in as the door does. @returns the status of the answer, and what came of it */
async function takeIn(body: unknown): Promise<{ status: 200 | 400; stored: number }> {
	const delivered = parseWebhook(body);
	if (delivered === undefined) return { status: 400, stored: 0 };
	const clock = new HandClock(NOW, () => Promise.resolve());
	const { workspaceId, phoneNumberId, appFingerprint } = team;
	const door = { workspaceId, phoneNumberId, appFingerprint };
	const { stored } = await receive({ store, clock, logger: silentLogger }, door, delivered);
	return { status: 200, stored };
}

/** Takes many in. @returns how many had each status, how much was stored, and what threw, by place in the list */
async function takeAllIn(bodies: readonly unknown[]) {
	const statuses = { 200: 0, 400: 0 };
	const broken: unknown[] = [];
	let stored = 0;
	for (let start = 0; start < bodies.length; start += AT_ONCE) {
		const some = bodies.slice(start, start + AT_ONCE);
		const answers = await Promise.allSettled(some.map(takeIn));
		for (const [index, answer] of answers.entries()) {
			if (answer.status === 'rejected') {
				broken.push([start + index, String(answer.reason)]);
			} else {
				statuses[answer.value.status] += 1;
				stored += answer.value.stored;
			}
		}
	}
	return { statuses, stored, broken };
}

/** The whole log, page by page, as a trigger reads it. */
async function readLog(): Promise<readonly FeedEntry[]> {
	const entries: FeedEntry[] = [];
	for (let after = 0; ;) {
		const page = await store.readFeed({
			workspaceId: team.workspaceId,
			consumer: 'fuzz',
			after,
			limit: 1_000,
			types: EVENT_TYPES,
			numberId: null,
			includeRaw: true,
		});
		if (page.entries.length === 0) return entries;
		entries.push(...page.entries);
		after = page.readUpTo;
	}
}

it(`takes in ${BODIES} broken webhooks of every shape (seed ${SEED}, TEST_SEED changes it)`, async () => {
	console.info(`fuzz of webhooks: TEST_SEED=${SEED}`);
	const random = seededRandom(SEED);
	const bodies = Array.from({ length: BODIES }, (_, index) => {
		// Each round twice, so that much of it is known already.
		const round = Math.floor(index / SHAPES.length / 2);
		return mutate(asOf(round, SHAPES[index % SHAPES.length]), WRONG, random);
	});
	const isRefused = (body: unknown): boolean => parseWebhook(body) === undefined;
	const whole = await takeAllIn(SHAPES.map((shape) => asOf(0, shape)));
	const taken = await takeAllIn(bodies.filter((body) => !isRefused(body)));
	const before = rowCounts();
	const refused = await takeAllIn(bodies.filter(isRefused));
	const foreign = await takeAllIn(SHAPES);

	expect([...whole.broken, ...taken.broken, ...refused.broken, ...foreign.broken]).toEqual([]);
	expect(taken.statuses[200] + refused.statuses[400]).toBe(BODIES);
	expect([taken.statuses[400], refused.statuses[200]]).toEqual([0, 0]);
	// Neither what is refused nor what is for a foreign number leaves a row.
	expect(rowCounts()).toEqual(before);
	// If everything were refused, or everything known, nothing would have been tried.
	expect(refused.statuses[400]).toBeGreaterThan(BODIES / 100);
	expect(taken.stored).toBeGreaterThan(BODIES / 4);
}, 60_000);

it('leaves a log that every trigger can read', async () => {
	const log = await readLog();
	const received = log.filter(({ item }) => item.event === 'message.received');
	const ids = received.map(({ item }) => item.message?.id);

	const told = new Set(log.map(({ item }) => item.event));

	// Of statuses only those of echoes are about known messages.
	expect([...told].sort()).toEqual([
		'contact.created',
		'contact.merged',
		'contact.updated',
		'conversation.created',
		'history.synced',
		'message.deleted',
		'message.delivered',
		'message.edited',
		'message.reaction',
		'message.read',
		'message.received',
		'message.sent',
	]);
	expect(new Set(ids).size).toBe(ids.length);
	expect(
		received.filter(({ item }) => item.message?.origin !== 'customer').map(({ item }) => item),
	).toEqual([]);
}, 60_000);
