import {
	isAvailability,
	isRole,
	wrong,
	type Agent,
	type AgentChange,
} from '../../../../src/index.ts';
import { entriesOf, readTextList, textOf, type Given } from './values.ts';
import { readWeeklyHours } from './weekly-hours.ts';

/** What can be set, as it is filled here. */
type Change = { -readonly [Name in keyof AgentChange]: AgentChange[Name] };

/**
 * Reads the collection 'Fields' of an agent: what is not given stays as it is.
 *
 * @throws TeamError `invalidInput`
 */
export function readAgentChange(given: Given): AgentChange {
	const change: Change = {};
	const has = (name: string): boolean => given[name] !== undefined && given[name] !== null;
	if (textOf(given['name']) !== '') change.name = textOf(given['name']);
	if (has('role')) change.role = readRole(textOf(given['role']));
	if (has('availability')) change.availability = readAvailability(given['availability']);
	if (textOf(given['timeZone']) !== '') change.timeZone = textOf(given['timeZone']);
	// The field of a number shows 0 where it is empty.
	if (has('capacity')) change.capacity = readCount(given['capacity']) || null;
	if (has('teams')) change.teams = readTextList('Teams', given['teams']);
	if (has('numberScope')) change.numberScope = scopeOf('Numbers', given['numberScope']);
	if (has('labelScope')) change.labelScope = scopeOf('Labels', given['labelScope']);
	if (has('shifts')) change.shifts = entriesOf(given['shifts']).map(readWeeklyHours);
	if (has('numberCapacities')) {
		change.numberCapacities = entriesOf(given['numberCapacities']).map((entry) => ({
			number: textOf(entry['number']),
			most: readCount(entry['most']),
		}));
	}
	return change;
}

/** @throws TeamError `invalidInput` */
export function readAvailability(value: unknown): Agent['availability'] {
	const text = textOf(value);
	if (isAvailability(text)) return text;
	throw wrong('Availability', 'is none that there is', 'Write online, away or offline.');
}

function readRole(text: string): Agent['role'] {
	if (isRole(text)) return text;
	const advice = 'Write owner, manager, agent, limitedAgent or viewer.';
	throw wrong('Role', 'is none that there is', advice);
}

function readCount(value: unknown): number {
	const text = textOf(value);
	if (/^\d*$/.test(text)) return Number(text);
	throw wrong('Capacity', 'is no whole number from 0 on', 'Write it as in 20.');
}

/** A limit without anything in it is none. */
function scopeOf(field: string, value: unknown): readonly string[] | null {
	const list = readTextList(field, value);
	return list.length === 0 ? null : list;
}
