import { WhatsAppTeamApi } from '../../../credentials/WhatsAppTeamApi.credentials.ts';
import { CUSTOM_FIELDS, customProfile } from '../../../src/limiter/custom-profile.ts';
import { CLOUD_PROFILE } from '../../../src/limiter/profiles.ts';
import { readCredential } from '../../../src/runtime/credential/credential.ts';

const fields = new WhatsAppTeamApi().properties;
const field = (name: string) => fields.find((one) => one.name === name);

it('names every field that caps of one’s own may have, and shows an example that holds', () => {
	const caps = field('caps');

	for (const name of Object.keys(CUSTOM_FIELDS)) expect(caps?.hint).toContain(name);
	expect(() => customProfile(CLOUD_PROFILE, caps?.placeholder ?? '')).not.toThrow();
	expect(caps?.displayOptions).toEqual({ show: { capProfile: ['custom'] } });
});

it('offers the profiles that there are, the recommended one first', () => {
	const values = field('capProfile')?.options?.map((option) =>
		'value' in option ? option.value : '',
	);
	const read = (capProfile: unknown) =>
		readCredential({
			accessToken: 'x',
			phoneNumberId: '106540352242922',
			appSecret: 'x',
			capProfile,
		}).capProfile;

	expect(values?.map(read)).toEqual(['recommended', 'careful', 'custom']);
	expect(field('capProfile')?.default).toBe('recommended');
});
