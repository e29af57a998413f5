import type { EventType } from '../../domain/event.ts';
import {
	isConnected,
	isNewLink,
	linkRisk,
	mayHaveLink,
	stateAtRisk,
	type LinkTimes,
} from '../../domain/number/link-risk.ts';
import type { NumberState } from '../../domain/number/number.ts';
import type { LinkedOperations, NoteStanding, Owned } from '../../ports/store/linked.ts';
import { appendEvents, numberEvent } from '../log/events.ts';
import { readOwn, saidOf, timesOf, type NumberRow, type Said } from './linked-number.ts';
import type { Tx } from '../schema.ts';

/** The events that tell of states; of the others nobody needs to be told. */
const EVENT_OF: Readonly<Record<NumberState, EventType | null>> = {
	linking: 'number.linking',
	ready: 'number.ready',
	degraded: 'number.degraded',
	at_risk: 'number.at_risk',
	offline: 'number.offline',
	logged_out: 'number.logged_out',
	banned: 'number.banned',
	restricted: 'number.restricted',
	unlinked: null,
	pending: null,
	code_sent: null,
	verified: null,
	reverify_needed: null,
	paused: null,
	unknown: null,
};

/** See `LinkedOperations.noteStanding`. */
export async function noteStanding(tx: Tx, input: NoteStanding): Promise<Owned> {
	const { state, failure, fence, now } = input;
	const number = await readOwn(tx, input);
	if (number === null) return { isOwner: false };
	const isNew = isNewLink(number.state as NumberState, state);
	const isHere = isConnected(state) || wasConnected(number);
	const times = timesOf(number, now);
	await become(tx, number, {
		said: { state, failure, fence },
		linkedAt: isNew ? now : number.linked_at,
		// Phone and n8n have just spoken with each other.
		phoneSeenAt: isNew ? now : times.phoneSeenAt,
		connectedAt: isNew || isHere ? now : times.connectedAt,
		now,
	});
	return { isOwner: true };
}

/** See `LinkedOperations.checkLinkRisk`. */
export async function checkLinkRisk(
	tx: Tx,
	input: Parameters<LinkedOperations['checkLinkRisk']>[0],
): ReturnType<LinkedOperations['checkLinkRisk']> {
	const { now } = input;
	const number = await readOwn(tx, input);
	if (number === null) return { isOwner: false, state: 'unlinked' };
	const times = timesOf(number, now);
	const state = await become(tx, number, {
		...times,
		said: saidOf(number),
		linkedAt: number.linked_at,
		connectedAt: wasConnected(number) ? now : times.connectedAt,
		now,
	});
	return { isOwner: true, state };
}

/** Whether the present owner's connection has been in touch with WhatsApp until now. */
function wasConnected(number: NumberRow): boolean {
	const { state, fence } = saidOf(number);
	return fence === number.fence && isConnected(state);
}

/** How a number stands from now on. */
interface Standing extends LinkTimes {
	readonly said: Said;
	readonly linkedAt: number | null;
	readonly now: number;
}

async function become(tx: Tx, number: NumberRow, standing: Standing): Promise<NumberState> {
	const { said, phoneSeenAt, connectedAt, linkedAt, now } = standing;
	const risk = linkRisk({ phoneSeenAt, connectedAt }, now);
	const state = stateAtRisk(said.state, risk);
	const day = state === 'at_risk' ? (risk?.day ?? null) : null;
	await tx.db
		.updateTable('number')
		.set({
			state,
			standing_json: JSON.stringify(said),
			linked_at: linkedAt,
			...(mayHaveLink(state)
				? { phone_seen_at: phoneSeenAt, connected_at: connectedAt }
				: {}),
			risk_told_day: day,
			...(state === number.state ? {} : { updated_at: now }),
		})
		.where('id', '=', number.id)
		.execute();
	const type = EVENT_OF[state];
	const isNews = state !== number.state || (day ?? 0) > (number.risk_told_day ?? 0);
	if (type === null || !isNews) return state;
	const data = { field: 'state', from: number.state, to: state };
	await appendEvents(tx, number.workspace_id, [{ ...numberEvent(type, number.id), data }], now);
	return state;
}
