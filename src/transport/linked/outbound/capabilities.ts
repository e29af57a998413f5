import type { Failure } from '../../../domain/message.ts';
import type { OutgoingContent, OutgoingType } from '../../../domain/outgoing.ts';
import { notOnLinked } from '../error-catalogue/own.ts';

/** What a linked number can send; for the rest, why not. */
export const LINKED_CAPABILITIES: Readonly<Record<OutgoingType, Failure | null>> = {
	text: null,
	image: null,
	video: null,
	audio: null,
	document: null,
	sticker: null,
	location: null,
	contacts: null,
	reaction: null,
	buttons: notOnLinked('Buttons'),
	list: notOnLinked('Lists'),
	link: notOnLinked('Buttons that open a page'),
	template: notOnLinked('Templates'),
};

/**
 * Whether a linked number can send this.
 *
 * @returns why not; `null` if it can
 */
export function whyNotOnLinked({ type }: Pick<OutgoingContent, 'type'>): Failure | null {
	return LINKED_CAPABILITIES[type];
}
