import type { Selectable } from 'kysely';
import { linkRisk, riskInWords, type LinkTimes } from '../../domain/number/link-risk.ts';
import type { Failure } from '../../domain/message.ts';
import type { NumberMode, NumberState } from '../../domain/number/number.ts';
import type { LinkedOperations, OwnedNumber } from '../../ports/store/linked.ts';
import type { Tables, Tx } from '../schema.ts';

/** The least distance of two notes that the phone was seen, in ms. */
const SEEN_MS = 60_000;

/** A number as it is kept. */
export type NumberRow = Selectable<Tables['number']>;

/** What a connection said last of its number: `standing_json`. */
export interface Said {
	readonly state: NumberState;
	readonly failure: Failure | null;
	/** Of the owner that said it: of the present connection an earlier owner knows nothing. */
	readonly fence: number;
}

/**
 * Reads a number that the caller owns, and holds it: whoever takes it over does so before or after
 * this transaction.
 *
 * @returns `null` if the caller does not own it any more
 */
export async function readOwn(
	{ db, locks }: Tx,
	{ numberId, fence }: OwnedNumber,
): Promise<NumberRow | null> {
	await locks.number(numberId);
	const number = await db
		.selectFrom('number')
		.selectAll()
		.where('id', '=', numberId)
		.executeTakeFirst();
	return number?.fence === fence ? number : null;
}

/** What the connection of a number said last. A state that came by another way speaks for itself. */
export function saidOf({ standing_json: json, state }: NumberRow): Said {
	const said = json === null ? null : (JSON.parse(json) as Said);
	if (said !== null && (state === said.state || state === 'at_risk')) return said;
	return { state: state as NumberState, failure: null, fence: 0 };
}

/** When both ends of the link were last there. Where nobody knows, the time counts from now. */
export function timesOf(number: NumberRow, now: number): LinkTimes {
	return {
		phoneSeenAt: number.phone_seen_at ?? number.linked_at ?? now,
		connectedAt: number.connected_at ?? number.linked_at ?? now,
	};
}

/** See `LinkedOperations.notePhoneSeen`. */
export async function notePhoneSeen(
	{ db }: Tx,
	{ numberId, at, now }: Parameters<LinkedOperations['notePhoneSeen']>[0],
): Promise<null> {
	const seenAt = Math.min(at, now);
	await db
		.updateTable('number')
		.set({ phone_seen_at: seenAt })
		.where('id', '=', numberId)
		.where((eb) =>
			eb.or([eb('phone_seen_at', 'is', null), eb('phone_seen_at', '<=', seenAt - SEEN_MS)]),
		)
		.execute();
	return null;
}

/** See `LinkedOperations.linkStanding`. */
export async function linkStanding(
	{ db }: Tx,
	{ numberId, now }: Parameters<LinkedOperations['linkStanding']>[0],
): ReturnType<LinkedOperations['linkStanding']> {
	const number = await db
		.selectFrom('number')
		.selectAll()
		.where('id', '=', numberId)
		.executeTakeFirst();
	if (number === undefined) return null;
	const risk = number.state === 'at_risk' ? linkRisk(timesOf(number, now), now) : null;
	return {
		workspaceId: number.workspace_id,
		mode: number.mode as NumberMode,
		label: number.label,
		phone: number.phone,
		state: number.state as NumberState,
		failure: risk === null ? saidOf(number).failure : riskInWords(risk, now),
		linkedAt: number.linked_at,
		phoneSeenAt: number.phone_seen_at,
		connectedAt: number.connected_at,
		linkVersion: number.link_version,
	};
}

/** See `LinkedOperations.revokeLinks`. */
export async function revokeLinks(
	{ db }: Tx,
	{ numberId }: Parameters<LinkedOperations['revokeLinks']>[0],
): ReturnType<LinkedOperations['revokeLinks']> {
	const { link_version: linkVersion } = await db
		.updateTable('number')
		.set((eb) => ({ link_version: eb('link_version', '+', 1) }))
		.where('id', '=', numberId)
		.returning('link_version')
		.executeTakeFirstOrThrow();
	return { linkVersion };
}
