import type { Failure } from '../message.ts';
import type { NumberState } from './number.ts';
import { DAY_MS } from '../settings.ts';

/**
 * After this long without the phone, or without the linked device itself, WhatsApp ends a link, in
 * ms.
 * @see https://faq.whatsapp.com/378279804439436
 */
export const LINK_ENDS_MS = 14 * DAY_MS;

/** After so many whole days away it is told; from the first on the link is at risk. */
const RISK_DAYS = [10, 12, 13] as const;

/** A day on which the risk is told. */
export type RiskDay = (typeof RISK_DAYS)[number];

/** When both ends of a link were last there. Milliseconds since 1970, UTC. */
export interface LinkTimes {
	/** The last sign of life of the phone. */
	readonly phoneSeenAt: number;
	/** When n8n was last connected; now, if it is. */
	readonly connectedAt: number;
}

/** Who has been away for too long. */
export interface LinkRisk {
	readonly away: 'phone' | 'n8n';
	/** The last of the days that have been reached. */
	readonly day: RiskDay;
	/** When WhatsApp may end the link. Milliseconds since 1970, UTC. */
	readonly endsAt: number;
}

/** Whether WhatsApp will soon end a link: whoever has been away the longer decides. */
export function linkRisk({ phoneSeenAt, connectedAt }: LinkTimes, now: number): LinkRisk | null {
	const since = Math.min(phoneSeenAt, connectedAt);
	const day = RISK_DAYS.findLast((days) => now - since >= days * DAY_MS);
	if (day === undefined) return null;
	return {
		away: phoneSeenAt <= connectedAt ? 'phone' : 'n8n',
		day,
		endsAt: since + LINK_ENDS_MS,
	};
}

/** The risk in words. */
export function riskInWords({ away, endsAt }: LinkRisk, now: number): Failure {
	const days = Math.floor((now - endsAt + LINK_ENDS_MS) / DAY_MS);
	const end = `${new Date(endsAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
	const ends = now < endsAt ? `On ${end} WhatsApp ends` : 'WhatsApp may have ended';
	const then = `${ends} the link; then the number has to be linked anew.`;
	return away === 'phone'
		? {
				name: 'phoneAway',
				code: 0,
				message: `The phone of this number has given no sign of life for ${days} days`,
				advice: `Connect it to the internet and open WhatsApp on it. ${then}`,
			}
		: {
				name: 'connectionAway',
				code: 0,
				message: `This number has not been connected to WhatsApp for ${days} days`,
				advice: `See that n8n reaches the internet, and keep a Trigger of the number published. ${then}`,
			};
}

/** What a state says of the link of a number. */
type LinkPhase =
	/** There is no link, or it is just being made. */
	| 'before'
	/** It is connected. */
	| 'connected'
	/** It connects again. */
	| 'away'
	/** Something else decides. */
	| 'aside';

const PHASES: Readonly<Record<NumberState, LinkPhase>> = {
	pending: 'before',
	code_sent: 'before',
	verified: 'before',
	reverify_needed: 'before',
	unknown: 'before',
	unlinked: 'before',
	linking: 'before',
	logged_out: 'before',
	ready: 'connected',
	restricted: 'connected',
	at_risk: 'away',
	degraded: 'away',
	offline: 'aside',
	banned: 'aside',
	paused: 'aside',
};

/** Whether a number of this state may have a link. */
export function mayHaveLink(state: NumberState): boolean {
	return PHASES[state] !== 'before';
}

/** Whether a link was made between these states. */
export function isNewLink(from: NumberState, to: NumberState): boolean {
	return PHASES[from] === 'before' && (PHASES[to] === 'connected' || PHASES[to] === 'away');
}

/** Whether a connection that says this of itself is in touch with WhatsApp. */
export function isConnected(said: NumberState): boolean {
	return PHASES[said] === 'connected';
}

/**
 * The state of a number: what its connection says, unless the link is at risk. That is the worse
 * news for who is ready or connects again, and the lesser one for everybody else.
 */
export function stateAtRisk(said: NumberState, risk: LinkRisk | null): NumberState {
	const isLesser = said === 'ready' || said === 'degraded';
	return risk !== null && isLesser ? 'at_risk' : said;
}
