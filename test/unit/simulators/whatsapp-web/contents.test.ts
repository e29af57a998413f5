import type { proto } from '@whiskeysockets/baileys';
import { library } from '../../../simulators/whatsapp-web/library.ts';
import type {
	ContentInput,
	SendOptions,
} from '../../../simulators/whatsapp-web/content/content.ts';
import { shareLinked } from './linked.ts';

const it = shareLinked();

/** What the client's events tell of a message, without what phones say of themselves. */
async function told(id: string): Promise<proto.IMessage> {
	const { message } = await it.client.until(() => {
		return it.client.upserts.find(({ message }) => message.key.id === id);
	});
	const { messageContextInfo, ...content } = message.message ?? {};
	expect(messageContextInfo).toMatchObject({ deviceListMetadataVersion: 2 });
	return library().baileys.proto.Message.toObject(
		library().baileys.proto.Message.fromObject(content),
		{ longs: Number },
	);
}

const CONTENTS: readonly [string, ContentInput, SendOptions, object][] = [
	['text', 'hello', {}, { conversation: 'hello' }],
	[
		'a forwarded text',
		'hello',
		{ forwarded: true },
		{ extendedTextMessage: { text: 'hello', contextInfo: { isForwarded: true } } },
	],
	[
		'a disappearing text',
		'psst',
		{ disappearsAfterS: 86_400 },
		{
			ephemeralMessage: {
				message: {
					extendedTextMessage: { text: 'psst', contextInfo: { expiration: 86_400 } },
				},
			},
		},
	],
	[
		'a location',
		{ kind: 'location', latitude: 52.5, longitude: 13.4, name: 'Office', address: 'Street 1' },
		{},
		{
			locationMessage: {
				degreesLatitude: 52.5,
				degreesLongitude: 13.4,
				name: 'Office',
				address: 'Street 1',
			},
		},
	],
	[
		'a contact',
		{ kind: 'contacts', contacts: [{ name: 'Bob', phone: '+49 170 1' }] },
		{},
		{ contactMessage: { displayName: 'Bob', vcard: expect.stringContaining('waid=491701:') } },
	],
	[
		'several contacts',
		{
			kind: 'contacts',
			contacts: [
				{ name: 'Bob', phone: '+491701' },
				{ name: 'Eve', phone: '+491702' },
			],
		},
		{},
		{ contactsArrayMessage: { contacts: [{ displayName: 'Bob' }, { displayName: 'Eve' }] } },
	],
	[
		'the choice of a button',
		{ kind: 'buttonReply', id: 'yes', title: 'Yes!' },
		{},
		{ buttonsResponseMessage: { selectedButtonId: 'yes', selectedDisplayText: 'Yes!' } },
	],
	[
		'the choice of a template button',
		{ kind: 'templateReply', id: 'yes', title: 'Yes!' },
		{},
		{ templateButtonReplyMessage: { selectedId: 'yes', selectedDisplayText: 'Yes!' } },
	],
	[
		'the choice of a list',
		{ kind: 'listReply', id: 'row', title: 'Row', description: 'third' },
		{},
		{
			listResponseMessage: {
				title: 'Row',
				description: 'third',
				singleSelectReply: { selectedRowId: 'row' },
			},
		},
	],
	[
		'a poll',
		{ kind: 'poll', question: 'When?', options: ['now', 'later'] },
		{},
		{
			pollCreationMessageV3: {
				name: 'When?',
				options: [{ optionName: 'now' }, { optionName: 'later' }],
			},
		},
	],
];

test.each(CONTENTS)('a customer sends %s', async (_name, content, options, expected) => {
	const { id } = await it.anna.says(it.phone, content, options);
	expect(await told(id)).toMatchObject(expected);
});

test('a customer answers, reacts to, edits and deletes messages', async () => {
	const { anna, phone, client } = it;
	const sent = await client.socket.sendMessage(anna.lidJid, { text: 'the offer' });
	const offer = String(sent?.key.id);
	await anna.receives(offer);
	const first = await anna.says(phone, 'frist');
	const quote = await anna.says(phone, 'yes, that one', { quoting: offer });
	const reaction = await anna.says(phone, { kind: 'reaction', to: offer, emoji: '👍' });
	const edit = await anna.says(phone, { kind: 'edit', of: first.id, text: 'first' });
	const removal = await anna.says(phone, { kind: 'delete', of: first.id });
	expect(await told(quote.id)).toMatchObject({
		extendedTextMessage: {
			text: 'yes, that one',
			contextInfo: {
				stanzaId: offer,
				participant: phone.lidJid,
				quotedMessage: { extendedTextMessage: { text: 'the offer' } },
			},
		},
	});
	// The client has turned the key into its own point of view.
	expect(await told(reaction.id)).toMatchObject({
		reactionMessage: {
			key: { remoteJid: anna.lidJid, fromMe: true, id: offer },
			text: '👍',
		},
	});
	expect(await told(edit.id)).toMatchObject({
		editedMessage: {
			message: {
				protocolMessage: {
					type: 14,
					key: { id: first.id },
					editedMessage: { conversation: 'first' },
				},
			},
		},
	});
	expect(await told(removal.id)).toMatchObject({
		protocolMessage: { type: 0, key: { id: first.id } },
	});
	await client.until(() => client.updates.find(({ key }) => key.id === first.id));
});

test('a view-once message reaches a linked device without its content', async () => {
	const { id } = await it.anna.says(it.phone, 'secret', { viewOnce: 'phoneOnly' });
	const { message } = await it.client.until(() => {
		return it.client.upserts.find((upsert) => upsert.message.key.id === id);
	});
	expect(message.key.isViewOnce).toBe(true);
	expect(message.message).toBeFalsy();
});

test('what the client sends reaches the customer', async () => {
	const { anna, phone, client } = it;
	const { id } = await anna.says(phone, 'a question');
	const asked = (await client.text('a question')).message;
	const send = (content: object, options = {}) => {
		return client.socket.sendMessage(anna.lidJid, content as { text: string }, options);
	};
	const text = await send({ text: 'an answer' }, { quoted: asked });
	// The client merges a later deletion into this object, with the key of the deletion.
	const of = String(text?.key.id);
	await send({ react: { text: '❤️', key: asked.key } });
	await send({ location: { degreesLatitude: 1, degreesLongitude: 2, name: 'Here' } });
	await send({ contacts: { displayName: 'Bob', contacts: [{ vcard: 'BEGIN:VCARD' }] } });
	await send({ poll: { name: 'When?', values: ['now', 'later'], selectableCount: 1 } });
	await send({ text: 'a better answer', edit: text?.key });
	await send({ delete: text?.key });
	await anna.receives(({ content }) => content.kind === 'delete');
	const contents = anna.received.map(({ content }) => content);
	expect(contents.slice(contents.findIndex((content) => content.quoting === id))).toEqual([
		{ kind: 'text', text: 'an answer', quoting: id },
		{ kind: 'reaction', to: id, emoji: '❤️' },
		{ kind: 'location', latitude: 1, longitude: 2, name: 'Here' },
		{ kind: 'contacts', contacts: [{ name: '', vcard: 'BEGIN:VCARD' }] },
		{ kind: 'poll', question: 'When?', options: ['now', 'later'] },
		{ kind: 'edit', of, text: 'a better answer' },
		{ kind: 'delete', of },
	]);
	// The phone has a copy of each.
	expect(phone.copies.map(({ content }) => content)).toEqual(
		expect.arrayContaining(contents.slice(-7)),
	);
});
