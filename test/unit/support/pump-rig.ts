import { Pump, type PumpParts } from '../../../src/app/pump.ts';
import { CLOUD_RECIPIENT_PACE } from '../../../src/domain/caps/recipient-pace.ts';
import type { Outcome } from '../../../src/ports/store.ts';
import { HandClock } from './hand-clock.ts';
import { loggerInto, type OrderedLog } from './ordered-log.ts';
import { scriptedTransport, type ScriptedTransport } from './scripted-transport.ts';
import { makeTeam, NOW, type Team } from './team.ts';
import type { TestStore } from './test-store.ts';

/** A pump over the real store, with time and the other side in the test's hands. */
export interface PumpRig {
	readonly pump: Pump;
	readonly team: Team;
	readonly clock: HandClock;
	readonly transport: ScriptedTransport;
	/** Slots, claims, hand-overs, settled messages and log lines, in order. */
	readonly log: OrderedLog;
	/** Lets the pump run. */
	start(): Promise<void>;
	/** Ends the pump; what is on its way is left behind. */
	close(): Promise<void>;
	/** State and reason of messages, in the order of the ids. */
	states(...ids: readonly string[]): Promise<readonly string[]>;
}

/** Builds a pump; what `changes` names replaces the defaults. */
export async function pumpRig(
	{ store, rest, listen }: TestStore,
	changes: Partial<PumpParts> = {},
): Promise<PumpRig> {
	const log: OrderedLog = [];
	const team = await makeTeam(store);
	const clock = new HandClock(NOW, rest);
	const transport = scriptedTransport(log);
	const { numberId } = team;
	const { fence } = await store.takeOver({ numberId, now: NOW });
	const pump = new Pump({
		numberId,
		fence,
		store,
		transport,
		pacer: {
			slot() {
				log.push('slot');
				return Promise.resolve(1);
			},
			giveBack: () => undefined,
			setPace: () => undefined,
			close: () => Promise.resolve(),
		},
		recipientPace: CLOUD_RECIPIENT_PACE,
		concurrency: 40,
		perSecond: 1_000,
		clock,
		random: () => 0,
		logger: loggerInto(log),
		onSettled: (ids) => void log.push(`told of ${ids.length}`),
		onOwnershipLost: () => void log.push('ownership lost'),
		...changes,
	});
	return {
		pump,
		team,
		clock,
		transport,
		log,
		async start() {
			listen((name) => {
				if (name === 'claim' || name === 'settle') log.push(name);
			});
			pump.start();
			await clock.settle();
		},
		async close() {
			const closed = pump.close(0);
			await clock.settle();
			await closed;
			listen(null);
		},
		async states(...outboxIds) {
			const now = clock.now();
			const found = await store.outcomes({ outboxIds, now, pace: CLOUD_RECIPIENT_PACE });
			return found.map(({ state, reason }: Outcome) =>
				reason === null ? state : `${state}: ${reason}`,
			);
		},
	};
}
