import { readProfile } from '../../../nodes/WhatsAppTeam/adapter/fields/business-profile.ts';

describe('the fields of a business profile', () => {
	it('are those that were added, also emptied ones; websites as a list or as one text', () => {
		const given = {
			about: ' Flowers ',
			email: '',
			websites: 'https://a.example, https://b.example',
			vertical: 'retail',
		};

		expect(readProfile(given)).toEqual({
			profile: {
				about: 'Flowers',
				email: '',
				websites: ['https://a.example', 'https://b.example'],
				vertical: 'RETAIL',
			},
			picture: null,
		});
		expect(readProfile({ websites: ['https://a.example', ''] }).profile).toEqual({
			websites: ['https://a.example'],
		});
	});

	it('can be a picture alone', () => {
		expect(readProfile({ pictureBinaryProperty: 'data' })).toEqual({
			profile: {},
			picture: 'data',
		});
	});

	it.each([[{}], [undefined], [{ pictureBinaryProperty: '' }]])(
		'are not nothing: %j',
		(given) => {
			expect(() => readProfile(given)).toThrow("The field 'Profile Fields' are empty");
		},
	);
});
