import { readFailure } from '../../../../src/transport/cloud/failure.ts';

const messageOf = (error: unknown): string | undefined => readFailure(error)?.failure.message;

it('finds an error in the catalogue and adds what Meta said', () => {
	expect(
		readFailure({
			code: 131047,
			title: 'Re-engagement message',
			message: 'Re-engagement message',
			error_data: { details: 'Message failed to send because more than 24 hours' },
		})?.failure,
	).toEqual({
		name: 'windowClosed',
		code: 131047,
		message:
			"More than 24 hours have passed since the customer's last message (Message failed to send because more than 24 hours)",
		advice: 'Send an approved template; free text is possible again once the customer has written.',
	});
});

it('keeps an unknown code readable, with what Meta said', () => {
	expect(readFailure({ code: 139999, message: 'Pigeon lost' })?.failure).toEqual({
		name: 'meta139999',
		code: 139999,
		message: 'Meta answered with error 139999 (Pigeon lost)',
		advice: "Look the code up on Meta's page of WhatsApp Cloud API error codes.",
	});
});

it('adds nothing where Meta said nothing', () => {
	expect(messageOf({ code: 131026 })).toBe(
		'The message could not be delivered: the recipient does not use WhatsApp, or a version that is too old',
	);
});

it.each([
	['details', { error_data: { details: 'a' }, error_user_msg: 'b', message: 'c', title: 'd' }],
	['the words for users', { error_data: {}, error_user_msg: 'a', message: 'c', title: 'd' }],
	['the message', { error_data: null, message: 'a', title: 'd' }],
	['the title', { message: '', title: 'a' }],
])('takes %s before what says less', (_what, said) => {
	expect(messageOf({ code: 131009, ...said })).toBe('A value is not valid for Meta (a)');
});

it('takes the code out of the detail', () => {
	expect(messageOf({ code: 100, message: '(#100) Invalid parameter' })).toMatch(
		/\(Invalid parameter\)$/,
	);
});

it.each([
	'+16505551234',
	'16505551234',
	'+1 650 555 1234',
	'+1 (650) 555-1234',
	'1-650-555-1234',
	'+1.650.555.1234',
])('takes the phone number %s out of the detail', (phone) => {
	expect(messageOf({ code: 131009, message: `Recipient ${phone} is not valid` })).toBe(
		'A value is not valid for Meta (Recipient … is not valid)',
	);
});

it('leaves short numbers in the detail, which tell what is wrong', () => {
	expect(messageOf({ code: 131009, message: 'body has 4097 of 4096 characters' })).toBe(
		'A value is not valid for Meta (body has 4097 of 4096 characters)',
	);
});

it.each([`EAAG${'x1Y2z3'.repeat(25)}ZD`, 'a-password-in-the-wrong-field'])(
	'takes the access token %j out of the detail, which Meta repeats',
	(token) => {
		expect(messageOf({ code: 190, message: `Malformed access token ${token}` })).toBe(
			'The access token has expired or was revoked (Malformed access token …)',
		);
	},
);

it('takes an access token out of the middle of a detail', () => {
	expect(messageOf({ code: 131009, message: 'The token EAAGx1y2z3 has no use' })).toBe(
		'A value is not valid for Meta (The token … has no use)',
	);
});

it('passes on at most 300 characters of a detail', () => {
	expect(messageOf({ code: 131008, message: 'ab '.repeat(1_000) })?.length).toBe(
		'A value that Meta needs is missing ()'.length + 300,
	);
});

it.each([undefined, null, 'x', [], {}, { code: '190' }, { code: NaN }, { message: 'x' }])(
	'finds no error in %j',
	(error) => {
		expect(readFailure(error)).toBe(undefined);
	},
);

it('reads an error whose parts have other types than they should', () => {
	const error = { code: 131009, error_data: [1], error_user_msg: {}, message: 5, title: null };

	expect(messageOf(error)).toBe('A value is not valid for Meta');
});
