import type { CatalogueRange, CatalogueRow } from './row.ts';

/** What a message carries: its kind, its media, its Flow. */
export const CONTENT: readonly CatalogueRow[] = [
	{
		code: 131051,
		name: 'unsupportedType',
		message: 'Meta does not support this type of message',
		advice: 'Choose another message type.',
		class: 'never',
	},
	{
		code: 131052,
		name: 'mediaDownloadFailed',
		message: "Meta could not fetch the customer's file",
		advice: 'Ask the customer to send it again; files over 100 MB never arrive.',
		class: 'never',
	},
	{
		code: 131053,
		name: 'mediaUploadFailed',
		message: 'Meta could not use the file of the message',
		advice: "Check the file's type and size, and that its link can be opened from the internet.",
		class: 'fix',
	},
	{
		code: 131055,
		name: 'methodNotAllowed',
		message: 'The Marketing Messages API takes marketing templates only',
		advice: 'Send this message the ordinary way.',
		class: 'fix',
	},
	{
		code: 131060,
		name: 'messageUnavailable',
		message:
			'The message cannot be shown here: it was written on a device that Meta does not pass on',
		advice: 'Read it in the WhatsApp Business app, or ask the customer to write it again.',
		class: 'never',
	},
	{
		code: 132068,
		name: 'flowBlocked',
		message: 'Meta has blocked the Flow of this message',
		advice: 'Repair the Flow in WhatsApp Manager, where it says what is wrong.',
		class: 'fix',
	},
	{
		code: 132069,
		name: 'flowThrottled',
		message: 'Meta lets the Flow of this message go out only 10 times an hour',
		advice: "Wait an hour, and see to the Flow's endpoint in WhatsApp Manager.",
		class: 'later',
	},
];

export const CONTENT_RANGES: readonly CatalogueRange[] = [
	{
		from: 139000,
		to: 139004,
		name: 'flowInvalid',
		message: 'Meta did not accept the Flow or its publication',
		advice: 'Repair the Flow in WhatsApp Manager, where it says what is wrong.',
		class: 'fix',
	},
];
