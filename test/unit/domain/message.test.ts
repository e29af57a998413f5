import { advances, type DeliveryStatus } from '../../../src/domain/message.ts';
import { EVENT_TYPES, isEventType } from '../../../src/domain/event.ts';

const STATUSES: readonly DeliveryStatus[] = ['sent', 'delivered', 'read', 'played', 'failed'];

/** What each status may be followed by. */
const FORWARD: Readonly<Record<DeliveryStatus, readonly DeliveryStatus[]>> = {
	sent: ['delivered', 'read', 'played', 'failed'],
	delivered: ['read', 'played'],
	read: ['played'],
	played: [],
	failed: [],
};

it.each(STATUSES)('goes on from %s to what comes after it, and to nothing else', (current) => {
	expect(STATUSES.filter((next) => advances(current, next))).toEqual(FORWARD[current]);
});

it('begins with any status', () => {
	expect(STATUSES.filter((next) => advances(null, next))).toEqual(STATUSES);
});

it('knows its events by name', () => {
	expect([...EVENT_TYPES, 'message', 'message.Sent', '', 'toString'].map(isEventType)).toEqual([
		...EVENT_TYPES.map(() => true),
		false,
		false,
		false,
		false,
	]);
});
