import { checkDistinct, checkFilled, checkLength, wrong } from './field.ts';
import { checkSource, type MediaSource, type SourceRules } from './media.ts';

/** What stands above the text. */
export type Header =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'image' | 'video'; readonly media: MediaSource }
	| { readonly kind: 'document'; readonly media: MediaSource; readonly fileName: string | null };

/** A text with buttons that answer. */
export interface ButtonsContent {
	readonly type: 'buttons';
	readonly text: string;
	readonly header: Header | null;
	readonly footer: string | null;
	/** 1 to 3. */
	readonly buttons: readonly { readonly id: string; readonly title: string }[];
}

/** A text with a button that opens a list to choose from. */
export interface ListContent {
	readonly type: 'list';
	readonly text: string;
	readonly header: Extract<Header, { kind: 'text' }> | null;
	readonly footer: string | null;
	/** What the button says that opens the list. */
	readonly button: string;
	/** 1 to 10, with 10 rows in all. */
	readonly sections: readonly ListSection[];
}

/** Rows under a title. */
export interface ListSection {
	/** Needed where there is more than one section. */
	readonly title: string | null;
	readonly rows: readonly ListRow[];
}

/** Something to choose. */
export interface ListRow {
	readonly id: string;
	readonly title: string;
	readonly description: string | null;
}

/** A text with a button that opens a web page. */
export interface LinkContent {
	readonly type: 'link';
	readonly text: string;
	readonly header: Header | null;
	readonly footer: string | null;
	/** What the button says. */
	readonly linkText: string;
	readonly url: string;
}

/**
 * Limits of interactive messages, in characters or in pieces.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-cta-url-messages
 */
export const INTERACTIVE_LIMITS = {
	buttons: 3,
	buttonId: 256,
	buttonTitle: 20,
	text: 1024,
	listText: 4096,
	headerText: 60,
	footer: 60,
	sections: 10,
	rows: 10,
	sectionTitle: 24,
	rowId: 200,
	rowTitle: 24,
	rowDescription: 72,
} as const;

const LIMITS = INTERACTIVE_LIMITS;

/** @throws TeamError `invalidInput` */
export function checkButtons(content: ButtonsContent, rules: SourceRules): void {
	checkFrame(content, LIMITS.text, rules);
	const { buttons } = content;
	if (buttons.length === 0 || buttons.length > LIMITS.buttons) {
		throw wrong(
			'Buttons',
			`has ${buttons.length} buttons; WhatsApp takes 1 to ${LIMITS.buttons}`,
			"Take some away, or use the message type 'List' for up to 10 choices.",
		);
	}
	for (const [index, { id, title }] of buttons.entries()) {
		const name = `Button ${index + 1}`;
		checkFilled(`${name}: Title`, title, LIMITS.buttonTitle, { empty: FILL });
		checkFilled(`${name}: ID`, id, LIMITS.buttonId, { empty: FILL });
	}
	checkDistinct(
		'Buttons: Title',
		buttons.map(({ title }) => title),
	);
	checkDistinct(
		'Buttons: ID',
		buttons.map(({ id }) => id),
	);
}

/** @throws TeamError `invalidInput` */
export function checkList(content: ListContent): void {
	checkFrame(content, LIMITS.listText, { privateAddresses: false });
	checkFilled('List Button', content.button, LIMITS.buttonTitle, { empty: FILL });
	const { sections } = content;
	const rows = sections.flatMap((section) => section.rows);
	if (rows.length === 0 || rows.length > LIMITS.rows) {
		throw wrong(
			'Rows',
			`has ${rows.length} rows; WhatsApp takes 1 to ${LIMITS.rows} in all sections together`,
			'Take some away, or ask in two steps.',
		);
	}
	if (sections.length > LIMITS.sections) {
		throw wrong(
			'Rows: Section',
			`makes ${sections.length} sections; WhatsApp takes at most ${LIMITS.sections}`,
			'Put several rows into the same section.',
		);
	}
	for (const { title } of sections) checkSectionTitle(title, sections.length);
	for (const [index, row] of rows.entries()) checkRow(`Row ${index + 1}`, row);
	checkDistinct(
		'Rows: ID',
		rows.map(({ id }) => id),
	);
}

/** @throws TeamError `invalidInput` */
export function checkLink(content: LinkContent, rules: SourceRules): void {
	checkFrame(content, LIMITS.text, rules);
	checkFilled('Link Text', content.linkText, LIMITS.buttonTitle, { empty: FILL });
	const protocol = URL.parse(content.url)?.protocol;
	if (protocol === 'https:' || protocol === 'http:') return;
	throw wrong(
		'Link URL',
		'is not a web address',
		'Write it in full, as in https://example.com/order/1.',
	);
}

const FILL = 'Fill it in.';

function checkFrame(
	content: ButtonsContent | ListContent | LinkContent,
	longest: number,
	rules: SourceRules,
): void {
	const { header } = content;
	checkFilled('Text', content.text, longest, { empty: 'Write what the customer shall read.' });
	checkLength('Footer', content.footer, LIMITS.footer);
	if (header === null) return;
	if (header.kind === 'text') {
		checkFilled('Header Text', header.text, LIMITS.headerText, { empty: FILL });
	} else {
		checkSource(header.media, rules);
	}
}

function checkSectionTitle(title: string | null, sections: number): void {
	checkLength('Rows: Section', title, LIMITS.sectionTitle);
	if (sections === 1 || (title ?? '').trim() !== '') return;
	throw wrong(
		'Rows: Section',
		'is empty for some rows',
		'Where there is more than one section, WhatsApp needs a title for each.',
	);
}

function checkRow(name: string, { id, title, description }: ListRow): void {
	checkFilled(`${name}: Title`, title, LIMITS.rowTitle, { empty: FILL });
	checkFilled(`${name}: ID`, id, LIMITS.rowId, { empty: FILL });
	checkLength(`${name}: Description`, description, LIMITS.rowDescription);
}
