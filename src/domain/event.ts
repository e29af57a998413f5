/** The events that exist so far; workflows depend on their names. */
export const EVENT_TYPES = [
	'message.received',
	'message.sent',
	'message.delivered',
	'message.read',
	'message.failed',
	'message.reaction',
	'message.edited',
	'message.deleted',
	'contact.updated',
	'contact.merged',
	'contact.opted_out',
	'contact.opted_in',
	'number.paused',
	'number.resumed',
	'number.cap_reached',
	'number.quality',
	'number.linking',
	'number.ready',
	'number.degraded',
	'number.at_risk',
	'number.offline',
	'number.logged_out',
	'number.banned',
	'number.restricted',
	'template.status',
	'template.quality',
	'template.category',
] as const;

/** The name of an event: `family.name`. */
export type EventType = (typeof EVENT_TYPES)[number];

/** Whether a text from outside names an event. */
export function isEventType(text: string): text is EventType {
	return (EVENT_TYPES as readonly string[]).includes(text);
}
