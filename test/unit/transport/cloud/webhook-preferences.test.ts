import { AT, newsOf, webhook, type Json } from '../../support/webhook-bodies.ts';

const ANA = '16505551234';
const ANA_KEY = { type: 'phone', value: `+${ANA}` };

const preferencesOf = (entry: unknown, contacts: readonly unknown[] = []) =>
	newsOf(webhook({ contacts, user_preferences: [entry] }, 'user_preferences'));

const said = (changes: Json = {}): Json => ({
	wa_id: ANA,
	detail: 'User requested to stop marketing messages',
	category: 'marketing_messages',
	value: 'stop',
	timestamp: AT,
	...changes,
});

it.each([
	['stop', 'out'],
	['resume', 'in'],
])('%s is read as %s', (value, marketing) => {
	expect(preferencesOf(said({ value }))).toMatchObject({
		preferences: [{ contact: [ANA_KEY], marketing, at: AT * 1_000 }],
		others: [],
		unreadable: 0,
	});
});

it('knows the customer by all addresses, also without a phone', () => {
	const contact = { wa_id: ANA, user_id: 'US.1', profile: { username: '@Ana' } };

	expect(preferencesOf(said({ wa_id: undefined, user_id: 'US.1' }), [contact])).toMatchObject({
		preferences: [
			{
				contact: [
					ANA_KEY,
					{ type: 'bsuid', value: 'US.1' },
					{ type: 'username', value: 'ana' },
				],
			},
		],
	});
});

it('counts a switch of another kind as news that nothing acts on', () => {
	expect(preferencesOf(said({ category: 'utility_messages' }))).toMatchObject({
		preferences: [],
		others: [{ field: 'user_preferences', subject: 'contact', event: 'utility_messages' }],
		unreadable: 0,
	});
});

it.each([
	['an unknown value', said({ value: 'pause' })],
	['a value of JavaScript', said({ value: 'constructor' })],
	['no time', said({ timestamp: undefined })],
	['nobody', said({ wa_id: undefined })],
	['no object', 'stop'],
])('counts %s as unreadable', (_what, entry) => {
	expect(preferencesOf(entry)).toMatchObject({ preferences: [], others: [], unreadable: 1 });
});
