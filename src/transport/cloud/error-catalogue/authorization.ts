import type { CatalogueRange, CatalogueRow } from './row.ts';

/** Tokens and permissions. */
export const AUTHORIZATION: readonly CatalogueRow[] = [
	{
		code: 0,
		name: 'tokenRejected',
		message: 'Meta did not accept the access token',
		advice: 'Create a new token for a system user in Meta Business Settings and put it into the credential.',
		class: 'fix',
	},
	{
		code: 3,
		name: 'permissionMissing',
		message: 'The access token lacks a permission',
		advice: 'Give the token whatsapp_business_messaging and whatsapp_business_management.',
		class: 'fix',
	},
	{
		code: 10,
		name: 'permissionDenied',
		message: 'The access token may not do this',
		advice: 'Give the token whatsapp_business_messaging, and assign the WhatsApp account to its system user.',
		class: 'fix',
	},
	{
		code: 104,
		name: 'tokenMissing',
		message: 'The call carried no access token that Meta could use',
		advice: 'Put a permanent token of a system user into the credential.',
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
		code: 131005,
		name: 'accessDenied',
		message: 'The access token may not send from this number',
		advice: 'Assign the WhatsApp account to the system user of the token.',
		class: 'fix',
	},
];

/** Each permission has a code of its own. */
export const AUTHORIZATION_RANGES: readonly CatalogueRange[] = [
	{
		from: 201,
		to: 299,
		name: 'permissionDenied',
		message: 'A permission was not granted to the access token',
		advice: 'Give the token whatsapp_business_messaging and whatsapp_business_management.',
		class: 'fix',
	},
];
