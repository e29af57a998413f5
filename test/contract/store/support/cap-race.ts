import { NO_CAPS } from '../../../../src/domain/caps/caps.ts';
import type { Store } from '../../../../src/ports/store.ts';
import { draft, unique } from './builders.ts';
import type { Program } from './program.ts';
import { numberOf } from './team.ts';

/** How many messages the number may send in a day, and how many wait. */
export const CAP = 900;
const WAITING = 1_000;

/** Makes a number with a daily cap and more messages than it lets through. @returns its id */
export async function cappedNumber(store: Store): Promise<string> {
	const now = Date.now();
	const workspaceId = unique('capped');
	await store.openWorkspace({ workspaceId, keySalt: null, keyHash: null, now });
	const { id: numberId } = await store.saveNumber({
		...numberOf(workspaceId, { mode: 'linked', now }),
		rules: {
			...NO_CAPS,
			caps: [{ name: 'perDay', counts: 'all', limit: CAP, windowMs: 86_400_000 }],
		},
	});
	const drafts = Array.from({ length: WAITING }, (_, index) => ({
		...draft({
			recipient: { kind: 'phone', phone: `+49151${String(index).padStart(8, '0')}` },
			idempotencyKey: `capped:${index}`,
		}),
		expiresAt: now + 86_400_000,
		notBefore: null,
	}));
	for (let index = 0; index < WAITING; index += 100) {
		await store.enqueue({
			workspaceId,
			numberId,
			drafts: drafts.slice(index, index + 100),
			now,
		});
	}
	return numberId;
}

/**
 * Lets so many processes send for one number at once, and kills one of them again and again, also at
 * the very edge of the cap.
 *
 * @returns what they said they had claimed
 */
export async function race(start: () => Program, processes: number): Promise<readonly string[]> {
	const ended: Program[] = [];
	const alive = Array.from({ length: processes }, start);
	const said = (): readonly string[] =>
		[...ended, ...alive].flatMap(({ lines }) => lines.filter((line) => line !== 'full'));
	for (const edge of [150, 400, 650, CAP - 20, CAP - 3]) {
		while (said().length < edge && !alive.some(isFull)) await anyNews(alive);
		const victim = alive.shift();
		if (victim === undefined) break;
		await victim.kill();
		ended.push(victim);
		alive.push(start());
	}
	while (!alive.every(isFull)) await anyNews(alive);
	for (const program of alive) program.finish();
	await Promise.all(alive.map((program) => program.ended));
	return said();
}

function isFull({ lines }: Program): boolean {
	return lines.includes('full');
}

async function anyNews(programs: readonly Program[]): Promise<void> {
	await Promise.race(programs.map((program) => program.hasSaid(program.lines.length + 1)));
}
