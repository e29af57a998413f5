import { parseWaId } from '../../../../domain/address.ts';
import type { CardEntry, InboundCard } from '../../../../domain/inbound-content.ts';

/** No card of a person is longer; a picture in it may be, and is not read. */
const MAX_CHARACTERS = 50_000;

interface Line {
	readonly name: string;
	readonly parameters: readonly string[];
	readonly value: string;
}

/**
 * Reads a card as phones write it (vCard 3.0). Lines of other kinds are left out.
 * @see https://www.rfc-editor.org/rfc/rfc2426
 *
 * @param displayName what the sender calls it
 */
export function readVcard(vcard: string, displayName: string | null): InboundCard {
	const lines = linesOf(vcard.slice(0, MAX_CHARACTERS));
	const first = (name: string): string | null =>
		lines.find((line) => line.name === name)?.value ?? null;
	const [lastName = null, firstName = null] = parts(first('N'));
	const [company = null] = parts(first('ORG'));
	const entries = (name: string): CardEntry[] =>
		lines.filter((line) => line.name === name).map(entryOf);
	return {
		name: unescape(first('FN') ?? '') || displayName,
		firstName,
		lastName,
		phones: lines
			.filter(({ name }) => name === 'TEL')
			.map((line) => ({ ...entryOf(line), whatsAppPhone: whatsAppPhone(line) })),
		emails: entries('EMAIL'),
		urls: entries('URL'),
		company,
		jobTitle: unescape(first('TITLE') ?? '') || null,
		birthday: first('BDAY'),
		origin: 'other',
		vcard,
	};
}

function linesOf(vcard: string): readonly Line[] {
	// A line that begins with a space goes on from the one before.
	const unfolded = vcard.replace(/\r?\n[ \t]/g, '');
	return unfolded.split(/\r?\n/).flatMap((text) => {
		const colon = text.indexOf(':');
		if (colon === -1) return [];
		const [head = '', ...parameters] = text.slice(0, colon).split(';');
		const value = text.slice(colon + 1).trim();
		// `item1.TEL`: the group ties a line to its label.
		const name = head.slice(head.lastIndexOf('.') + 1).toUpperCase();
		return value === '' ? [] : [{ name, parameters, value }];
	});
}

function entryOf({ value, parameters }: Line): CardEntry {
	const types = parameters
		.filter((parameter) => !/^(waid|value|charset|encoding|pref)(=|$)/i.test(parameter))
		.map((parameter) => parameter.replace(/^type=/i, ''))
		.filter((type) => !/^(pref|voice|internet)$/i.test(type));
	return { value: unescape(value), type: types[0] ?? null };
}

/** WhatsApp writes the account of a number into the parameters: `TEL;waid=4915112345678:…` */
function whatsAppPhone({ parameters }: Line): string | null {
	const waid = parameters.find((parameter) => /^waid=/i.test(parameter));
	return waid === undefined ? null : (parseWaId(waid.slice('waid='.length)) ?? null);
}

/** The parts of a value that has several, `null` for an empty one. */
function parts(value: string | null): readonly (string | null)[] {
	return (value ?? '').split(/(?<!\\);/).map((part) => unescape(part) || null);
}

function unescape(text: string): string {
	return text
		.replace(/\\n/gi, '\n')
		.replace(/\\([,;\\])/g, '$1')
		.trim();
}
