/** By which way a number is connected. */
export type NumberMode = 'cloud' | 'linked';

/** The states of a Cloud API number. */
export type NumberState =
	'pending' | 'verified' | 'ready' | 'offline' | 'restricted' | 'banned' | 'paused' | 'unknown';

/** What Meta says of a number, reduced to what decides and what a person asks for. */
export interface NumberReport {
	readonly phoneNumberId: string;
	/** E.164, or `null` where Meta's text could not be read. */
	readonly phone: string | null;
	readonly displayPhone: string;
	readonly verifiedName: string | null;
	readonly state: NumberState;
	/** Which step is missing or what is wrong, and what to do; `null` when ready. */
	readonly advice: string | null;
	readonly quality: string | null;
	/** Messages per second that Meta accepts from this number. */
	readonly perSecond: number;
}

/** A number of a workspace. */
export interface TeamNumber {
	readonly id: string;
	readonly workspaceId: string;
	readonly mode: NumberMode;
	readonly label: string;
	readonly group: string | null;
	readonly phone: string | null;
	readonly phoneNumberId: string | null;
	readonly state: NumberState;
	/** Messages per second that the other side accepts from it. */
	readonly perSecond: number;
}

/**
 * Whether messages may be handed over in this state. In the others they wait in the outbox.
 * `unknown` is a number that Meta has not been asked about yet: the send itself will tell.
 */
export function acceptsSends(state: NumberState): boolean {
	return state === 'ready' || state === 'unknown';
}
