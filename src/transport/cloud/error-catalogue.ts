/**
 * What to do about an error of Meta's:
 * - `retry`: the same message may be tried again after a pause
 * - `later`: waiting helps, but longer than a message should be kept; a person decides
 * - `fix`: something has to be changed first
 * - `never`: this message to this recipient will not work
 */
export type ErrorClass = 'retry' | 'later' | 'fix' | 'never';

/** One row of the catalogue. */
export interface CatalogueRow {
	readonly code: number;
	/** Short name that workflows may depend on. */
	readonly name: string;
	readonly message: string;
	readonly advice: string;
	readonly class: ErrorClass;
}

/**
 * Meta's error codes in words.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
export const CATALOGUE: readonly CatalogueRow[] = [
	{
		code: 0,
		name: 'tokenRejected',
		message: 'Meta did not accept the access token',
		advice: 'Create a new token for a system user in Meta Business Settings and put it into the credential.',
		class: 'fix',
	},
	{
		code: 1,
		name: 'unknownByMeta',
		message: 'Meta could not handle the request and gave no reason',
		advice: 'It is tried again by itself. If it stays, look at metastatus.com.',
		class: 'retry',
	},
	{
		code: 2,
		name: 'serviceDown',
		message: 'The Graph API is down or overloaded',
		advice: 'It is tried again by itself.',
		class: 'retry',
	},
	{
		code: 3,
		name: 'permissionMissing',
		message: 'The access token lacks a permission',
		advice: 'Give the token whatsapp_business_messaging and whatsapp_business_management.',
		class: 'fix',
	},
	{
		code: 4,
		name: 'appRateLimit',
		message: 'The Meta app has made too many calls',
		advice: 'It is tried again by itself, more slowly.',
		class: 'retry',
	},
	{
		code: 10,
		name: 'permissionDenied',
		message: 'The access token may not do this',
		advice: 'Give the token whatsapp_business_messaging, and assign the WhatsApp account to its system user.',
		class: 'fix',
	},
	{
		code: 33,
		name: 'numberDeleted',
		message: 'The phone number ID does not exist any more',
		advice: 'Copy the phone number ID anew from WhatsApp Manager into the credential.',
		class: 'fix',
	},
	{
		code: 100,
		name: 'invalidParameter',
		message: 'Meta did not understand a value of the request, or does not know the ID',
		advice: 'Check the phone number ID in the credential and the fields of the node; the details say which.',
		class: 'fix',
	},
	{
		code: 190,
		name: 'tokenExpired',
		message: 'The access token has expired or was revoked',
		advice: 'Create a permanent token for a system user in Meta Business Settings and put it into the credential.',
		class: 'fix',
	},
	{
		code: 200,
		name: 'permissionDenied',
		message: 'The access token lacks a permission',
		advice: 'Give the token whatsapp_business_messaging and whatsapp_business_management.',
		class: 'fix',
	},
	{
		code: 368,
		name: 'policyBlocked',
		message: 'Meta has blocked the account for a while because of a policy',
		advice: 'See Account Quality in Meta Business Settings. Sending again makes it worse.',
		class: 'never',
	},
	{
		code: 2200,
		name: 'callbackNotVerified',
		message: 'Meta could not reach n8n at the webhook address',
		advice: 'n8n must be reachable from the internet by https with a valid certificate: set N8N_WEBHOOK_URL to its public address (a tunnel will do), restart n8n and publish again.',
		class: 'fix',
	},
	{
		code: 80007,
		name: 'accountRateLimit',
		message: 'The WhatsApp account has made too many calls',
		advice: 'It is tried again by itself, more slowly.',
		class: 'retry',
	},
	{
		code: 130429,
		name: 'rateLimit',
		message: 'The number sends faster than Meta allows',
		advice: 'It is tried again by itself, more slowly.',
		class: 'retry',
	},
	{
		code: 130472,
		name: 'experiment',
		message: "The customer's number is part of an experiment of Meta's",
		advice: 'Reach this customer by another channel.',
		class: 'never',
	},
	{
		code: 131000,
		name: 'somethingWentWrong',
		message: 'Something went wrong at Meta',
		advice: 'It is tried again by itself. If it stays, ask Meta with the trace id of the details.',
		class: 'retry',
	},
	{
		code: 131005,
		name: 'accessDenied',
		message: 'The access token may not send from this number',
		advice: 'Assign the WhatsApp account to the system user of the token.',
		class: 'fix',
	},
	{
		code: 131008,
		name: 'parameterMissing',
		message: 'A value that Meta needs is missing',
		advice: 'The details say which.',
		class: 'fix',
	},
	{
		code: 131009,
		name: 'parameterInvalid',
		message: 'A value is not valid for Meta',
		advice: 'The details say which.',
		class: 'fix',
	},
	{
		code: 131016,
		name: 'serviceUnavailable',
		message: 'A service of Meta is not available',
		advice: 'It is tried again by itself.',
		class: 'retry',
	},
	{
		code: 131021,
		name: 'recipientIsSender',
		message: 'The recipient is the sending number itself',
		advice: 'Choose another recipient.',
		class: 'never',
	},
	{
		code: 131026,
		name: 'notOnWhatsApp',
		message:
			'The message could not be delivered: the recipient does not use WhatsApp, or a version that is too old',
		advice: 'Check the number, or reach this customer by another channel.',
		class: 'never',
	},
	{
		code: 131030,
		name: 'notOnTestList',
		message: 'A test number may only write to numbers of its list',
		advice: "Add the recipient under 'API Setup' in the Meta app, or use a real number.",
		class: 'fix',
	},
	{
		code: 131031,
		name: 'accountLocked',
		message: 'Meta has locked the account',
		advice: 'See Account Quality in Meta Business Settings.',
		class: 'fix',
	},
	{
		code: 131042,
		name: 'paymentProblem',
		message: 'Meta cannot charge the account',
		advice: 'Check the payment method in WhatsApp Manager.',
		class: 'fix',
	},
	{
		code: 131045,
		name: 'certificateProblem',
		message: 'The number is not registered properly',
		advice: 'Register the number again with its PIN.',
		class: 'fix',
	},
	{
		code: 131047,
		name: 'windowClosed',
		message: "More than 24 hours have passed since the customer's last message",
		advice: 'Send an approved template; free text is possible again once the customer has written.',
		class: 'never',
	},
	{
		code: 131048,
		name: 'spamRateLimit',
		message: 'Meta limits this number because customers blocked or reported its messages',
		advice: 'Write less and only to those who expect it. The limit is lifted when quality recovers.',
		class: 'later',
	},
	{
		code: 131049,
		name: 'engagementLimit',
		message: 'Meta did not deliver it, to spare the customer marketing',
		advice: 'Wait at least a day before you try again.',
		class: 'later',
	},
	{
		code: 131050,
		name: 'optedOut',
		message: 'The customer has stopped marketing messages of this business',
		advice: 'Send no more marketing to this customer.',
		class: 'never',
	},
	{
		code: 131051,
		name: 'unsupportedType',
		message: 'Meta does not support this type of message',
		advice: 'Choose another message type.',
		class: 'never',
	},
	{
		code: 131056,
		name: 'pairRateLimit',
		message: 'Too many messages to the same recipient in a short time',
		advice: 'It is tried again by itself, more slowly.',
		class: 'retry',
	},
	{
		code: 131057,
		name: 'maintenance',
		message: 'Meta is upgrading the number',
		advice: 'It is tried again by itself; this takes minutes.',
		class: 'retry',
	},
	{
		code: 131062,
		name: 'phoneNeeded',
		message: 'This message needs a phone number; the customer is only known by a user ID',
		advice: 'Ask the customer to share the phone number.',
		class: 'never',
	},
	{
		code: 133004,
		name: 'serverUnavailable',
		message: 'A server of Meta is not available',
		advice: 'It is tried again by itself.',
		class: 'retry',
	},
	{
		code: 133010,
		name: 'numberNotRegistered',
		message: 'The number is not registered with the Cloud API yet',
		advice: 'Register it with its six-digit PIN, then try again.',
		class: 'fix',
	},
	{
		code: 135000,
		name: 'genericUserError',
		message: 'Meta did not accept the message and gave no reason',
		advice: 'Check the fields of the node.',
		class: 'fix',
	},
];

const BY_CODE = new Map(CATALOGUE.map((row) => [row.code, row]));

/** The row of a code. One that is not listed stays readable and is not tried again by itself. */
export function lookUp(code: number): CatalogueRow {
	return (
		BY_CODE.get(code) ?? {
			code,
			name: `meta${code}`,
			message: `Meta answered with error ${code}`,
			advice: "Look the code up on Meta's page of WhatsApp Cloud API error codes.",
			class: 'fix',
		}
	);
}
