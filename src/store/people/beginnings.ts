import type { EventType } from '../../domain/event.ts';

/** What begins with a message, in the order in which it is told. */
export function beginnings(isNew: {
	readonly contact: boolean;
	readonly conversation: boolean;
}): readonly { readonly type: EventType }[] {
	return [
		...(isNew.contact ? [{ type: 'contact.created' } as const] : []),
		...(isNew.conversation ? [{ type: 'conversation.created' } as const] : []),
	];
}
