import { createHash } from 'node:crypto';
import type { ResumeAnswer } from '../../app/wait-keeper.ts';
import { describe } from '../../domain/problem.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { EndedWait } from '../../ports/store.ts';
import { waitingAddressesOf } from '../host.ts';
import type { Keys } from '../credential/keys.ts';

/** How long n8n may take: the file of a reply is fetched before it answers, in ms. */
const ANSWER_MS = 60_000;

/** What is posted to a waiting run. Everything else it reads from the store. */
export interface ResumeCall {
	readonly outboxId: string;
}

/** The answer of our own node, by which it is told from whatever else may answer there. */
export const RESUMED = { whatsAppTeam: 'resumed' } as const;

/**
 * The name of a run, made from the address at which n8n tells it to go on: of the execution and the
 * token that only this run has, whatever host the address names.
 *
 * @returns `null` for what is no such address
 */
export function runOf(address: string): string | null {
	const url = URL.parse(address, 'http://n8n.invalid');
	const executionId = url?.pathname.split('/').at(-1) ?? '';
	const token = url?.searchParams.get('signature') ?? '';
	if (!/^\d+$/.test(executionId) || token === '') return null;
	return createHash('sha256').update(`${executionId}:${token}`).digest('hex').slice(0, 32);
}

/** Tells runs to go on, by n8n's own address for it. */
export function resumer(
	keys: Keys,
	logger: Logger,
): (wait: Pick<EndedWait, 'outboxId' | 'run' | 'address'>) => Promise<ResumeAnswer> {
	return async ({ outboxId, run, address }) => {
		const url = keys.addresses.open(address, run);
		if (url === null) {
			logger.warn(
				{ outboxId },
				'address of a waiting run cannot be read: it was kept under another encryption key',
			);
			return 'gone';
		}
		for (const each of waitingAddressesOf(url)) {
			const answer = await post(each, { outboxId }, logger);
			if (answer !== 'away') return answer;
		}
		return 'away';
	};
}

async function post(url: string, call: ResumeCall, logger: Logger): Promise<ResumeAnswer> {
	try {
		const answer = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(call),
			redirect: 'manual',
			signal: AbortSignal.timeout(ANSWER_MS),
		});
		return read(answer.status, parse(await answer.text()));
	} catch (error) {
		logger.debug({ outboxId: call.outboxId, error: describe(error) }, 'run not reached');
		return 'away';
	}
}

/**
 * n8n answers in JSON, also when it refuses. What does not is something else: a proxy, or an n8n
 * that does not serve this path.
 */
function read(status: number, body: Readonly<Record<string, unknown>> | null): ResumeAnswer {
	if (body === null) return 'away';
	const { whatsAppTeam, message } = body;
	switch (status) {
		case 200:
			return whatsAppTeam === RESUMED.whatsAppTeam ? 'resumed' : 'away';
		case 401:
		case 404:
		case 410:
			return 'gone';
		case 409:
			// "has finished already", "has finished with error"; otherwise "is running already".
			return typeof message === 'string' && message.includes('finished') ? 'gone' : 'running';
		default:
			return 'failed';
	}
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
	try {
		const value: unknown = JSON.parse(text);
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject ? (value as Readonly<Record<string, unknown>>) : null;
	} catch {
		return null;
	}
}

/** A wait after which n8n lets a run go on by itself, when nobody told it to in time, in ms. */
export const NET_MS = 60_000;

/** When n8n is to let a run go on by itself. */
export function netOf(until: number, clock: Pick<Clock, 'now'>): Date {
	return new Date(Math.max(until, clock.now()) + NET_MS);
}
