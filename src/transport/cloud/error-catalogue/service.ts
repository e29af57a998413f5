import type { CatalogueRow } from './row.ts';

/** Meta's own trouble, and requests that it cannot read. */
export const SERVICE: readonly CatalogueRow[] = [
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
		code: 100,
		name: 'invalidParameter',
		message: 'Meta did not understand a value of the request, or does not know the ID',
		advice: 'Check the phone number ID in the credential and the fields of the node; the details say which.',
		class: 'fix',
	},
	{
		code: 803,
		name: 'unknownId',
		message: 'Meta does not know an ID of the request',
		advice: 'Check the IDs in the credential: copy them anew from WhatsApp Manager.',
		class: 'fix',
	},
	{
		code: 2200,
		name: 'callbackNotVerified',
		message: 'Meta could not reach n8n at the webhook address',
		advice: 'n8n must be reachable from the internet by https with a valid certificate: set N8N_WEBHOOK_URL to its public address (a tunnel will do), restart n8n and publish again.',
		class: 'fix',
	},
	{
		code: 131000,
		name: 'somethingWentWrong',
		message: 'Something went wrong at Meta',
		advice: 'It is tried again by itself. If it stays, ask Meta with the trace id of the details.',
		class: 'retry',
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
		code: 133004,
		name: 'serverUnavailable',
		message: 'A server of Meta is not available',
		advice: 'It is tried again by itself.',
		class: 'retry',
	},
	{
		code: 135000,
		name: 'genericUserError',
		message: 'Meta did not accept the message and gave no reason',
		advice: 'Check the fields of the node.',
		class: 'fix',
	},
];
