import type { Clock } from '../../../ports/clock.ts';
import type { Random } from '../../../ports/random.ts';
import type { LinkedTimings } from '../timings.ts';
import { reconnectMs } from './back-off.ts';
import type { LinkCommand, LinkEvent, Phase } from './phase.ts';
import { reduce } from './reduce.ts';

/** A turn of a socket: what comes from one that is over is not heard. */
export type Turn = number;

/** What steering works with. */
export interface SteeringParts {
	readonly clock: Clock;
	readonly random: Random;
	readonly timings: Pick<LinkedTimings, 'reconnectMs'>;
	/** Told after each change of the phase. */
	readonly onPhase: (phase: Phase) => void;
	/** Carries commands out, one after another. Never throws. */
	readonly carryOut: (
		command: Exclude<LinkCommand, { kind: 'pause' }>,
		turn: Turn,
	) => Promise<void>;
}

/** Commands that end the turn of the socket that there is. */
const ENDS_TURN: ReadonlySet<LinkCommand['kind']> = new Set(['connect', 'hangUp', 'logOut']);

/** Leads a connection from phase to phase. */
export class Steering {
	readonly #parts: SteeringParts;
	readonly #end = new AbortController();
	#phase: Phase = { kind: 'loading', wanted: null };
	#turn: Turn = 0;
	#commands: Promise<void> = Promise.resolve();

	constructor(parts: SteeringParts) {
		this.#parts = parts;
	}

	get phase(): Phase {
		return this.#phase;
	}

	/** Whether it is still this turn. */
	isTurn(turn: Turn): boolean {
		return turn === this.#turn;
	}

	/** Something happens. @param turn whose it is; absent: a person's, or our own */
	happen(event: LinkEvent, turn?: Turn): void {
		if (turn !== undefined && turn !== this.#turn) return;
		const step = reduce(this.#phase, event);
		const hasChanged = step.phase !== this.#phase;
		this.#phase = step.phase;
		if (step.phase.kind === 'over') this.#end.abort();
		for (const command of step.commands) this.#order(command);
		if (hasChanged) this.#parts.onPhase(step.phase);
	}

	/** Resolves when everything that was ordered so far is carried out. */
	async settled(): Promise<void> {
		await this.#commands;
	}

	#order(command: LinkCommand): void {
		if (ENDS_TURN.has(command.kind)) this.#turn += 1;
		const turn = this.#turn;
		if (command.kind === 'pause') {
			void this.#pause(command.attempt, turn);
			return;
		}
		this.#commands = this.#commands.then(() => this.#parts.carryOut(command, turn));
	}

	async #pause(attempt: number, turn: Turn): Promise<void> {
		const { clock, random, timings } = this.#parts;
		const pause = reconnectMs(attempt, random(), timings.reconnectMs);
		await clock.sleep(pause, this.#end.signal);
		this.happen({ kind: 'rested' }, turn);
	}
}
