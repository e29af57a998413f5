import type { CapPlan } from './cap-plan.ts';
import type { CapRules } from './caps.ts';
import type { NumberMode } from '../number/number.ts';
import type { Category, HeldReason, RefusalReason } from '../outbox.ts';
import type { PeopleReached } from './people-reached.ts';
import type { RecipientPace } from './recipient-pace.ts';
import type { SentTexts } from './sent-texts.ts';

/** A chat as it stands; the plan changes its copy while it lets messages go. */
export interface PlannedChat {
	readonly id: string;
	/** Who it is with: the same person on other numbers of the portfolio counts once. */
	readonly person: string;
	readonly firstInboundAt: number | null;
	readonly lastInboundAt: number | null;
	/** Whether anything was ever sent in it. */
	readonly isOpened: boolean;
	/** When free text stops being possible; `null` if no window ever opened. */
	readonly windowExpiresAt: number | null;
	/** The debt of the recipient's pace. */
	readonly paceDebt: number;
	/** Before this time Meta spares them marketing; 0 if it does not. */
	readonly marketingHeldUntil: number;
	/** How many messages they got since they last wrote. */
	readonly unanswered: number;
	/** The time zones in which the person may live: IANA names. */
	readonly zones: readonly string[];
}

/** A message that waits in the queue of a number. */
export interface PlannedMessage {
	readonly id: string;
	readonly category: Category;
	/** Lower goes first. */
	readonly priority: number;
	readonly notBefore: number;
	/** What keeps it until then. */
	readonly reason: HeldReason | null;
	readonly expiresAt: number;
	readonly bodyHash: string | null;
	readonly chatId: string;
	/** As what it goes where the window is closed. Default: it does not. */
	readonly beyondWindow?: Category | null;
}

/** What will become of a message if nothing happens meanwhile. Times in ms since 1970, UTC. */
export type Fate =
	| { readonly kind: 'goes'; readonly at: number; readonly reason: HeldReason | null }
	/** It waits for something that has no time. */
	| { readonly kind: 'waits'; readonly reason: HeldReason }
	/** `held` is what kept it so long that it came to this. */
	| {
			readonly kind: 'refused';
			readonly reason: RefusalReason;
			readonly held: HeldReason | null;
	  };

/** Caps hold in steps while the link of a number is young. */
export interface PlanStep {
	/** The step ends before this time; the last never does. */
	readonly until: number;
	readonly plan: CapPlan;
}

/** All that decides when the messages of a number go. */
export interface QueuePlanInput {
	readonly mode: NumberMode;
	readonly rules: CapRules;
	/** In order; the last one has no end. */
	readonly steps: readonly PlanStep[];
	readonly pace: RecipientPace;
	/** Before these times no start and no reply goes: the random gap that was drawn last. */
	readonly gapEnds: { readonly starts: number; readonly replies: number };
	readonly chats: readonly PlannedChat[];
	readonly texts: SentTexts;
	/** Whom the portfolio has reached outside the window; `null` if it has no limit. */
	readonly people: PeopleReached | null;
	readonly now: number;
}
