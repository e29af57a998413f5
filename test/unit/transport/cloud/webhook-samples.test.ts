import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseWebhook } from '../../../../src/transport/cloud/webhook/parse.ts';

/** Bodies that other projects keep as samples. They lie beside the checkout, not in it. */
const FOLDER = path.resolve(__dirname, '../../../../../shared/webhook-samples');

const names = existsSync(FOLDER)
	? readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
	: [];
if (names.length === 0) {
	console.warn(`SKIPPED: no webhook samples, because there is no JSON in ${FOLDER}`);
}
const compatibility = names.length === 0 ? it.skip : it;

/** Where a sample has a word in the place of an address, an address is put. */
function parse(name: string) {
	const json = readFileSync(path.join(FOLDER, name), 'utf8')
		.replace(/"(PHONE_NUMBER|WHATSAPP_ID|<WHATSAPP_USER_PHONE_NUMBER>)"/g, '"16505551234"')
		.replaceAll('"BSUID_123"', '"US.123"');
	return parseWebhook(JSON.parse(json)) ?? { numbers: [], others: [], unreadable: 1 };
}
const read = (name: string) => parse(name).numbers;
const startingWith = (...starts: readonly string[]): readonly string[] =>
	names.filter((name) => starts.some((start) => name.startsWith(start)));

compatibility('reads every sample of a message: its sender, its time, its type', () => {
	const unread = startingWith('msg_', 'bsuid_msg', 'bsuid_system', 'batch_').filter((name) => {
		const news = read(name);
		return !news.some(({ messages }) => messages.length > 0);
	});

	expect(unread).toEqual([]);
});

compatibility('understands every part of every sample', () => {
	const notUnderstood = names.filter((name) => {
		const { numbers, others, unreadable } = parse(name);
		const isEmpty = numbers.length + others.length === 0;
		const all = [...others, ...numbers.flatMap((news) => news.others)];
		return (
			isEmpty ||
			unreadable > 0 ||
			numbers.some((news) => news.unreadable > 0) ||
			all.some(({ subject }) => subject === 'unknown')
		);
	});

	expect(notUnderstood).toEqual([]);
});

compatibility('reads every sample of a status, and counts those of groups', () => {
	const unread = startingWith('status_', 'bsuid_status').filter(
		(name) =>
			!read(name).some(({ statuses, groupIgnored }) => statuses.length + groupIgnored > 0),
	);

	expect(unread).toEqual([]);
});

compatibility('gives every sample of a failed message a reason in words', () => {
	const failures = startingWith('status_failed').flatMap((name) =>
		read(name).flatMap(({ statuses }) =>
			statuses.map(({ failure }) => failure?.advice ?? name),
		),
	);

	expect(failures.filter((advice) => !advice.endsWith('.'))).toEqual([]);
});

compatibility('finds no message where a sample is about the account or a template', () => {
	const found = startingWith('account_', 'template_', 'user_preferences').filter((name) =>
		read(name).some(({ messages, statuses }) => messages.length + statuses.length > 0),
	);

	expect(found).toEqual([]);
});

compatibility('reads what a customer has switched at Meta', () => {
	const preferences = startingWith('user_preferences').map((name) =>
		read(name).flatMap((news) => news.preferences),
	);

	expect(preferences).toEqual([
		[
			{
				contact: [{ type: 'phone', value: '+16505551234' }],
				marketing: 'in',
				at: 1_731_705_721_000,
			},
		],
	]);
});

compatibility('never takes an echo of the business’s own phone for a message of a customer', () => {
	const found = startingWith('smb_').filter((name) =>
		read(name).some(({ messages }) => messages.length > 0),
	);

	expect(found).toEqual([]);
});

compatibility('reads every echo as a message that the business wrote', () => {
	const echoes = startingWith('smb_message_echoes').map((name) =>
		read(name).flatMap(({ recorded }) =>
			recorded.map(({ origin, direction, content }) => [origin, direction, content.type]),
		),
	);

	expect(echoes).toEqual([
		[['phone', 'out', 'edit']],
		[['phone', 'out', 'revoke']],
		[['phone', 'out', 'text']],
	]);
});

/** Types that the samples themselves call unsupported, and one without its content. */
const NOT_SUPPORTED: readonly string[] = [
	'msg_interactive_without_body_plus_value_errors.json',
	'msg_unknown_legacy.json',
	'msg_unsupported_131051.json',
];

compatibility('reads the content of every sample of a message', () => {
	const unsupported = startingWith('msg_', 'bsuid_').filter((name) =>
		read(name).some(({ messages }) =>
			messages.some(({ content }) => content.type === 'unsupported'),
		),
	);

	expect(unsupported).toEqual(NOT_SUPPORTED);
});
