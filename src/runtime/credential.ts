import { problem } from '../domain/problem.ts';
import { parsePhone } from '../domain/address.ts';

/** A credential, read and checked. One number. */
export interface NumberCredential {
	/** n8n's id of it; `null` where it has none. */
	readonly id: string | null;
	readonly workspace: string;
	readonly workspaceKey: string | null;
	readonly label: string;
	readonly group: string | null;
	readonly accessToken: string;
	readonly phoneNumberId: string;
	readonly businessAccountId: string | null;
	readonly appSecret: string;
	readonly baseUrl: string;
	readonly apiVersion: string;
	readonly timeZone: string | null;
	readonly defaultCountry: string | null;
	readonly capProfile: CapProfileName;
	/** JSON of {@link customProfile}; `null` unless the profile is `custom`. */
	readonly caps: string | null;
}

/** Under which caps a number sends. */
export type CapProfileName = 'recommended' | 'careful' | 'custom';

/** Gives the credential as it is now: editing one in n8n restarts nothing. */
export type CredentialSource = () => Promise<NumberCredential>;

/**
 * Checks the fields of a credential.
 *
 * @param id n8n's id of it
 * @throws TeamError `invalidCredential`, naming the field
 */
export function readCredential(
	fields: Readonly<Record<string, unknown>>,
	id: string | null = null,
): NumberCredential {
	const text = (name: string): string => {
		const value = fields[name];
		return typeof value === 'string' ? value.trim() : '';
	};
	const optional = (name: string): string | null => (text(name) === '' ? null : text(name));
	const workspace = text('workspace') || 'default';
	if (!/^[\w.-]{1,64}$/.test(workspace)) {
		throw wrong(
			'Workspace',
			'may have letters, digits, dots, dashes and underscores, at most 64',
		);
	}
	const capProfile = readCapProfile(text('capProfile') || 'recommended');
	return {
		id,
		workspace,
		workspaceKey: optional('workspaceKey'),
		label: text('label') || 'WhatsApp',
		group: optional('group'),
		accessToken: required(text('accessToken'), 'Access Token'),
		phoneNumberId: readPhoneNumberId(text('phoneNumberId')),
		businessAccountId: optional('businessAccountId'),
		appSecret: required(text('appSecret'), 'App Secret'),
		baseUrl: readBaseUrl(text('baseUrl') || 'https://graph.facebook.com'),
		apiVersion: readApiVersion(text('apiVersion') || 'v25.0'),
		timeZone: readTimeZone(optional('timeZone')),
		defaultCountry: readCountry(optional('defaultCountry')),
		capProfile,
		caps: capProfile === 'custom' ? optional('caps') : null,
	};
}

function required(value: string, name: string): string {
	if (value === '') throw wrong(name, 'is empty');
	return value;
}

/** The commonest mistake: the number itself where Meta's id of it belongs. */
function readPhoneNumberId(value: string): string {
	required(value, 'Phone Number ID');
	if (!/^\d{5,25}$/.test(value) || parsePhone(value) !== undefined) {
		throw wrong(
			'Phone Number ID',
			"is not an ID: it holds digits alone and is not the phone number. You find it in the Meta app under 'API Setup', below the number",
		);
	}
	return value;
}

function readBaseUrl(value: string): string {
	const url = URL.parse(value);
	const isLocal = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
	if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))) {
		throw wrong('Base URL', 'must begin with https://, because the access token is sent there');
	}
	return value.replace(/\/+$/, '');
}

function readApiVersion(value: string): string {
	if (!/^v\d{1,3}\.\d{1,2}$/.test(value)) throw wrong('API Version', "must look like 'v25.0'");
	return value;
}

function readTimeZone(value: string | null): string | null {
	if (value === null) return null;
	try {
		return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
	} catch {
		throw wrong('Time Zone', "is not a name such as 'Europe/Berlin'");
	}
}

function readCountry(value: string | null): string | null {
	if (value === null || /^[A-Za-z]{2}$/.test(value)) return value?.toUpperCase() ?? null;
	throw wrong('Default Country', "is not the two letters of a country, such as 'DE'");
}

function readCapProfile(value: string): CapProfileName {
	if (value === 'recommended' || value === 'careful' || value === 'custom') return value;
	throw wrong('Sending Caps', "is none of 'recommended', 'careful' and 'custom'");
}

function wrong(field: string, what: string) {
	return problem(
		'invalidCredential',
		`The field '${field}' of the credential ${what}`,
		'Open the credential, correct the field and save it.',
	);
}
