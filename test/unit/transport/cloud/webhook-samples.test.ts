import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseWebhook } from '../../../../src/transport/cloud/webhook-parser.ts';

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
function read(name: string) {
	const json = readFileSync(path.join(FOLDER, name), 'utf8')
		.replace(/"(PHONE_NUMBER|WHATSAPP_ID|<WHATSAPP_USER_PHONE_NUMBER>)"/g, '"16505551234"')
		.replaceAll('"BSUID_123"', '"US.123"');
	return parseWebhook(JSON.parse(json)) ?? [];
}
const startingWith = (...starts: readonly string[]): readonly string[] =>
	names.filter((name) => starts.some((start) => name.startsWith(start)));

/** Without `from` and contacts: news of a contact's id, from nobody. */
const FROM_NOBODY: readonly string[] = ['bsuid_system_user_changed_user_id.json'];

compatibility('reads every sample of a message: its sender, its time, its type', () => {
	const unread = startingWith('msg_', 'bsuid_msg', 'bsuid_system', 'batch_').filter((name) => {
		const news = read(name);
		return !news.some(({ messages }) => messages.length > 0);
	});

	expect(unread).toEqual(FROM_NOBODY);
});

compatibility('reads every sample of a status', () => {
	const unread = startingWith('status_', 'bsuid_status').filter(
		(name) => !read(name).some(({ statuses }) => statuses.length > 0),
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

compatibility('never takes an echo of the business’s own phone for a message of a customer', () => {
	const found = startingWith('smb_').filter((name) =>
		read(name).some(({ messages }) => messages.length > 0),
	);

	expect(found).toEqual([]);
});
