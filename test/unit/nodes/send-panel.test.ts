import type { INodeProperties } from 'n8n-workflow';
import { sendProperties } from '../../../nodes/WhatsAppTeam/descriptions/send.ts';

/** The values of a field that decide what else is shown. */
type Choice = Readonly<Record<string, string>>;

const shows = ({ displayOptions }: INodeProperties, choice: Choice): boolean => {
	const chosen = new Map(Object.entries(choice));
	return Object.entries(displayOptions?.show ?? {}).every(([name, values]) =>
		(values as readonly unknown[]).includes(chosen.get(name)),
	);
};

/** The names of the fields that a person sees. */
const shown = (choice: Choice): readonly string[] =>
	sendProperties.filter((property) => shows(property, choice)).map(({ name }) => name);

const HEAD = ['operation', 'recipient', 'messageType'];
const URL_FIELDS = ['mediaSource', 'mediaUrl'];
const media = { mediaSource: 'url' };

it.each<[string, Choice, readonly string[]]>([
	['text', {}, ['text']],
	['image', media, [...URL_FIELDS, 'caption']],
	['image', { mediaSource: 'id' }, ['mediaSource', 'mediaId', 'caption']],
	['video', { mediaSource: 'binary' }, ['mediaSource', 'binaryPropertyName', 'caption']],
	['audio', media, [...URL_FIELDS, 'voice']],
	['document', media, [...URL_FIELDS, 'caption', 'fileName']],
	['sticker', media, URL_FIELDS],
	['location', {}, ['latitude', 'longitude', 'locationName', 'locationAddress']],
	['contacts', { contactsInput: 'fields' }, ['contactsInput', 'contacts']],
	['contacts', { contactsInput: 'json' }, ['contactsInput', 'contactsJson']],
	['reaction', {}, ['messageId', 'emoji']],
	['buttons', { headerType: 'none' }, ['text', 'buttons', 'headerType', 'footer']],
	['buttons', { headerType: 'text' }, ['text', 'buttons', 'headerType', 'headerText', 'footer']],
	[
		'buttons',
		{ headerType: 'document', ...media },
		['text', 'buttons', 'headerType', ...URL_FIELDS, 'fileName', 'footer'],
	],
	['list', {}, ['text', 'listButton', 'rows', 'headerText', 'footer']],
	['link', { headerType: 'none' }, ['text', 'linkText', 'linkUrl', 'headerType', 'footer']],
])('shows for the message type %s what it needs (%j)', (messageType, choice, fields) => {
	const expected = [...HEAD, ...fields, 'options'];

	expect(shown({ operation: 'send', messageType, ...choice })).toEqual(expected);
	expect(shown({ operation: 'preview', messageType, ...choice })).toEqual(expected);
	expect(shown({ operation: 'sendAndWaitForReply', messageType, ...choice })).toEqual([
		...HEAD,
		...fields,
		'waitLimit',
		'waitUnit',
		'options',
	]);
});

it('shows for Mark as Read the message alone', () => {
	expect(shown({ operation: 'markRead', messageType: 'image', ...media })).toEqual([
		'operation',
		'messageId',
		'typing',
	]);
});
