import type { Callback } from './account.ts';
import type { AppData } from './app-data.ts';
import type { BusinessProfile, Registration } from './registration.ts';

/** The life cycle of a number, as `GET ?fields=status` tells it. */
export const NUMBER_STATUSES = [
	'CONNECTED',
	'PENDING',
	'DISCONNECTED',
	'FLAGGED',
	'RESTRICTED',
	'RATE_LIMITED',
	'BANNED',
	'MIGRATED',
	'DELETED',
	'UNVERIFIED',
	'UNKNOWN',
] as const;

/** One of `NUMBER_STATUSES`. */
export type NumberStatus = (typeof NUMBER_STATUSES)[number];

/** Something that keeps a number from sending, as `health_status` tells it. */
export interface HealthIssue {
	readonly entity: 'PHONE_NUMBER' | 'WABA' | 'BUSINESS' | 'APP';
	readonly can: 'LIMITED' | 'BLOCKED';
	/** 141006 payment, 141010 business not verified, ... */
	readonly code?: number;
	readonly description: string;
	readonly solution?: string;
}

/** What Graph tells about a number and may change over time. */
export interface NumberProfile {
	readonly displayPhoneNumber: string;
	readonly verifiedName: string;
	readonly status: NumberStatus;
	readonly codeVerificationStatus: 'VERIFIED' | 'NOT_VERIFIED' | 'EXPIRED';
	readonly qualityRating: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
	readonly platformType: 'CLOUD_API' | 'ON_PREMISE' | 'NOT_APPLICABLE';
	readonly throughputLevel: 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE';
	/** Whether the number also lives in the WhatsApp Business app (coexistence). */
	readonly isOnBizApp: boolean;
	/** `TIER_250`, `TIER_2K`, `TIER_10K`, `TIER_100K`, `TIER_UNLIMITED`. */
	readonly messagingLimit: string;
	readonly nameStatus: string;
	readonly accountMode: 'LIVE' | 'SANDBOX';
	/** The overall verdict of `health_status`. */
	readonly canSendMessage: 'AVAILABLE' | 'LIMITED' | 'BLOCKED';
	/** What `health_status` says besides. */
	readonly healthIssues: readonly HealthIssue[];
}

/** A number that works, as it is made when nothing else is asked for. */
export const DEFAULT_PROFILE: NumberProfile = {
	displayPhoneNumber: '+1 555-078-3881',
	verifiedName: 'Lucky Shrub',
	status: 'CONNECTED',
	codeVerificationStatus: 'VERIFIED',
	qualityRating: 'GREEN',
	platformType: 'CLOUD_API',
	throughputLevel: 'STANDARD',
	isOnBizApp: false,
	messagingLimit: 'TIER_250',
	nameStatus: 'APPROVED',
	accountMode: 'LIVE',
	canSendMessage: 'AVAILABLE',
	healthIssues: [],
};

/** A business phone number. */
export interface PhoneNumber {
	readonly id: string;
	readonly wabaId: string;
	profile: NumberProfile;
	override: Callback | null;
	readonly registration: Registration;
	businessProfile: BusinessProfile;
	readonly app: AppData;
}

/** The number in digits alone, as webhooks and senders compare it. */
export function digitsOf(displayPhoneNumber: string): string {
	return displayPhoneNumber.replace(/\D/g, '');
}

/** Messages per second, in and out. https://developers.facebook.com/docs/whatsapp/messaging-limits: coexistence is fixed at 20. */
export function throughputOf({ isOnBizApp, throughputLevel }: NumberProfile): number {
	if (isOnBizApp) return 20;
	return throughputLevel === 'HIGH' ? 1000 : 80;
}
