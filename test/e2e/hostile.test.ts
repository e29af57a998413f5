import { mutate, seededRandom } from '../unit/support/mutations.ts';
import { SHAPES } from '../unit/support/webhook-shapes.ts';
import { textsReceived } from './support/conversation.ts';
import { waitFor } from './support/deadline.ts';
import { readInbox } from './support/inbox-file.ts';
import { ANA, publish, startTeam, trigger, type Team } from './support/team.ts';
import {
	postWebhook,
	signatureOf,
	textWebhook,
	webhookAddress,
	type PostOptions,
} from './support/webhook-post.ts';
import { sendType, triggerType, workflow } from './support/workflow.ts';

/*
 * What nobody should send, through all of n8n. n8n reads a body by its type before our webhook sees
 * it, so some of these are answered by n8n itself.
 */

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_121);
const BODIES = 200;
/** n8n takes bodies up to 16 MiB unless told otherwise. */
const LIMIT = 16 * 1024 * 1024;
const DEPTH = 20_000;

type Hostile = PostOptions & { readonly kind: string; readonly body: Buffer };

/**
 * What n8n answers before our webhook is asked: its reader of bodies throws where they are too long
 * or are not packed as they say.
 * @see https://github.com/n8n-io/n8n/blob/master/packages/cli/src/middlewares/body-parser.ts
 */
const BY_N8N: readonly string[] = ['huge: 500', 'a coding that is none: 500'];

let team: Team;
const random = seededRandom(SEED);

beforeAll(async () => {
	team = await startTeam({ name: 'hostile', nodesInclude: [triggerType, sendType] });
});

afterAll(() => team?.close());

const choose = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const WRONG: readonly unknown[] = [
	undefined,
	null,
	-1,
	'',
	'\0',
	'\ud800',
	'__proto__',
	'ü'.repeat(70_000),
	JSON.parse('{"__proto__":{"type":"text"},"constructor":{"prototype":{}}}'),
	[],
	{},
];

/** A webhook of some shape for the team's number, with ids of its own. */
function shaped(serial: number): unknown {
	const json = JSON.stringify(choose(SHAPES))
		.replaceAll('"501"', JSON.stringify(team.number.id))
		.replaceAll('"wamid.', `"wamid.${serial}.`);
	return JSON.parse(json);
}

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value) ?? '');

function randomBytes(length: number): Buffer {
	return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
}

/** Every kind of hostility; each is made anew for every body. */
const KINDS: Readonly<Record<string, (serial: number) => Omit<Hostile, 'kind'>>> = {
	unsigned: (serial) => ({ body: bytesOf(shaped(serial)), signature: null }),
	'signed by another app': (serial) => {
		const body = bytesOf(shaped(serial));
		return { body, signature: signatureOf(body, 'another secret') };
	},
	'signed, then changed': (serial) => {
		const body = bytesOf(shaped(serial));
		const signature = signatureOf(body, team.number.appSecret);
		return { body: Buffer.concat([body, Buffer.from(' ')]), signature };
	},
	'a signature that is none': (serial) => ({
		body: bytesOf(shaped(serial)),
		signature: choose(['x', 'sha256=', `sha256=${'0'.repeat(63)}`, `sha1=${'0'.repeat(40)}`]),
	}),
	'signed garbage': () => ({ body: randomBytes(1 + Math.floor(random() * 2_000)) }),
	'a changed shape': (serial) => ({ body: bytesOf(mutate(shaped(serial), WRONG, random)) }),
	'JSON cut off': (serial) => {
		const body = bytesOf(shaped(serial));
		return { body: body.subarray(0, Math.floor(random() * body.length)) };
	},
	'no UTF-8': (serial) => {
		const body = bytesOf(shaped(serial));
		const at = Math.floor(random() * body.length);
		const bad = Buffer.from([0xff, 0xc3, 0x28]);
		return { body: Buffer.concat([body.subarray(0, at), bad, body.subarray(at)]) };
	},
	'deep nesting': (serial) => {
		const deep = '['.repeat(DEPTH) + ']'.repeat(DEPTH);
		const json = JSON.stringify(shaped(serial));
		const inside = json.replace('"messaging_product":', `"deep":${deep},"messaging_product":`);
		const response = JSON.stringify({ x: deep }).slice(1, -1);
		return { body: Buffer.from(choose([deep, inside, json.replace('"a":1', response)])) };
	},
	'keys of the prototype': (serial) => {
		const json = JSON.stringify(shaped(serial));
		const key = choose(['__proto__', 'constructor', 'prototype', 'toString']);
		const evil = `"${key}":{"object":"x","type":"text","polluted":true},`;
		return { body: Buffer.from(json.replaceAll('{', `{${evil}`).replaceAll(',}', '}')) };
	},
	'another type': (serial) => ({
		body: bytesOf(shaped(serial)),
		headers: {
			'content-type': choose([
				'text/plain',
				'text/html',
				'application/xml',
				'application/x-www-form-urlencoded',
				'multipart/form-data',
				'multipart/form-data; boundary=x',
				'application/json; charset=klingon',
				'application/octet-stream',
				'x',
			]),
		},
	}),
	'a coding that is none': (serial) => ({
		body: bytesOf(shaped(serial)),
		headers: { 'content-encoding': choose(['gzip', 'deflate', 'br', 'x']) },
	}),
	nothing: () => ({ body: Buffer.alloc(0) }),
};

/** A body that costs too much to be tried often. */
function huge(): Hostile {
	const text = 'x'.repeat(LIMIT);
	return { kind: 'huge', body: textWebhook(team, { from: ANA, id: 'wamid.huge', text }) };
}

/** How many rows each table has, but for the counters. */
function rowCounts(): Readonly<Record<string, unknown>> {
	const tables = readInbox(
		team,
		"select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name <> 'counter'",
	);
	return Object.fromEntries(
		tables.map(({ name }) => {
			const [row] = readInbox(team, `select count(*) as n from "${String(name)}"`);
			return [String(name), row?.['n']];
		}),
	);
}

/** Waits until all that was taken in has had its run: nothing is written any more then. */
async function untilQuiet(): Promise<void> {
	await waitFor('all runs to be settled', () => {
		const [row] = readInbox(
			team,
			"select (select count(*) from event where type = 'message.received') - " +
				"(select count(*) from delivery where state = 'settled') as n",
		);
		return row?.['n'] === 0 || undefined;
	});
}

test(`${BODIES} hostile webhooks are each answered, and what is refused leaves nothing (seed ${SEED})`, async () => {
	console.info(`hostile webhooks: TEST_SEED=${SEED}`);
	const { id } = await publish(team, workflow('Listen', [trigger(team)]));
	const url = await webhookAddress(team);
	const names = Object.keys(KINDS);
	const all = Array.from({ length: BODIES }, (_, serial): Hostile => {
		if (serial % 50 === 49) return huge();
		const kind = names[serial % names.length] ?? '';
		const made = KINDS[kind]?.(serial);
		if (made === undefined) throw new Error(`There is no kind ${kind}`);
		return { kind, ...made };
	});

	const answers = new Map<string, number>();
	const refused: Hostile[] = [];
	for (const hostile of all) {
		const { status } = await postWebhook(team, url, hostile.body, hostile);
		const name = `${hostile.kind}: ${status}`;
		answers.set(name, (answers.get(name) ?? 0) + 1);
		if (status !== 200) refused.push(hostile);
	}
	const summary = [...answers].toSorted().map(([name, count]) => `${name} (${count})`);
	console.info(summary.join('\n'));
	const isClear = (name: string): boolean =>
		/: (200|400|401|413|415|422)$/.test(name) || BY_N8N.includes(name);
	expect([...answers.keys()].filter((name) => !isClear(name))).toEqual([]);
	// What is not signed as it came is never taken in.
	const forged = /^(unsigned|signed by|signed, then|a signature).*: (?!401)/;
	expect([...answers.keys()].filter((name) => forged.test(name))).toEqual([]);

	await untilQuiet();
	const before = rowCounts();
	for (const hostile of refused) {
		const { status } = await postWebhook(team, url, hostile.body, hostile);
		expect([hostile.kind, status]).not.toEqual([hostile.kind, 200]);
	}
	expect(rowCounts()).toEqual(before);
	expect(refused.length).toBeGreaterThan(BODIES / 3);
	expect(refused.length).toBeLessThan(BODIES);

	const known = (await team.n8n.rest.executions.list({ workflowId: id })).length;
	await team.meta.customerWrites({ customer: ANA, text: 'a good one' });
	const runs = await team.n8n.rest.executions.waitFor(id, { count: Math.min(known + 1, 100) });
	expect(textsReceived(runs).at(-1)).toBe('a good one');
});
