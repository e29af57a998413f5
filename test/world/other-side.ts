import type { Failure } from '../../src/domain/message.ts';
import type { NumberMode } from '../../src/domain/number/number.ts';
import type { HandOver, HandOverOutcome, Transport } from '../../src/ports/transport.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What a number meets on the other side. */
export interface OtherSide {
	readonly mode: NumberMode;
	readonly clock: VirtualClock;
	readonly random: () => number;
	/** How likely a message is taken for spam, from 0 to 1. */
	readonly spamOf: (message: HandOver) => number;
	/** A message is handed over, and may leave. */
	readonly onLeave: (message: HandOver) => void;
	/** WhatsApp has taken it. */
	readonly onTaken: (message: HandOver) => void;
	/** The process that sends is about to die. */
	readonly onDeath: (inMs: number) => void;
}

const failure = (name: string, code: number): Failure => ({
	name,
	code,
	message: 'x',
	advice: 'x',
});

/** A transport to people and networks as they are. */
export function otherSide(side: OtherSide): Transport {
	const { clock, random } = side;
	return {
		kind: side.mode,
		async send(message: HandOver): Promise<HandOverOutcome> {
			if (random() < 0.003) side.onDeath(random() * 400);
			const chance = random();
			if (chance < 0.02) {
				await clock.sleep(50);
				return { kind: 'neverLeft', failure: failure('unreachable', 0) };
			}
			side.onLeave(message);
			await clock.sleep(50 + random() * 350);
			if (chance < 0.04) {
				return { kind: 'retry', failure: failure('serviceDown', 2), afterMs: null };
			}
			if (chance < 0.05) return { kind: 'failed', failure: failure('notOnWhatsApp', 131026) };
			const spam = side.spamOf(message);
			if (chance < 0.05 + spam) {
				return { kind: 'failed', failure: failure('spamRateLimit', 131048) };
			}
			side.onTaken(message);
			if (chance < 0.06 + spam) {
				return { kind: 'unknown', failure: failure('noAnswer', 0) };
			}
			return { kind: 'sent', providerId: `wamid.out-${message.outboxId}` };
		},
		close: () => Promise.resolve(),
	};
}

/** The pacer's virtual twin: slots at an even distance, one message each. */
export function virtualPacer(clock: VirtualClock, perSecond: number) {
	let next = 0;
	return {
		async slot(): Promise<number> {
			const at = Math.max(next, clock.now());
			next = at + (1_000 / perSecond) * 1.024;
			if (at > clock.now()) await clock.sleep(at - clock.now());
			return 1;
		},
		giveBack: () => undefined,
		setPace: () => undefined,
		close: () => Promise.resolve(),
	};
}
