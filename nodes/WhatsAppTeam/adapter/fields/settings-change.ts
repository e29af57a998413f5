import { wrong, type Settings } from '../../../../src/index.ts';

/** What can be set of a workspace, without what was left away. */
export type SettingsChange = { -readonly [Name in keyof Settings]?: Settings[Name] };

/**
 * Reads the collection 'Update Fields'.
 *
 * @throws TeamError `invalidInput`
 */
export function readSettingsChange(given: Readonly<Record<string, unknown>>): SettingsChange {
	const change: SettingsChange = {};
	if ('eventDays' in given) change.eventDays = readDays('Event Days', given['eventDays']);
	if ('outboxDays' in given) change.outboxDays = readDays('Outbox Days', given['outboxDays']);
	if ('messageDays' in given) {
		// The field of a number shows 0 where it is empty.
		change.messageDays = readDays('Message Days', given['messageDays']) || null;
	}
	for (const [name, label] of MINUTES) {
		// The field of a number shows 0 where it is empty.
		if (name in given) change[name] = readMinutes(label, given[name]) || null;
	}
	if ('reopenHours' in given) {
		change.reopenHours = readHours('Reopen Hours', given['reopenHours']) ?? 0;
	}
	if ('privateAddresses' in given) {
		change.privateAddresses = readSwitch('Private Addresses', given['privateAddresses']);
	}
	if ('optOutWords' in given)
		change.optOutWords = readWords('Opt-Out Words', given['optOutWords']);
	if ('optInWords' in given) change.optInWords = readWords('Opt-In Words', given['optInWords']);
	if ('optOutConfirmation' in given) {
		change.optOutConfirmation = readConfirmation(given['optOutConfirmation']);
	}
	if (Object.keys(change).length > 0) return change;
	throw wrong('Update Fields', 'is empty', 'Add what is to be changed.');
}

const MINUTES = [
	['unansweredMinutes', 'Unanswered Minutes'],
	['unassignedMinutes', 'Unassigned Minutes'],
] as const;

function readMinutes(field: string, value: unknown): number | null {
	return readWhole(field, value, 'is no whole number of minutes', 'Write it as in 30.');
}

function readDays(field: string, value: unknown): number | null {
	return readWhole(field, value, 'is not a whole number of days', 'Write it as in 90.');
}

function readHours(field: string, value: unknown): number | null {
	return readWhole(field, value, 'is no whole number of hours', 'Write it as in 24.');
}

/** @returns `null` for an empty field */
function readWhole(field: string, value: unknown, what: string, advice: string): number | null {
	const text = typeof value === 'number' ? String(value) : value;
	if (text === null || text === undefined) return null;
	if (typeof text === 'string' && /^\s*$/.test(text)) return null;
	if (typeof text === 'string' && /^\s*\d+\s*$/.test(text)) return Number(text);
	throw wrong(field, what, advice);
}

/** Also one text with commas or lines, as an expression may give it. */
function readWords(field: string, value: unknown): readonly string[] {
	const list: unknown[] = Array.isArray(value) ? value : [value ?? ''];
	const words = list.flatMap((entry) => {
		if (typeof entry === 'string') return entry.split(/[,\n]/);
		throw wrong(field, 'has an entry that is no text', 'Write each word as text.');
	});
	return words.map((word) => word.trim()).filter((word) => word !== '');
}

/** @returns `null` for the usual words */
function readConfirmation(value: unknown): string | null {
	if (value === null || value === undefined) return '';
	if (typeof value !== 'string') {
		throw wrong('Opt-Out Confirmation', 'is no text', 'Write what the customer is told.');
	}
	const text = value.trim();
	return text.toLowerCase() === 'default' ? null : text;
}

function readSwitch(field: string, value: unknown): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw wrong(field, 'is neither true nor false', 'Switch it on or off.');
}
