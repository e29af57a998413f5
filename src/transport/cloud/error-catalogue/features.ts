import type { CatalogueRange, CatalogueRow } from './row.ts';

const GROUPS = {
	name: 'groupProblem',
	message: 'Meta refused something about a group',
	advice: 'Groups are not supported here: manage them in WhatsApp itself.',
	class: 'fix',
} as const;

/** Usernames, groups and other parts of the platform that stand apart. */
export const FEATURES: readonly CatalogueRow[] = [
	{
		code: 130501,
		name: 'notInGroups',
		message: 'This type of message cannot be sent to a group',
		advice: 'Choose another message type, or write to the customer alone.',
		class: 'never',
	},
	{ code: 131020, ...GROUPS },
	{ code: 131041, ...GROUPS },
	{ code: 131059, ...GROUPS },
	{
		code: 147001,
		name: 'usernameTaken',
		message: 'Somebody else has this username',
		advice: 'Choose another username.',
		class: 'fix',
	},
	{
		code: 147002,
		name: 'usernameLimitTooLow',
		message: 'The messaging limit of the business is too low for a username',
		advice: 'Raise the messaging limit first, for instance by verifying the business.',
		class: 'fix',
	},
	{
		code: 147003,
		name: 'usernamePageNotLinked',
		message: 'The username belongs to a Facebook page that is not linked to the business',
		advice: 'Link the page in Meta Business Settings, or choose another username.',
		class: 'fix',
	},
	{
		code: 147004,
		name: 'usernameInstagramNotLinked',
		message: 'The username belongs to an Instagram account that is not linked to the business',
		advice: 'Link the account in Meta Business Settings, or choose another username.',
		class: 'fix',
	},
	{
		code: 147005,
		name: 'usernameRefused',
		message: 'Meta did not accept the username',
		advice: 'Choose another username; the details may say why.',
		class: 'fix',
	},
];

export const FEATURE_RANGES: readonly CatalogueRange[] = [
	{ from: 131200, to: 131299, ...GROUPS },
	{
		from: 138000,
		to: 138018,
		name: 'callProblem',
		message: 'Meta refused something about a call',
		advice: 'Calls are not supported here: see to them in WhatsApp Manager.',
		class: 'fix',
	},
	{
		from: 139100,
		to: 139103,
		name: 'blockListProblem',
		message: 'Meta could not block or unblock some of the customers',
		advice: 'Only customers who wrote within 24 hours can be blocked; the details say who failed.',
		class: 'fix',
	},
];
