import type { Agent } from './agent.ts';
import { may } from './permissions.ts';

/** What is wanted with the owner of a conversation, and by whom. */
export interface OwnerWish {
	readonly kind: 'claim' | 'assign' | 'transfer' | 'release';
	/** Whose it would be; `null` for nobody's. */
	readonly to: string | null;
	/** Who wants it; `null` for the workflow, which may do all. */
	readonly acting: Pick<Agent, 'email' | 'role'> | null;
	/** Whether it may be taken from somebody else. */
	readonly force: boolean;
	readonly expectedVersion: number | null;
}

/** Whose a conversation is now. */
export interface OwnerNow {
	readonly owner: string | null;
	readonly version: number;
}

/**
 * What comes of a wish: it is done, is so already, loses (against an owner, or against a change that
 * was not seen), or is none of theirs to wish.
 */
export type OwnerVerdict = 'change' | 'same' | 'owned' | 'version' | 'notAllowed';

/** Decides about a change of the owner. To be asked again whenever the owner has changed. */
export function judgeOwner(wish: OwnerWish, { owner, version }: OwnerNow): OwnerVerdict {
	if (!isAllowed(wish)) return 'notAllowed';
	if (owner === wish.to) return 'same';
	if (wish.expectedVersion !== null && wish.expectedVersion !== version) return 'version';
	return owner === null || mayTake(wish, owner) ? 'change' : 'owned';
}

function isAllowed({ kind, to, acting, force }: OwnerWish): boolean {
	if (acting === null) return true;
	const isForOther = kind === 'assign' && to !== acting.email;
	return may(acting.role, isForOther || force ? 'assignOthers' : 'send');
}

/** Whether what somebody has may become another's. */
function mayTake({ kind, acting, force }: OwnerWish, owner: string): boolean {
	switch (kind) {
		case 'claim':
		case 'assign':
			return false;
		case 'transfer':
			return force || acting === null || acting.email === owner;
		case 'release':
			return acting === null || acting.email === owner || may(acting.role, 'assignOthers');
	}
}
