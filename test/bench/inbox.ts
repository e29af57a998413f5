import { mkdtemp, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InboundMessage } from '../../src/domain/inbound.ts';
import type { ConversationFilter, LookupCursor, Store } from '../../src/ports/store.ts';
import type { openSqliteStore as Open } from '../../src/store/sqlite/open.ts';
import { built } from './built.ts';
import { fill, WORDS, type Made } from './inbox-data.ts';
import { longestBlock, median, percentile, round, ROUNDS, timed } from './measure.ts';
import type { Report, Row } from './report.ts';

const SMALL = 10_000;
const BIG = 100_000;
const PAGE = 50;

/** How often each question is asked in a round, each time about something else. */
const TIMES = 40;

/** A question to the inbox; its answer has so many rows. */
type Ask = (turn: number) => Promise<number>;

/** For how long nothing is done, to see what the machine itself holds up, in ms. */
const IDLE_MS = 3_000;

/** The lists that a team works from, a timeline, a search by text, and the report. */
export async function inbox(): Promise<Report> {
	const idleBlockMs = await longestBlock(() => pause(IDLE_MS));
	const small = await measure(SMALL);
	const big = await measure(BIG);
	const lists = [...big.figures.keys()].filter((name) => name.startsWith('list'));
	const worst = (figures: typeof big.figures): number =>
		Math.max(...lists.map((name) => figures.get(name)?.p95 ?? NaN));
	const figures = {
		listP95Ms: round(worst(big.figures)),
		growth: round(worst(big.figures) / worst(small.figures)),
		maxBlockMs: round(big.maxBlockMs),
	};
	const words = ({ p50, p95 }: Figure): string => `${round(p50)} / ${round(p95)} ms`;
	const rows = [...big.figures].map(([name, figure]): Row => ({
		what: `${name}, p50 / p95`,
		ours: words(figure),
		baseline: `${words(small.figures.get(name) ?? figure)} at a tenth`,
		...(name.startsWith('list') ? { aim: '10 ms, growing less than 1.5 times' } : {}),
	}));
	const block = { what: 'longest block of the event loop', aim: '20 ms' };
	const [ours, idle] = [
		`${figures.maxBlockMs} ms`,
		`${round(idleBlockMs)} ms with nothing to do`,
	];
	return { figures, rows: [...rows, { ...block, ours, baseline: idle }] };
}

type Figure = { readonly p50: number; readonly p95: number };

type Measured = { readonly figures: Map<string, Figure>; readonly maxBlockMs: number };

async function measure(conversations: number): Promise<Measured> {
	const folder = await mkdtemp(path.join(tmpdir(), 'whatsapp-team-bench-'));
	const file = path.join(folder, 'inbox.db');
	const { openSqliteStore } = built<{ openSqliteStore: typeof Open }>('store/sqlite/open');
	try {
		await (await openSqliteStore(file)).close();
		const made = fill(file, { conversations }, Date.now());
		const store = await openSqliteStore(file);
		const figures = new Map<string, Figure>();
		let maxBlockMs = 0;
		for (const [name, ask] of Object.entries(questions(store, made, conversations))) {
			await ask(0);
			const [p50s, p95s]: number[][] = [[], []];
			for (let turn = 0; turn < ROUNDS; turn += 1) {
				const block = await longestBlock(async () => {
					const times = await askAll(ask, name, turn);
					p50s?.push(median(times));
					p95s?.push(percentile(times, 0.95));
				});
				maxBlockMs = Math.max(maxBlockMs, block);
			}
			figures.set(name, { p50: median(p50s ?? []), p95: median(p95s ?? []) });
		}
		const [alone, meanwhile] = await receiving(store, made);
		figures.set('a message stored', alone);
		figures.set('a message stored while reports are read', meanwhile);
		await store.close();
		return { figures, maxBlockMs };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function askAll(ask: Ask, name: string, round: number): Promise<readonly number[]> {
	const times: number[] = [];
	const count = name.startsWith('report') ? 3 : TIMES;
	for (let turn = 0; turn < count; turn += 1) {
		let rows = 0;
		times.push(await timed(async () => (rows = await ask(round * count + turn))));
		if (rows === 0) throw new Error(`"${name}" found nothing.`);
	}
	return times;
}

/** How long it takes to store a message: alone, and while one report after another is read. */
async function receiving(store: Store, made: Made): Promise<readonly [Figure, Figure]> {
	const { workspaceId, numberIds, now } = made;
	let next = 0;
	const receive = async (): Promise<void> => {
		next += 1;
		const messages = [textFrom(next, now)];
		const numberId = numberIds[next % numberIds.length] ?? '';
		const { stored } = await store.receiveBatch({ numberId, messages, statuses: [], now });
		if (stored !== 1) throw new Error('A message was not stored.');
	};
	const figure = async (): Promise<Figure> => {
		const times: number[] = [];
		for (let turn = 0; turn < TIMES * ROUNDS; turn += 1) times.push(await timed(receive));
		return { p50: median(times), p95: percentile(times, 0.95) };
	};
	const alone = await figure();
	let isReading = true;
	const reading = (async () => {
		const period = { from: now - 30 * 86_400_000, to: now };
		const question = { workspaceId, actingAgent: null, kind: 'overview', ...period } as const;
		while (isReading) await store.report(question);
	})();
	const meanwhile = await figure();
	isReading = false;
	await reading;
	return [alone, meanwhile];
}

function textFrom(n: number, sentAt: number): InboundMessage {
	return {
		providerId: `wamid.new${n}`,
		sender: [{ type: 'phone', value: `+49151${String(10_000_000 + n)}` }],
		senderName: `Customer ${n}`,
		content: { type: 'text' },
		text: `Message number ${n}: where is my ${WORDS.common}?`,
		replyTo: null,
		forwarded: null,
		product: null,
		referral: null,
		sentAt,
		raw: { type: 'text' },
	};
}

function questions(store: Store, made: Made, conversations: number): Readonly<Record<string, Ask>> {
	const { workspaceId, numberIds, owners, pairs } = made;
	const of = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T;
	const looking = { workspaceId, actingAgent: null };
	const list = async (
		filter: ConversationFilter,
		order: 'waiting' | 'lastMessage' = 'waiting',
		after: LookupCursor | null = null,
	) => await store.searchConversations({ ...looking, filter, order, after, limit: PAGE });
	const open = (filter: ConversationFilter = {}) => ({ statuses: ['open'], ...filter });
	const count = async (found: ReturnType<typeof list>): Promise<number> =>
		(await found).rows.length;
	const figures = async (kind: 'overview' | 'numbers'): Promise<number> => {
		const [from, to] = [made.now - 30 * 86_400_000, made.now];
		const report = await store.report({ ...looking, kind, from, to });
		if (report.kind === 'overview') return report.overview.received;
		return report.kind === 'numbers' ? report.numbers.length : 0;
	};
	return {
		'list: open by waiting time': async () => await count(list(open())),
		'list: of a number': async (turn) =>
			await count(list(open({ numberIds: [of(numberIds, turn)] }))),
		'list: of an owner': async (turn) => await count(list(open({ owner: of(owners, turn) }))),
		"list: nobody's": async () => await count(list(open({ owner: null }))),
		'list: with a common label': async () => await count(list(open({ labels: ['customer'] }))),
		'list: with a label': async () => await count(list(open({ labels: ['refund'] }))),
		'list: with a rare label': async () => await count(list(open({ labels: ['complaint'] }))),
		'list: of a number, owner and label': async (turn) =>
			await count(
				list(
					open({
						numberIds: [of(pairs, turn).numberId],
						owner: of(pairs, turn).owner,
						labels: ['customer'],
					}),
				),
			),
		'list: of a group of ten numbers': async () => await count(list(open({ group: 'sales' }))),
		'list: never answered': async () => await count(list(open({ neverAnswered: true }))),
		'list: waiting for a day': async () =>
			await count(list(open({ waitingBefore: made.now - 86_400_000 }))),
		'list: by last message': async () => await count(list(open(), 'lastMessage')),
		'list: of an owner by last message': async (turn) =>
			await count(list(open({ owner: of(owners, turn) }), 'lastMessage')),
		'list: a page further on': async (turn) => {
			const { next } = await list(open());
			return await count(list(open({ numberIds: [of(numberIds, turn)] }), 'waiting', next));
		},
		timeline: async (turn) => {
			const n = (turn * 7_919) % conversations;
			const found = await store.timeline({
				...looking,
				conversationId: `conversation-${String(n).padStart(8, '0')}`,
				after: null,
				limit: PAGE,
				oldestFirst: false,
			});
			return found?.rows.length ?? 0;
		},
		'search: two words': async (turn) =>
			await count(list({ text: `word${((turn % 40) + 36).toString(36)} ${WORDS.common}` })),
		'search: a rare word': async () => await count(list({ text: WORDS.rare })),
		'search: a common word, of an owner': async (turn) =>
			await count(list(open({ text: WORDS.common, owner: of(owners, turn) }))),
		'report: overview of 30 days': async () => await figures('overview'),
		'report: numbers, 30 days': async () => await figures('numbers'),
	};
}
