import { readCredential } from '../../../src/runtime/credential/credential.ts';

const FIELDS = {
	accessToken: 'EAAtoken1',
	phoneNumberId: '106540352242922',
	appSecret: 'the app secret',
};

const FULL = {
	...FIELDS,
	workspace: 'acme',
	workspaceKey: 'the key',
	label: 'Sales',
	group: 'Berlin',
	businessAccountId: '900',
	baseUrl: 'https://graph.example/',
	apiVersion: 'v26.0',
	timeZone: 'Europe/Berlin',
	defaultCountry: 'de',
};

/** The text of the refusal of some fields. */
function refusalOf(fields: Readonly<Record<string, unknown>>): string {
	try {
		readCredential({ ...FIELDS, ...fields });
	} catch (error) {
		expect(error).toMatchObject({
			name: 'TeamError',
			code: 'invalidCredential',
			advice: 'Open the credential, correct the field and save it.',
		});
		return (error as Error).message;
	}
	return 'not refused';
}

it('reads a credential with every field', () => {
	expect(readCredential(FULL)).toEqual({
		id: null,
		mode: 'cloud',
		...FULL,
		baseUrl: 'https://graph.example',
		defaultCountry: 'DE',
		capProfile: 'recommended',
		caps: null,
	});
});

it('reads a credential with the fields that it needs', () => {
	expect(readCredential(FIELDS)).toEqual({
		id: null,
		mode: 'cloud',
		...FIELDS,
		workspace: 'default',
		workspaceKey: null,
		label: 'WhatsApp',
		group: null,
		businessAccountId: null,
		baseUrl: 'https://graph.facebook.com',
		apiVersion: 'v25.0',
		timeZone: null,
		defaultCountry: null,
		capProfile: 'recommended',
		caps: null,
	});
});

it('takes blanks around a value for a slip', () => {
	const padded = Object.entries(FULL).map(([name, value]) => [name, `  ${value}\n`] as const);

	expect(readCredential(Object.fromEntries(padded))).toEqual(readCredential(FULL));
});

it('takes blanks alone, and what is no text, for an empty field', () => {
	expect(readCredential({ ...FIELDS, workspaceKey: '  ', label: 7, group: null })).toEqual(
		readCredential(FIELDS),
	);
});

it.each([
	['accessToken', '', 'Access Token', 'is empty'],
	['accessToken', undefined, 'Access Token', 'is empty'],
	['appSecret', ' ', 'App Secret', 'is empty'],
	['phoneNumberId', '', 'Phone Number ID', 'is empty'],
	['phoneNumberId', '+49 151 12345678', 'Phone Number ID', 'is not an ID'],
	['phoneNumberId', '004915112345678', 'Phone Number ID', 'is not an ID'],
	['phoneNumberId', '1234', 'Phone Number ID', 'is not an ID'],
	['phoneNumberId', '106540352242922/messages', 'Phone Number ID', 'is not an ID'],
	['workspace', 'acme & sons', 'Workspace', 'may have letters'],
	['workspace', 'a'.repeat(65), 'Workspace', 'may have letters'],
	['workspace', '../acme', 'Workspace', 'may have letters'],
	['apiVersion', '25.0', 'API Version', "must look like 'v25.0'"],
	['apiVersion', 'v25', 'API Version', "must look like 'v25.0'"],
	['apiVersion', 'v25.0/me?', 'API Version', "must look like 'v25.0'"],
	['timeZone', 'Berlin', 'Time Zone', 'is not a name such as'],
	['baseUrl', 'graph.facebook.com', 'Base URL', 'must begin with https://'],
])('refuses %s %j by its name in the editor', (field, value, name, why) => {
	expect(refusalOf({ [field]: value })).toContain(`The field '${name}' of the credential ${why}`);
});

it('repeats no secret in a refusal', () => {
	const refusals = [refusalOf({ workspace: '?', workspaceKey: 'the key' })];

	expect(refusals.join()).not.toMatch(/EAAtoken1|the app secret|the key/);
});

it.each([
	'https://graph.facebook.com',
	'https://10.0.0.7:8443',
	'http://localhost:8080',
	'http://127.0.0.1:8080',
	'http://127.1.2.3',
	'http://[::1]:8080',
])('takes %s for a base URL', (baseUrl) => {
	expect(readCredential({ ...FIELDS, baseUrl })).toMatchObject({ baseUrl });
});

it.each([
	'http://graph.facebook.com',
	'http://10.0.0.7',
	'http://127.0.0.1.evil.example',
	'http://localhost.evil.example',
	'http://localhost@evil.example',
	'http://0.0.0.0:8080',
	'ftp://localhost',
	'file:///etc/passwd',
	'javascript:alert(1)',
])('refuses %s, where the token could be read on its way', (baseUrl) => {
	expect(refusalOf({ baseUrl })).toContain("The field 'Base URL'");
});

it('reads a credential of a linked number, its phone in any spelling', () => {
	const fields = { mode: 'linked', phone: '0049 (151) 1234-5678', accessToken: 'left over' };

	expect(readCredential(fields)).toEqual({
		id: null,
		mode: 'linked',
		phone: '+4915112345678',
		deviceName: 'n8n',
		workspace: 'default',
		workspaceKey: null,
		label: 'WhatsApp',
		group: null,
		timeZone: null,
		defaultCountry: null,
		capProfile: 'recommended',
		caps: null,
	});
});

it.each([
	[{ mode: 'linked' }, "The field 'Phone Number' of the credential is empty"],
	[{ mode: 'linked', phone: '0151 123' }, "The field 'Phone Number'"],
	[{ mode: 'linked', phone: '+4915112345678', deviceName: 'x'.repeat(41) }, "'Device Name'"],
	[{ mode: 'fax' }, "The field 'Connection'"],
])('refuses %j', (fields, words) => {
	expect(refusalOf(fields)).toContain(words);
});

it('takes a device name of 40 characters', () => {
	const deviceName = 'x'.repeat(40);
	const fields = { mode: 'linked', phone: '+4915112345678', deviceName };

	expect(readCredential(fields)).toMatchObject({ deviceName });
});

it('takes all slashes off the end of a base URL', () => {
	expect(readCredential({ ...FIELDS, baseUrl: 'https://graph.example///' })).toMatchObject({
		baseUrl: 'https://graph.example',
	});
});
