import type { LinkEnd } from '../../domain/number/number.ts';

/** What happened, and what to do. */
export interface Words {
	readonly title: string;
	readonly advice: string;
}

/** How a link, or a try to link, ended, for the person who is to link it. */
export function endInWords(end: LinkEnd): Words {
	return WORDS[end];
}

const WORDS: Readonly<Record<LinkEnd, Words>> = {
	expired: {
		title: 'Nobody used the code in time',
		advice: 'Take the phone in your hand, open "Linked devices" in WhatsApp, and then ask for a new code.',
	},
	refused: {
		title: 'WhatsApp did not agree to the link',
		advice: 'Update WhatsApp on the phone, see that fewer than four devices are linked to it, wait some minutes and try again. After many tries in a row WhatsApp refuses for hours.',
	},
	outdated: {
		title: 'WhatsApp does not take this version of the connection any more',
		advice: 'Update the package n8n-nodes-whatsapp-team in n8n, then try again. Another code does not help.',
	},
	wrongPhone: {
		title: 'Another phone used the code',
		advice: 'Its link was taken back. Use the phone of the number that stands above, or write the other number into the credential in n8n.',
	},
	loggedOut: {
		title: 'The link was ended on the phone, or by WhatsApp',
		advice: 'WhatsApp ends a link when the phone was away for 14 days. Link the number anew, and let the phone come online now and then.',
	},
	banned: {
		title: 'WhatsApp has banned this number',
		advice: 'Open WhatsApp on the phone: it says for how long, and how to ask for a review. Do not link the number before that has ended well.',
	},
	replaced: {
		title: 'Another program uses the same link',
		advice: 'Stop the other n8n or program that has a copy of this database, then link the number anew.',
	},
	keysLost: {
		title: 'The keys of the link cannot be read any more',
		advice: 'The encryption key of n8n has changed, or the database is an old backup. Remove the old entry under "Linked devices" on the phone and link the number anew.',
	},
	unlinked: {
		title: 'The number was unlinked in n8n',
		advice: 'Link it again whenever you like.',
	},
};
