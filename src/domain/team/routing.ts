import type { Referral } from '../inbound.ts';
import type { NumberPart } from '../item.ts';
import { wrong } from '../outgoing/field.ts';
import { minuteOfDay } from '../caps/quiet-hours.ts';
import { isWithinAny, weekdayOf, type WeeklyHours } from '../desk/weekly-hours.ts';

/** What is known of a conversation that somebody is looked for. */
export interface RoutingFacts {
	readonly number: NumberPart;
	/** IANA name; `null` if the number has none. */
	readonly timeZone: string | null;
	/** When somebody answers at the number; `null` for always. */
	readonly hours: readonly WeeklyHours[] | null;
	readonly labels: readonly string[];
	readonly owner: string | null;
	/** What the customer wrote last. */
	readonly text: string | null;
	/** The ad or post by which they came last. */
	readonly referral: Referral | null;
	/** The main language of the country of their phone (BCP 47); `null` if there is none. */
	readonly language: string | null;
}

/** What the expression of the rules is evaluated over: users depend on these names. */
export function routingInput(facts: RoutingFacts, now: number): Readonly<Record<string, unknown>> {
	const { number, labels, owner, text, referral, language } = facts;
	const zone = facts.timeZone ?? 'UTC';
	const minute = minuteOfDay(zone, now);
	const two = (count: number): string => String(count).padStart(2, '0');
	const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
	const open = isWithinAny(facts.hours, zone, now);
	const hours = { day: weekdayOf(zone, now), time, zone, open };
	return { number, group: number.group, labels, owner, text, referral, language, hours };
}

/**
 * Whom rules name: an agent or a team by a text, or one that is said to be which.
 *
 * @returns `null` for nobody
 * @throws TeamError `invalidInput`
 */
export function readTarget(value: unknown): RoutingTarget | null {
	if (value === undefined || value === null) return null;
	if (typeof value === 'string') return value.trim() === '' ? null : { name: value.trim() };
	if (typeof value === 'object' && !Array.isArray(value)) {
		const { agent, team } = value as Record<string, unknown>;
		if (typeof agent === 'string' && agent.trim() !== '') return { agent: agent.trim() };
		if (typeof team === 'string' && team.trim() !== '') return { team: team.trim() };
	}
	throw wrong(
		'Rules',
		'return something that names neither an agent nor a team',
		"Let them return the email of an agent, the name of a team, or nothing, as in language = 'de' ? 'Berlin'.",
	);
}

/** Whom rules name. */
export type RoutingTarget =
	/** An agent by their email, or a team. */
	{ readonly name: string } | { readonly agent: string } | { readonly team: string };
