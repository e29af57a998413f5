import { wrong } from './outgoing/field.ts';

/** Most characters of a name, and of what names a record of a CRM. */
const MOST_NAME = 200;
const MOST_RECORD = 100;

/** What the team says of a person. */
interface ContactWords {
	readonly name?: string | null;
	readonly language?: string | null;
	readonly timeZone?: string | null;
	readonly crmLinks?: readonly {
		readonly system: string;
		readonly type: string;
		readonly id: string | null;
	}[];
}

/** @throws TeamError `invalidInput`, naming the field */
export function checkContact({ name, language, timeZone, crmLinks = [] }: ContactWords): void {
	if (typeof name === 'string' && [...name].length > MOST_NAME) {
		throw wrong('Name', `has more than ${MOST_NAME} characters`, 'Shorten it.');
	}
	if (typeof language === 'string' && !/^[a-z]{2,3}([_-][A-Za-z]{2,4})?$/.test(language)) {
		throw wrong('Language', 'is no language code', 'Write it as in de or pt_BR.');
	}
	if (typeof timeZone === 'string' && !isZone(timeZone)) {
		throw wrong('Time Zone', 'is none that there is', 'Write it as in Europe/Berlin.');
	}
	for (const { system, type, id } of crmLinks) {
		checkRecord('System', system);
		checkRecord('Type', type);
		if (id !== null) checkRecord('Record ID', id);
	}
}

function checkRecord(field: string, text: string): void {
	if (text === '') throw wrong(field, 'is empty', 'Fill it in, or remove the CRM link.');
	if (text.length <= MOST_RECORD) return;
	throw wrong(field, `has more than ${MOST_RECORD} characters`, 'Shorten it.');
}

function isZone(zone: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
	} catch {
		return false;
	}
}
