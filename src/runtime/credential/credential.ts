import {
	readApiVersion,
	readBaseUrl,
	readCapProfile,
	readCountry,
	readDeviceName,
	readLinkedPhone,
	readPhoneNumberId,
	readTimeZone,
	readWorkspace,
	required,
	wrong,
	type CapProfileName,
} from './credential-fields.ts';

/** What a credential of either kind says. One number. */
interface SharedFields {
	/** n8n's id of it; `null` where it has none. */
	readonly id: string | null;
	readonly workspace: string;
	readonly workspaceKey: string | null;
	readonly label: string;
	readonly group: string | null;
	readonly timeZone: string | null;
	readonly defaultCountry: string | null;
	readonly capProfile: CapProfileName;
	/** JSON of {@link customProfile}; `null` unless the profile is `custom`. */
	readonly caps: string | null;
}

/** A number of Meta's Cloud API, read and checked. */
export interface CloudCredential extends SharedFields {
	readonly mode: 'cloud';
	readonly accessToken: string;
	readonly phoneNumberId: string;
	readonly businessAccountId: string | null;
	readonly appSecret: string;
	readonly baseUrl: string;
	readonly apiVersion: string;
}

/** A number that lives in the WhatsApp app and is linked, read and checked. */
export interface LinkedCredential extends SharedFields {
	readonly mode: 'linked';
	/** E.164 of the phone that is to be linked. */
	readonly phone: string;
	/** How the phone shows us in its list of linked devices. */
	readonly deviceName: string;
}

/** A credential, read and checked. One number. */
export type NumberCredential = CloudCredential | LinkedCredential;

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
	const capProfile = readCapProfile(text('capProfile') || 'recommended');
	const shared = {
		id,
		workspace: readWorkspace(text('workspace') || 'default'),
		workspaceKey: optional('workspaceKey'),
		label: text('label') || 'WhatsApp',
		group: optional('group'),
		timeZone: readTimeZone(optional('timeZone')),
		defaultCountry: readCountry(optional('defaultCountry')),
		capProfile,
		caps: capProfile === 'custom' ? optional('caps') : null,
	};
	switch (text('mode') || 'cloud') {
		case 'cloud':
			return {
				...shared,
				mode: 'cloud',
				accessToken: required(text('accessToken'), 'Access Token'),
				phoneNumberId: readPhoneNumberId(text('phoneNumberId')),
				businessAccountId: optional('businessAccountId'),
				appSecret: required(text('appSecret'), 'App Secret'),
				baseUrl: readBaseUrl(text('baseUrl') || 'https://graph.facebook.com'),
				apiVersion: readApiVersion(text('apiVersion') || 'v25.0'),
			};
		case 'linked':
			return {
				...shared,
				mode: 'linked',
				phone: readLinkedPhone(text('phone')),
				deviceName: readDeviceName(text('deviceName') || 'n8n'),
			};
		default:
			throw wrong('Connection', "is neither 'cloud' nor 'linked'");
	}
}

/**
 * What names the number of a credential from outside: receivers and counters are kept under it.
 *
 * @returns Meta's phone number id, or the phone of a linked number
 */
export function addressOf(credential: NumberCredential): string {
	return credential.mode === 'cloud' ? credential.phoneNumberId : credential.phone;
}

/**
 * The credential of a number on the Cloud API.
 *
 * @throws TeamError `invalidCredential` for a linked number
 */
export function asCloud(credential: NumberCredential): CloudCredential {
	if (credential.mode === 'cloud') return credential;
	throw wrong('Connection', "is 'linked', and this needs a number of the Cloud API");
}
