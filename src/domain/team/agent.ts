import { wrong } from '../outgoing/field.ts';
import { checkHours, isWithinHours, type WeeklyHours } from '../desk/weekly-hours.ts';
import type { Role } from './permissions.ts';

/** Whether somebody is there, as they say themselves. */
export type Availability = 'online' | 'away' | 'offline';

const AVAILABILITIES: readonly string[] = ['online', 'away', 'offline'];

/** Whether a text from outside is an availability. */
export function isAvailability(text: string): text is Availability {
	return AVAILABILITIES.includes(text);
}

/** How many open conversations of one number somebody can have at the most. */
export interface NumberCapacity {
	/** The id of the number. */
	readonly number: string;
	readonly most: number;
}

/** A member of the team. */
export interface Agent {
	/** In small letters: who they are. */
	readonly email: string;
	readonly name: string;
	readonly role: Role;
	/** IANA name. */
	readonly timeZone: string;
	/** Hours of work; none for always. */
	readonly shifts: readonly WeeklyHours[];
	readonly availability: Availability;
	/** How many open conversations they can have at the most; `null` for any number. */
	readonly capacity: number | null;
	readonly numberCapacities: readonly NumberCapacity[];
	readonly teams: readonly string[];
	/** Ids or groups of the numbers that they may see; `null` for all. */
	readonly numberScope: readonly string[] | null;
	/** Labels of which a conversation must have one for them to see it; `null` for any. */
	readonly labelScope: readonly string[] | null;
}

/** What of an agent can be set. What is absent stays, or is the default of a new one. */
export type AgentChange = Partial<Omit<Agent, 'email'>>;

/** What holds for a new agent where nothing is said. */
export const NEW_AGENT: Omit<Agent, 'email' | 'name'> = {
	role: 'agent',
	timeZone: 'UTC',
	shifts: [],
	availability: 'online',
	capacity: null,
	numberCapacities: [],
	teams: [],
	numberScope: null,
	labelScope: null,
};

/** Whether it is one of their hours of work: the clock on their wall counts, also where it jumps. */
export function isOnShift(agent: Pick<Agent, 'shifts' | 'timeZone'>, now: number): boolean {
	if (agent.shifts.length === 0) return true;
	return agent.shifts.some((shift) => isWithinHours(shift, agent.timeZone, now));
}

/** Whether they can be given something now. */
export function isThere(
	agent: Pick<Agent, 'shifts' | 'timeZone' | 'availability'>,
	now: number,
): boolean {
	return agent.availability === 'online' && isOnShift(agent, now);
}

/** Whether somebody is a member of a team, however it is written. */
export function isOfTeam({ teams }: Pick<Agent, 'teams'>, team: string): boolean {
	return teams.some((one) => isSameTeam(one, team));
}

/** Whether two names are those of one team. */
export function isSameTeam(one: string, other: string): boolean {
	return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Most characters of an address (RFC 5321), and of a name or the name of a team. */
const MOST_EMAIL = 254;
const MOST_NAME = 100;

/**
 * Reads the email by which the team knows somebody.
 *
 * @param field the name of the field in the panel
 * @returns in small letters, without the space around it
 * @throws TeamError `invalidInput`
 */
export function readEmail(field: string, text: string): string {
	const email = text.trim().toLowerCase();
	if (email === '') throw wrong(field, 'is empty', 'Write an email, as in ada@example.com.');
	if (email.length <= MOST_EMAIL && /^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(email)) return email;
	throw wrong(
		field,
		`has '${text.trim().slice(0, 60)}', which is no email`,
		'Write it as in ada@example.com.',
	);
}

/** @throws TeamError `invalidInput`, naming the field */
export function checkAgent(change: AgentChange): void {
	const { name, timeZone, shifts = [], capacity = null, teams = [] } = change;
	if (name !== undefined) checkName('Name', name);
	if (timeZone !== undefined && !isZone(timeZone)) {
		throw wrong('Time Zone', 'is none that there is', 'Write it as in Europe/Berlin.');
	}
	for (const shift of shifts) checkHours(shift);
	for (const team of teams) checkName('Teams', team);
	if (capacity !== null) checkCount('Capacity', capacity);
	for (const { number, most } of change.numberCapacities ?? []) {
		checkName('Number ID', number);
		checkCount('Capacity', most);
	}
	for (const number of change.numberScope ?? []) checkName('Numbers', number);
	for (const label of change.labelScope ?? []) checkName('Labels', label);
}

function checkName(field: string, text: string): void {
	if (text.trim() === '') throw wrong(field, 'is empty', 'Write a name.');
	if ([...text].length <= MOST_NAME) return;
	throw wrong(field, `has more than ${MOST_NAME} characters`, 'Shorten it.');
}

function checkCount(field: string, count: number): void {
	if (Number.isInteger(count) && count >= 0 && count <= 100_000) return;
	throw wrong(field, 'is no whole number from 0 on', 'Write it as in 20.');
}

function isZone(zone: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
	} catch {
		return false;
	}
}
