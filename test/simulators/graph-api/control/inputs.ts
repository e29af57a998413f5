import type { Settings } from '../settings.ts';
import type { Callback, TokenScope } from '../state/account.ts';
import { ALL_SCOPES } from '../state/account.ts';
import { IDENTITIES } from '../state/customer.ts';
import { NUMBER_STATUSES, type HealthIssue } from '../state/phone-number.ts';
import { flag, json, list, nullable, number, object, oneOf, optional, text } from './check.ts';
import type { AppContact, AppMessage } from '../state/app-data.ts';
import type {
	AppOptions,
	CustomerChanges,
	CustomerFile,
	CustomerOptions,
	CustomerText,
	NumberChanges,
	NumberOptions,
	PairOptions,
	RawWebhook,
	TokenOptions,
	WindowOptions,
} from './options.ts';

const callback = object<Callback>({ url: text, verifyToken: text });

const healthIssue = object<HealthIssue>({
	entity: oneOf('PHONE_NUMBER', 'WABA', 'BUSINESS', 'APP'),
	can: oneOf('LIMITED', 'BLOCKED'),
	code: optional(number),
	description: text,
	solution: optional(text),
});

const numberChangeShape = {
	displayPhoneNumber: optional(text),
	verifiedName: optional(text),
	status: optional(oneOf(...NUMBER_STATUSES)),
	codeVerificationStatus: optional(oneOf('VERIFIED', 'NOT_VERIFIED', 'EXPIRED')),
	qualityRating: optional(oneOf('GREEN', 'YELLOW', 'RED', 'UNKNOWN')),
	platformType: optional(oneOf('CLOUD_API', 'ON_PREMISE', 'NOT_APPLICABLE')),
	throughputLevel: optional(oneOf('STANDARD', 'HIGH', 'NOT_APPLICABLE')),
	isOnBizApp: optional(flag),
	messagingLimit: optional(text),
	nameStatus: optional(text),
	accountMode: optional(oneOf('LIVE', 'SANDBOX')),
	canSendMessage: optional(oneOf('AVAILABLE', 'LIMITED', 'BLOCKED')),
	healthIssues: optional(list(healthIssue)),
	pin: optional(nullable(text)),
	portfolioId: optional(text),
	onboardedAt: optional(number),
	appSecret: optional(text),
	appCallback: optional(nullable(callback)),
	appSubscribed: optional(flag),
	wabaOverride: optional(nullable(callback)),
	override: optional(nullable(callback)),
};

/** Reads `NumberChanges`. */
export const numberChanges = object<NumberChanges>(numberChangeShape);

/** Reads `NumberOptions`. */
export const numberOptions = object<NumberOptions>({
	...numberChangeShape,
	id: optional(text),
	wabaId: optional(text),
	accessTokens: optional(list(text)),
});

/** Reads `TokenOptions`. */
export const tokenOptions = object<TokenOptions>({
	value: text,
	wabaIds: optional(list(text)),
	scopes: optional(list(oneOf<TokenScope>(...ALL_SCOPES))),
	expiresAt: optional(nullable(number)),
});

const customerChangeShape = {
	userId: optional(nullable(text)),
	profileName: optional(text),
	username: optional(nullable(text)),
	identity: optional(oneOf(...IDENTITIES)),
	blocked: optional(flag),
	onWhatsApp: optional(flag),
};

/** Reads `CustomerChanges`. */
export const customerChanges = object<CustomerChanges>(customerChangeShape);

/** Reads `CustomerOptions`. */
export const customerOptions = object<CustomerOptions>({
	...customerChangeShape,
	waId: optional(nullable(text)),
});

const pairShape = { customer: text, phoneNumberId: optional(text) };

/** Reads `PairOptions`. */
export const pairOptions = object<PairOptions>(pairShape);

/** Reads texts that customers write at the same moment. */
export const customerTexts = list(
	object<CustomerText>({
		...pairShape,
		text,
		id: optional(text),
		timestamp: optional(number),
		context: optional(json),
		referral: optional(json),
	}),
);

/** Reads `CustomerFile`. */
export const customerFile = object<CustomerFile>({
	mimeType: text,
	base64: text,
	fileName: optional(text),
	phoneNumberId: optional(text),
});

/** Reads `AppOptions`. */
export const appOptions = object<AppOptions>({
	phoneNumberId: optional(text),
	sharesHistory: optional(flag),
	contacts: optional(list(object<AppContact>({ phone: text, fullName: text }))),
	messages: optional(
		list(
			object<AppMessage>({
				customer: text,
				wamid: text,
				text,
				isFromBusiness: flag,
				at: number,
			}),
		),
	),
});

/** Reads `WindowOptions`. */
export const windowOptions = object<WindowOptions>({ ...pairShape, at: optional(number) });

/** Reads `RawWebhook`. */
export const rawWebhook = object<RawWebhook>({
	field: text,
	value: json,
	phoneNumberId: optional(text),
});

/** Reads how far the clock moves. */
export const advance = object<{ readonly ms: number }>({ ms: number });

/** Reads changes of `Settings`. */
export const settingsChanges = object<Partial<Settings>>({
	outsideWindow: optional(oneOf('async', 'sync')),
	rateLimitHttpStatus: optional(oneOf(400, 429)),
	managementCallsPerHour: optional(nullable(number)),
	sentAfterMs: optional(number),
	deliveredAfterMs: optional(number),
	webhookRetryDelaysMs: optional(list(number)),
	webhookMaxAttempts: optional(number),
	webhookTimeoutMs: optional(number),
});
