import type { RunsInFlight } from '../app/delivery.ts';
import { Engine } from '../app/engine.ts';
import { Housekeeping } from '../app/housekeeping.ts';
import { ManagementCalls } from '../app/management-calls.ts';
import { OutcomeWatch } from '../app/outcome-watch.ts';
import { Timer } from '../app/timer.ts';
import { WaitKeeper } from '../app/wait-keeper.ts';
import { problem } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Expressions } from '../ports/expressions.ts';
import type { Logger } from '../ports/logger.ts';
import type { LinkedConnection } from '../ports/linked.ts';
import type { NumberLocks } from '../ports/number-lock.ts';
import type { Store } from '../ports/store.ts';
import { AccessCache } from './number/access-cache.ts';
import { CredentialCache } from './credential/credential-cache.ts';
import { chooseDatabase } from './database-choice.ts';
import { hostLogger, readHost, type Host } from './host.ts';
import { ExpressionThread } from './expression/expressions.ts';
import { deriveKeys, type Keys } from './credential/keys.ts';
import { openStore } from './open-store.ts';
import type { NotedCredentials } from './credential/note-credential.ts';
import { NumberCache } from './number/number-cache.ts';
import { matchPolicy } from './expression/sla-match.ts';
import { systemClock } from './system.ts';
import type { TestListener } from './number/test-listener.ts';
import { resumer } from './message/waiting-run.ts';

/** What this process has once, whatever the number of workspaces, numbers and workflows. */
export interface Office {
	readonly host: Host;
	readonly keys: Keys;
	readonly store: Store;
	readonly locks: NumberLocks;
	readonly engine: Engine;
	readonly watch: OutcomeWatch;
	/** Started by the first who needs it. */
	readonly waits: WaitKeeper;
	readonly housekeeping: Housekeeping;
	/** Does what time alone brings, while a trigger is at work. */
	readonly timer: Timer;
	/** Evaluates what users wrote in JSONata. Its thread is started by the first who needs it. */
	readonly expressions: Expressions;
	/** What watching may ask Meta, for all numbers together. */
	readonly managementCalls: ManagementCalls;
	readonly runs: RunsInFlight;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly numbers: NumberCache;
	readonly credentials: CredentialCache;
	/** What credentials last said of their numbers. */
	readonly noted: NotedCredentials;
	/** Workspaces and keys that have been let in: see `workspace.ts`. */
	readonly admitted: Set<string>;
	/** Test webhooks that somebody waits at, by n8n's id of the webhook. */
	readonly tests: Map<string, TestListener>;
	/** The access that all who hold a number open share. */
	accessOf(numberId: string): AccessCache;
	/** The connection of a linked number; `null` unless this process owns it. */
	linked(numberId: string): LinkedConnection | null;
	/** Closes numbers and store. Safe to call twice. */
	close(): Promise<void>;
}

/** What may be given from outside, by tests and tools. */
export interface OfficeOptions {
	readonly host: Host;
	readonly logger: Logger;
	readonly clock?: Clock;
}

/**
 * Opens the office.
 *
 * @throws TeamError `storeUnavailable` or `unsupportedHost`
 */
export async function openOffice(options: OfficeOptions): Promise<Office> {
	const { host, logger, clock = systemClock } = options;
	if (host.isQueueMode) {
		throw problem(
			'unsupportedHost',
			'This version of WhatsApp Team does not work in queue mode yet',
			'Run n8n in regular mode (EXECUTIONS_MODE=regular).',
		);
	}
	const { store, locks } = await openStore(
		host.database ?? chooseDatabase(undefined, null, host.folder),
		clock,
	);
	const engine = new Engine({
		store,
		later: (ms, run) => void setTimeout(run, ms).unref(),
	});
	const housekeeping = new Housekeeping({ store, clock, random: Math.random, logger });
	const match = (conversationId: string) =>
		matchPolicy({ store, expressions, clock, logger }, conversationId);
	const timer = new Timer({ store, clock, logger, match });
	const expressions = new ExpressionThread();
	const keys = deriveKeys(host.encryptionKey);
	const waits = new WaitKeeper({ store, clock, logger, resume: resumer(keys, logger) });
	const access = new Map<string, AccessCache>();
	return {
		host,
		logger,
		clock,
		store,
		engine,
		keys,
		waits,
		locks,
		watch: new OutcomeWatch(clock),
		housekeeping,
		timer,
		expressions,
		managementCalls: new ManagementCalls(),
		runs: new Map(),
		numbers: new NumberCache(store, clock),
		credentials: new CredentialCache(clock),
		noted: new Map(),
		admitted: new Set(),
		tests: new Map(),
		accessOf(numberId) {
			const known = access.get(numberId) ?? new AccessCache(clock);
			access.set(numberId, known);
			return known;
		},
		linked: (numberId) => engine.find(numberId)?.connection?.linked ?? null,
		async close() {
			waits.close();
			await Promise.all([engine.close(), housekeeping.close(), timer.close()]);
			await Promise.all([expressions.close(), store.close()]);
		},
	};
}

const PLACE = Symbol.for('n8n-nodes-whatsapp-team.office');

/**
 * The office of this process. n8n may load the package more than once; the office is opened once.
 *
 * @throws TeamError; the next call tries again
 */
export function theOffice(): Promise<Office> {
	const place = globalThis as { [PLACE]?: Promise<Office> | undefined };
	place[PLACE] ??= Promise.resolve()
		.then(() => openOffice({ host: readHost(), logger: hostLogger() }))
		.catch((error: unknown) => {
			place[PLACE] = undefined;
			throw error;
		});
	return place[PLACE];
}
