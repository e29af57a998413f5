import type { CatalogueRow } from './row.ts';

/** Why a message does not reach this customer. */
export const RECIPIENTS: readonly CatalogueRow[] = [
	{
		code: 130403,
		name: 'blockedByBusiness',
		message: 'The business has blocked this customer',
		advice: 'Unblock the customer in WhatsApp Manager or in the app first.',
		class: 'never',
	},
	{
		code: 130472,
		name: 'experiment',
		message: "The customer's number is part of an experiment of Meta's",
		advice: 'Reach this customer by another channel.',
		class: 'never',
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
		code: 131047,
		name: 'windowClosed',
		message: "More than 24 hours have passed since the customer's last message",
		advice: 'Send an approved template; free text is possible again once the customer has written.',
		class: 'never',
	},
	{
		code: 131050,
		name: 'optedOut',
		message: 'The customer has stopped marketing messages of this business',
		advice: 'Send no more marketing to this customer.',
		class: 'never',
	},
	{
		code: 131062,
		name: 'phoneNeeded',
		message: 'This message needs a phone number; the customer is only known by a user ID',
		advice: 'Ask the customer to share the phone number.',
		class: 'never',
	},
	{
		code: 137000,
		name: 'identityChanged',
		message: "The customer's identity is another than the one that was confirmed",
		advice: 'Confirm the identity of the customer anew, then send again.',
		class: 'fix',
	},
];
