import type { NumberProfile } from './phone-number.ts';

/** How a code reaches the phone. */
export type CodeMethod = 'SMS' | 'VOICE';

/** A one-time code that was sent to the phone. */
export interface SentCode {
	readonly value: string;
	readonly method: CodeMethod;
	readonly language: string;
	/** Simulated ms since the epoch. */
	readonly expiresAt: number;
}

/** What the life of a number turns on besides its profile. Times are simulated ms. */
export interface Registration {
	/** Of two-step verification; null if none was ever set. */
	pin: string | null;
	code: SentCode | null;
	/** When codes were asked for. */
	readonly codesAt: number[];
	/** When codes were tried in vain. */
	readonly wrongCodesAt: number[];
	/** When it was registered or deregistered, also in vain. */
	readonly registrationsAt: number[];
	/** When PINs were tried in vain. */
	readonly wrongPinsAt: number[];
	/** When the app on the phone was connected (coexistence). */
	onboardedAt: number;
	/** What was asked for of the app, once each. */
	readonly syncs: Set<string>;
}

/** Of a number that was just made; one that works has a PIN that nobody was told. */
export function newRegistration(now: number): Registration {
	return {
		pin: null,
		code: null,
		codesAt: [],
		wrongCodesAt: [],
		registrationsAt: [],
		wrongPinsAt: [],
		onboardedAt: now,
		syncs: new Set(),
	};
}

/** What people may read about a business in its chats. */
export interface BusinessProfile {
	readonly about: string;
	readonly address: string;
	readonly description: string;
	readonly email: string;
	readonly websites: readonly string[];
	readonly vertical: string;
	/** Null if there is no picture. */
	readonly profile_picture_url: string | null;
}

/** Of a number that nobody has described. */
export const EMPTY_PROFILE: BusinessProfile = {
	about: '',
	address: '',
	description: '',
	email: '',
	websites: [],
	vertical: 'UNDEFINED',
	profile_picture_url: null,
};

/** What becomes of the profile when a number is registered. */
export const REGISTERED: Partial<NumberProfile> = {
	status: 'CONNECTED',
	platformType: 'CLOUD_API',
	throughputLevel: 'STANDARD',
};

/** What becomes of the profile when a number is deregistered. */
export const DEREGISTERED: Partial<NumberProfile> = {
	status: 'PENDING',
	platformType: 'NOT_APPLICABLE',
	throughputLevel: 'NOT_APPLICABLE',
};
