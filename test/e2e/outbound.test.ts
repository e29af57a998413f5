import { createHash } from 'node:crypto';
import { itemsOf, outputOf } from './support/conversation.ts';
import type { Execution } from './support/rest-executions.ts';
import { ANA, publish, startTeam, TRIGGER, trigger, type Team } from './support/team.ts';
import {
	node,
	teamSend,
	workflow,
	type CredentialReference,
	type Link,
	type WorkflowNode,
} from './support/workflow.ts';

/*
 * Every kind of message, by one workflow with one Send for each, as Meta gets it.
 */

const conversation = {
	__rl: true,
	mode: 'conversation',
	value: `={{ $('${TRIGGER}').item.json.conversation.id }}`,
};
const PICTURE = { mediaSource: 'url', mediaUrl: 'https://example.com/shop.png' };
const NOTE = 'Grüße aus dem Laden';

let team: Team;
let run: Execution;
let wamid: string;

/** What each Send is told, by its name. */
const messages: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
	Text: {
		messageType: 'text',
		text: 'See https://example.com',
		options: { linkPreview: true, replyTo: `={{ $('${TRIGGER}').item.json.message.id }}` },
	},
	Image: { messageType: 'image', ...PICTURE, caption: 'Our shop' },
	Video: { messageType: 'video', mediaSource: 'url', mediaUrl: 'https://example.com/a.mp4' },
	Audio: {
		messageType: 'audio',
		mediaSource: 'url',
		mediaUrl: 'https://example.com/a.ogg',
		voice: true,
	},
	Sticker: { messageType: 'sticker', mediaSource: 'url', mediaUrl: 'https://example.com/a.webp' },
	Location: {
		messageType: 'location',
		latitude: 52.5163,
		longitude: 13.3777,
		locationName: 'Shop',
	},
	Contacts: {
		messageType: 'contacts',
		contacts: { values: [{ name: 'Nathan Smith', phone: '+49 151 12345678' }] },
	},
	Reaction: { messageType: 'reaction', emoji: '👍' },
	Buttons: {
		messageType: 'buttons',
		text: 'Monday?',
		footer: 'Lucky Shrub',
		headerType: 'text',
		headerText: 'Delivery',
		buttons: { values: [{ title: 'Yes', id: 'yes-1' }, { title: 'No' }] },
	},
	List: {
		messageType: 'list',
		text: 'When?',
		listButton: 'Choose',
		rows: {
			values: [
				{ title: '10:00', id: 'a', section: 'Mon' },
				{ title: '11:00', id: 'b', section: 'Tue', description: 'Berlin' },
				{ title: '12:00', section: 'Mon' },
			],
		},
	},
	Link: {
		messageType: 'link',
		text: 'Your parcel',
		linkText: 'Track it',
		linkUrl: 'https://example.com/p/1',
		headerType: 'image',
		...PICTURE,
	},
	Document: { messageType: 'document', mediaSource: 'binary', caption: 'For you' },
	'Document Header': {
		messageType: 'buttons',
		text: 'Is it right?',
		headerType: 'document',
		fileName: 'check.txt',
		buttons: { values: [{ title: 'Yes' }] },
	},
};

beforeAll(async () => {
	team = await startTeam({ name: 'outbound' });
	const { credential } = team;
	const german = await team.n8n.rest.createCredential('whatsAppTeamApi', 'German', {
		...team.fields,
		defaultCountry: 'DE',
		timeZone: 'Europe/Berlin',
	});
	const sends = Object.entries(messages).map(([name, parameters]) =>
		teamSend(
			{ operation: 'send', recipient: conversation, ...parameters },
			{ credential },
			name,
		),
	);
	const file = node(
		'File',
		'n8n-nodes-base.convertToFile',
		{ operation: 'toText', sourceProperty: 'message.text', options: { fileName: 'note.txt' } },
		{ typeVersion: 1.1 },
	);
	const others = [
		teamSend({ operation: 'markRead', typing: true }, { credential }, 'Read'),
		preview('Preview', { recipient: conversation, text: 'never sent' }, credential),
		preview(
			'Preview Stranger',
			{
				recipient: { __rl: true, mode: 'phone', value: '0151 99999999' },
				text: 'never sent',
			},
			german,
		),
		preview('Preview Wrong', { recipient: conversation, text: 'x'.repeat(4097) }, credential),
	];
	const nodes = [trigger(team), ...sends, file, ...others];
	const { id } = await publish(team, workflow('Outbound', nodes, linksOf(nodes)));
	wamid = await team.meta.customerWrites({ customer: ANA, text: NOTE });
	const [first] = await team.n8n.rest.executions.waitFor(id, { count: 1 });
	if (first === undefined) throw new Error('Nothing ran');
	run = first;
});

afterAll(() => team?.close());

function preview(
	name: string,
	parameters: Readonly<Record<string, unknown>>,
	credential: CredentialReference,
): WorkflowNode {
	const all = { operation: 'preview', messageType: 'text', ...parameters };
	return teamSend(all, { credential }, name);
}

/** Everything hangs on the Trigger, but for the documents, which need the file. */
function linksOf(nodes: readonly WorkflowNode[]): readonly Link[] {
	return nodes.slice(1).map(({ name }) => ({
		from: name.startsWith('Document') ? 'File' : TRIGGER,
		to: name,
	}));
}

/** What Meta took from each Send: the type, the object named like it, and the quote. */
async function taken(): Promise<Readonly<Record<string, unknown>>> {
	const accepted = await team.meta.logOf('accepted');
	return Object.fromEntries(
		Object.keys(messages).map((name) => {
			const [sent] = outputOf(run, name, 0);
			const { providerId } = (sent?.['message'] ?? {}) as { providerId?: unknown };
			const entry = accepted.find((one) => one.wamid === providerId);
			return [name, entry && [entry.type, entry.content, entry.quotes]];
		}),
	);
}

test('the run succeeds and every message is sent', () => {
	expect(run).toMatchObject({ status: 'success' });
	const verdicts = Object.keys(messages).map((name) => [
		name,
		itemsOf(run, name).map((item) => item['verdict']),
	]);
	expect(verdicts).toEqual(Object.keys(messages).map((name) => [name, ['sent']]));
});

test('Meta gets each kind as it wants it', async () => {
	const [note, header] = await team.meta.logOf('uploaded');
	const size = Buffer.byteLength(NOTE);
	const sha256 = createHash('sha256').update(NOTE).digest('hex');
	expect([note, header]).toMatchObject([
		{ mimeType: 'text/plain', fileName: 'note.txt', size, sha256 },
		{ mimeType: 'text/plain', fileName: 'note.txt', size, sha256 },
	]);
	const all = await taken();
	const link = 'https://example.com/shop.png';
	const ids = [note?.mediaId, header?.mediaId];
	expect(all).toEqual({
		Text: ['text', { preview_url: true, body: 'See https://example.com' }, wamid],
		Image: ['image', { link, caption: 'Our shop' }, null],
		Video: ['video', { link: 'https://example.com/a.mp4' }, null],
		Audio: ['audio', { link: 'https://example.com/a.ogg', voice: true }, null],
		Sticker: ['sticker', { link: 'https://example.com/a.webp' }, null],
		Location: ['location', { latitude: 52.5163, longitude: 13.3777, name: 'Shop' }, null],
		Contacts: [
			'contacts',
			[
				{
					name: { formatted_name: 'Nathan Smith', first_name: 'Nathan Smith' },
					phones: [{ phone: '+49 151 12345678', wa_id: '4915112345678' }],
				},
			],
			null,
		],
		Reaction: ['reaction', { message_id: wamid, emoji: '👍' }, null],
		Buttons: [
			'interactive',
			{
				type: 'button',
				header: { type: 'text', text: 'Delivery' },
				body: { text: 'Monday?' },
				footer: { text: 'Lucky Shrub' },
				action: { buttons: [reply('yes-1', 'Yes'), reply('No', 'No')] },
			},
			null,
		],
		List: [
			'interactive',
			{
				type: 'list',
				body: { text: 'When?' },
				action: {
					button: 'Choose',
					sections: [
						{
							title: 'Mon',
							rows: [
								{ id: 'a', title: '10:00' },
								{ id: '12:00', title: '12:00' },
							],
						},
						{
							title: 'Tue',
							rows: [{ id: 'b', title: '11:00', description: 'Berlin' }],
						},
					],
				},
			},
			null,
		],
		Link: [
			'interactive',
			{
				type: 'cta_url',
				header: { type: 'image', image: { link } },
				body: { text: 'Your parcel' },
				action: {
					name: 'cta_url',
					parameters: { display_text: 'Track it', url: 'https://example.com/p/1' },
				},
			},
			null,
		],
		Document: ['document', { id: oneOf(ids), caption: 'For you', filename: 'note.txt' }, null],
		'Document Header': [
			'interactive',
			{
				type: 'button',
				header: { type: 'document', document: { id: oneOf(ids), filename: 'check.txt' } },
				body: { text: 'Is it right?' },
				action: { buttons: [reply('Yes', 'Yes')] },
			},
			null,
		],
	});
});

test('the message of the customer is marked as read, with typing', async () => {
	expect(outputOf(run, 'Read', 0)).toMatchObject([
		{ success: true, typing: true, message: { providerId: wamid } },
	]);
	expect(await team.meta.logOf('receipt')).toMatchObject([{ wamid, typing: true }]);
});

test('a preview says what would happen, and sends nothing', async () => {
	expect([
		outputOf(run, 'Preview', 0),
		outputOf(run, 'Preview Stranger', 0),
		outputOf(run, 'Preview Wrong', 0),
	]).toMatchObject([
		[{ verdict: 'sent', reason: null, contact: { phone: `+${ANA}` } }],
		[{ verdict: 'refused', reason: 'windowClosed', contact: null }],
		[
			{
				verdict: 'refused',
				reason: 'invalid',
				explanation: expect.stringContaining("'Text' has 4097 characters"),
			},
		],
	]);
	const accepted = await team.meta.logOf('accepted');
	expect(accepted).toHaveLength(Object.keys(messages).length);
	expect(await team.meta.logOf('refused')).toEqual([]);
});

test('a file of a customer comes as binary where the Trigger is to fetch it', async () => {
	const listening = workflow('Photos', [trigger(team, { options: { downloadMedia: true } })]);
	const { id } = await team.n8n.rest.createWorkflow(listening);
	await team.n8n.rest.publish(id);
	const bytes = Buffer.from('not really a PNG');
	const photo = await team.meta.customerUploads({
		mimeType: 'image/png',
		base64: bytes.toString('base64'),
	});
	await writes(photo.id, photo.sha256);
	await team.n8n.rest.executions.waitFor(id, { count: 1 });
	await writes('9900000000000000', photo.sha256);
	const runs = await team.n8n.rest.executions.waitFor(id, { count: 2 });
	const [[fetched], [missed]] = [outputs(runs[0]), outputs(runs[1])];
	expect([fetched, missed]).toMatchObject([
		{
			json: { message: { type: 'image', text: 'Look', media: { id: photo.id } } },
			binary: { data: { mimeType: 'image/png', bytes: bytes.length } },
		},
		{
			json: {
				message: {
					type: 'image',
					media: {
						id: '9900000000000000',
						error: {
							message: expect.any(String) as string,
							advice: expect.any(String) as string,
						},
					},
				},
			},
		},
	]);
	expect(missed).not.toHaveProperty('binary');
});

/** Ana sends a picture that lies at Meta under this id. */
async function writes(mediaId: string, sha256: string): Promise<void> {
	const { id: phone_number_id } = team.number;
	const image = { id: mediaId, mime_type: 'image/png', sha256, caption: 'Look' };
	await team.meta.publishWebhook({
		field: 'messages',
		value: {
			messaging_product: 'whatsapp',
			metadata: { display_phone_number: '15550783881', phone_number_id },
			contacts: [{ profile: { name: 'Ana' }, wa_id: ANA }],
			messages: [
				{
					from: ANA,
					id: `wamid.photo-${mediaId}`,
					timestamp: String(Math.floor(Date.now() / 1000)),
					type: 'image',
					image,
				},
			],
		},
	});
}

function outputs(execution: Execution | undefined) {
	return execution?.run.nodes[TRIGGER]?.[0]?.outputs[0] ?? [];
}

function reply(id: string, title: string) {
	return { type: 'reply', reply: { id, title } };
}

function oneOf(ids: readonly (string | undefined)[]): unknown {
	return expect.stringMatching(new RegExp(`^(${ids.join('|')})$`));
}
