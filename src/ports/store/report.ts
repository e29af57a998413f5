import type { DurationFigures } from '../../domain/durations.ts';
import type { NumberPart } from '../../domain/item.ts';
import type { Looking } from './lookup.ts';

/** Which report is asked for. */
export type ReportKind = 'overview' | 'agents' | 'numbers' | 'sequences';

/** What a report is about. Times are milliseconds since 1970, UTC. */
export interface ReportQuestion extends Looking {
	/** The first instant of the period. */
	readonly from: number;
	/** The first instant after it. */
	readonly to: number;
	/** Of which numbers; absent: all that may be seen. */
	readonly numberIds?: readonly string[];
}

/** How long something took, over several times; `null` where it never happened. */
export type Durations = DurationFigures;

/** How conversations stand at this moment. */
export interface StandingNow {
	readonly open: number;
	readonly pending: number;
	readonly snoozed: number;
	/** Open with a message of the customer that nobody has answered. */
	readonly waiting: number;
	/** The oldest of those messages. */
	readonly oldestWaitingSince: number | null;
	/** Open and nobody's. */
	readonly unowned: number;
	/** Open, the customer has written, and nobody ever answered. */
	readonly neverAnswered: number;
}

/** What happened in the period. */
export interface Happened {
	/** Conversations in which the customer wrote for the first time. */
	readonly newConversations: number;
	/** Conversations that were resolved, and are. */
	readonly resolved: number;
	readonly received: number;
	readonly sent: number;
	/** Of those that were sent: how many reached the phone, were read, or failed. */
	readonly delivered: number;
	readonly read: number;
	readonly failed: number;
	/** From the customer's first message to the first answer of anybody, of new conversations. */
	readonly firstAnswer: Durations;
	/** The same to the first answer in the name of an agent, or from the phone. */
	readonly firstReply: Durations;
}

/** One figure each for the whole inbox. */
export interface Overview extends StandingNow, Happened {
	/** People who said in the period that they want no marketing, and still do not. */
	readonly optedOut: number;
}

/** What one agent has and did. */
export interface AgentFigures {
	readonly agent: string;
	/** `null` for an owner who is no agent. */
	readonly name: string | null;
	readonly availability: string | null;
	readonly open: number;
	readonly snoozed: number;
	readonly waiting: number;
	readonly oldestWaitingSince: number | null;
	/** Conversations of theirs that were resolved in the period. */
	readonly resolved: number;
	/** Messages that went in their name in the period. */
	readonly sent: number;
	/** Of new conversations whose first reply went in their name. */
	readonly firstReply: Durations;
}

/** What one number has and did. */
export interface NumberFigures extends StandingNow, Happened {
	readonly number: NumberPart;
	readonly state: string;
	/** Conversations that were written to in the period. */
	readonly contacted: number;
	/** Of those: in how many the customer wrote after that. */
	readonly replied: number;
}

/** What became of one sequence. */
export interface SequenceFigures {
	readonly sequence: string;
	/** Conversations for which a step was queued in the period. */
	readonly started: number;
	/** Steps that were sent, that wait, and that ended without being sent. */
	readonly sent: number;
	readonly waiting: number;
	/** By state and reason: `skipped:noReplyInSequence`. */
	readonly ended: Readonly<Record<string, number>>;
	/** Conversations in which the customer wrote after the first step was handed over. */
	readonly replied: number;
	/** People who opted out after that. */
	readonly optedOut: number;
}

/** A report. */
export type ReportResult =
	| { readonly kind: 'overview'; readonly overview: Overview }
	| { readonly kind: 'agents'; readonly agents: readonly AgentFigures[] }
	| { readonly kind: 'numbers'; readonly numbers: readonly NumberFigures[] }
	| { readonly kind: 'sequences'; readonly sequences: readonly SequenceFigures[] };

/** What the store does for reports. */
export interface ReportOperations {
	/** Counts what was and is. Writes nothing. An unknown agent sees nothing: all figures are 0. */
	report(input: ReportQuestion & { readonly kind: ReportKind }): Promise<ReportResult>;
}
