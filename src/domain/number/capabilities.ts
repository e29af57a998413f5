import type { Failure } from '../message.ts';
import type { NumberMode } from './number.ts';
import type { OutgoingContent, OutgoingType } from '../outgoing.ts';

/** What linked numbers cannot send, as people call it; `null` for what they can. */
const NOT_LINKED: Readonly<Record<OutgoingType, string | null>> = {
	text: null,
	image: null,
	video: null,
	audio: null,
	document: null,
	sticker: null,
	location: null,
	contacts: null,
	reaction: null,
	buttons: 'Buttons',
	list: 'Lists',
	link: 'Buttons that open a page',
	template: 'Templates',
};

const ADVICE: Partial<Readonly<Record<OutgoingType, string>>> = {
	template:
		'A linked number needs none: send the text itself, at any time. Or use a number on the Cloud API.',
};

/**
 * Whether a number of this mode can send this at all: known before anything is queued.
 *
 * @returns why not, with what to do; `null` if it can
 */
export function unsupportedBy(
	mode: NumberMode,
	{ type }: Pick<OutgoingContent, 'type'>,
): Failure | null {
	const what = mode === 'linked' ? NOT_LINKED[type] : null;
	if (what === null) return null;
	return {
		name: 'unsupported',
		code: 0,
		message: `${what} cannot be sent from a linked number: WhatsApp shows them only when they come from the Cloud API`,
		advice: ADVICE[type] ?? 'Write the choices into a text, or use a number on the Cloud API.',
	};
}
