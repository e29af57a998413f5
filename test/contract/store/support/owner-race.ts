import type { Store } from '../../../../src/ports/store.ts';
import { inbound, phone, unique } from './builders.ts';
import type { Program } from './program.ts';
import { linkedNumberOf } from './team.ts';

/** Starts a program of this folder. */
type Start = (...parameters: string[]) => Program;

/** A workspace with two numbers, to which so many customers have written. */
async function written(store: Store, customers: number) {
	const now = Date.now();
	const workspaceId = unique(`race-${process.pid}`);
	await store.openWorkspace({ workspaceId, keySalt: null, keyHash: null, now });
	const ids: string[][] = [];
	for (const own of ['+491720000001', '+491720000002']) {
		const given = linkedNumberOf(workspaceId, `${own}${unique('').slice(1)}`);
		const { id: numberId } = await store.saveNumber({ ...given, now });
		const messages = Array.from({ length: customers }, (_, index) =>
			inbound({
				sender: [phone(`+4917${own.at(-1)}${String(index).padStart(7, '0')}`)],
				sentAt: now,
			}),
		);
		await store.receiveBatch({ numberId, messages, statuses: [], now });
		ids.push([...(await conversationsOf(store, workspaceId, numberId))]);
	}
	return { workspaceId, ids };
}

async function conversationsOf(
	store: Store,
	workspaceId: string,
	numberId: string,
): Promise<ReadonlySet<string>> {
	const { entries } = await store.readFeed({
		...{ workspaceId, numberId, consumer: 'race', after: 0, limit: 1_000 },
		...{ types: ['message.received'], includeRaw: false },
	});
	return new Set(entries.map((entry) => entry.conversationId));
}

/** Lets two programs begin at the same time. @returns all that they said of their tries */
async function together(programs: readonly Program[]): Promise<readonly string[]> {
	await Promise.all(programs.map((program) => program.hasSaid(1)));
	for (const program of programs) program.finish();
	const ends = await Promise.all(programs.map((program) => program.ended));
	const failed = ends.find(({ code }) => code !== 0);
	if (failed !== undefined) throw new Error(failed.stderr);
	return programs.flatMap(({ lines }) => lines.slice(1));
}

/** Two processes in which fifty agents each claim the same conversation. */
export async function raceToClaim(store: Store, start: Start): Promise<readonly string[]> {
	const { workspaceId, ids } = await written(store, 1);
	const emails = ['a', 'b'].map((side) =>
		Array.from({ length: 50 }, (_, index) => `${side}${index}@example.com`),
	);
	for (const email of emails.flat()) {
		await store.saveAgent({ workspaceId, email, change: {}, now: Date.now() });
	}
	const [conversationId = ''] = ids[0] ?? [];
	return await together(
		emails.map((side) => start(workspaceId, 'claim', conversationId, side.join())),
	);
}

/** How many open conversations each of three agents can have. */
export const CAPACITY = 10;

/** Two processes that choose owners for forty conversations, each those of another number. */
export async function raceToFill(store: Store, start: Start): Promise<readonly string[]> {
	const { workspaceId, ids } = await written(store, 20);
	for (const name of ['ada', 'bob', 'cy']) {
		const change = { capacity: CAPACITY };
		const email = `${name}@example.com`;
		await store.saveAgent({ workspaceId, email, change, now: Date.now() });
	}
	return await together(ids.map((side) => start(workspaceId, 'autoAssign', side.join())));
}

/** How often each line was said. */
export function tally(lines: readonly string[]): Readonly<Record<string, number>> {
	const counts = new Map<string, number>();
	for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
	return Object.fromEntries(counts);
}
