import type { LinkHint } from '../../../../src/index.ts';

/** How a number is linked, as the editor shows it. */
export interface LinkWords {
	/** Plain text. */
	readonly title: string;
	/** For the places where n8n shows HTML. */
	readonly html: string;
}

const CLOUD: LinkWords = {
	title: 'Nothing to link',
	html: 'The credential of this node is one of the Cloud API, which needs no phone.',
};

/** A hint in words, with a link to the page where there is one. */
export function linkWords(hint: LinkHint): LinkWords {
	if (hint.kind === 'cloud') return CLOUD;
	const { phone, state, page } = hint;
	const title = `${phone} is ${STATES[state]}`;
	if (page === null) {
		const html = 'Publish this workflow first: its Trigger serves the link page.';
		return { title, html };
	}
	const link = `<a href="${page.url}" target="_blank" rel="noopener noreferrer">Open the link page</a>`;
	return { title, html: `${link}. This address holds for an hour: whoever has it can link.` };
}

const STATES: Readonly<Record<Extract<LinkHint, { kind: 'linked' }>['state'], string>> = {
	unlinked: 'not linked yet',
	linking: 'being linked',
	ready: 'linked',
	degraded: 'linked, and connects again',
	at_risk: 'linked, and the link is at risk',
	offline: 'linked, and stopped',
	restricted: 'linked, and restricted by WhatsApp',
	logged_out: 'logged out',
	banned: 'banned by WhatsApp',
	paused: 'paused',
	pending: 'not linked yet',
	code_sent: 'not linked yet',
	verified: 'not linked yet',
	reverify_needed: 'not linked yet',
	unknown: 'not linked yet',
};
