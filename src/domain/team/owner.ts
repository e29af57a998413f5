import type { EventType } from '../event.ts';

/** How an owner came about: also what events say as the reason, where no person gave one. */
export type OwnerReason =
	| 'claim'
	| 'assign'
	| 'autoAssign'
	| 'transfer'
	/** Taken from somebody against the order. */
	| 'force'
	| 'release'
	/** They answered from the phone. */
	| 'phone'
	/** Whoever had it has left the team. */
	| 'left'
	/** Whoever had it may answer nobody any more, or not see it. */
	| 'unable'
	/** Two conversations turned out to be one. */
	| 'merge';

/** Who has changed an owner, where it was no agent. */
export type OwnerActor = 'workflow' | 'policy' | 'phone' | 'crm';

/** The event of a change of the owner. */
export function ownerEvent(from: string | null, to: string | null): OwnerEventType {
	if (to === null) return 'owner.released';
	return from === null ? 'owner.claimed' : 'owner.transferred';
}

/** The events about owners. */
export type OwnerEventType = Extract<EventType, `owner.${string}`>;

/** Most characters of a reason and of a note to the next one. */
export const MOST_REASON = 500;
export const MOST_HANDOFF = 4_000;
