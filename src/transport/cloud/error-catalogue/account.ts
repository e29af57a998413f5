import type { CatalogueRow } from './row.ts';

/** What Meta holds against a business, or still waits for. */
export const ACCOUNT: readonly CatalogueRow[] = [
	{
		code: 368,
		name: 'policyBlocked',
		message: 'Meta has blocked the account for a while because of a policy',
		advice: 'See Account Quality in Meta Business Settings. Sending again makes it worse.',
		class: 'never',
	},
	{
		code: 130497,
		name: 'countryRestricted',
		message: 'The account may not write to customers in this country',
		advice: "Reach this customer by another channel; Meta's policy decides which countries are open.",
		class: 'never',
	},
	{
		code: 131031,
		name: 'accountLocked',
		message: 'Meta has locked the account',
		advice: 'See Account Quality in Meta Business Settings.',
		class: 'fix',
	},
	{
		code: 131037,
		name: 'displayNameNeeded',
		message: 'The display name of this number is not approved yet',
		advice: 'Have a display name approved in WhatsApp Manager, then try again.',
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
		code: 131063,
		name: 'marketingTurnedOff',
		message: 'Marketing templates are turned off for this account on the Cloud API',
		advice: 'Turn them on again in WhatsApp Manager, or send by the Marketing Messages API.',
		class: 'fix',
	},
	{
		code: 134011,
		name: 'paymentTermsPending',
		message: 'The terms of WhatsApp Payments have not been accepted',
		advice: 'Accept them in WhatsApp Manager, then try again.',
		class: 'fix',
	},
	{
		code: 1752041,
		name: 'alreadyRequested',
		message: 'The same request was made before',
		advice: 'Nothing is to be done: the first request counts.',
		class: 'never',
	},
];
