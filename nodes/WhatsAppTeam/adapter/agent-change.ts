import {
	isAvailability,
	isRole,
	isWeekday,
	OFFICE_HOURS,
	readTimeOfDay,
	wrong,
	type Agent,
	type AgentChange,
} from '../../../src/index.ts';

type Given = Readonly<Record<string, unknown>>;

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
	if (has('teams')) change.teams = listOf(given['teams']);
	if (has('numberScope')) change.numberScope = scopeOf(given['numberScope']);
	if (has('labelScope')) change.labelScope = scopeOf(given['labelScope']);
	if (has('shifts')) change.shifts = entriesOf(given['shifts']).map(readShift);
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

function readShift(entry: Given): Agent['shifts'][number] {
	const days = listOf(entry['days'] ?? OFFICE_HOURS.days).map((text) => {
		const day = Number(text);
		if (isWeekday(day)) return day;
		throw wrong('Days', 'has one that is none', 'Write 1 for Monday to 7 for Sunday.');
	});
	const from = readTimeOfDay('From', textOf(entry['from'] ?? '09:00'));
	return { days, from, to: readTimeOfDay('To', textOf(entry['to'] ?? '17:00')) };
}

/** A limit without anything in it is none. */
function scopeOf(value: unknown): readonly string[] | null {
	const list = listOf(value);
	return list.length === 0 ? null : list;
}

/** Also one text with commas, as an expression or an AI agent may give it. */
function listOf(value: unknown): readonly string[] {
	const parts = Array.isArray(value) ? value.map(textOf) : textOf(value).split(',');
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The entries of a collection that may have several; also a bare list of them. */
function entriesOf(value: unknown): readonly Given[] {
	const isCollection = typeof value === 'object' && value !== null && !Array.isArray(value);
	const inner: unknown = isCollection && 'values' in value ? value.values : value;
	const list: readonly unknown[] = Array.isArray(inner) ? inner : [];
	return list.filter((entry): entry is Given => typeof entry === 'object' && entry !== null);
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
