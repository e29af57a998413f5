import { parsePhone, parseWaId, formatWaId } from '../../../domain/address.ts';
import type { CardAddress, CardPhone, ContactCard } from '../../../domain/outgoing/contacts.ts';

/**
 * Writes a card as WhatsApp takes it (vCard 3.0).
 * @see https://www.rfc-editor.org/rfc/rfc2426
 */
export function writeVcard(card: ContactCard): string {
	const {
		name,
		phones = [],
		emails = [],
		addresses = [],
		urls = [],
		organization,
		birthday,
	} = card;
	const structured = [name.last, name.first, name.middle, name.prefix, name.suffix];
	const org = [organization?.company, organization?.department];
	return [
		'BEGIN:VCARD',
		'VERSION:3.0',
		`N:${structured.map((part) => escape(part ?? '')).join(';')}`,
		`FN:${escape(name.formatted)}`,
		...(org.some((part) => part !== undefined)
			? [`ORG:${org.map((part) => escape(part ?? '')).join(';')}`]
			: []),
		...(organization?.title === undefined ? [] : [`TITLE:${escape(organization.title)}`]),
		...phones.map(phoneLine),
		...emails.map(({ email, type }) => `EMAIL${typeOf(type)}:${escape(email)}`),
		...urls.map(({ url, type }) => `URL${typeOf(type)}:${escape(url)}`),
		...addresses.map(addressLine),
		...(birthday === undefined ? [] : [`BDAY:${birthday}`]),
		'END:VCARD',
	].join('\n');
}

/** With the account of the number, the card gets a button to write to it. */
function phoneLine({ phone, type, waId }: CardPhone): string {
	const known = waId === undefined ? parsePhone(phone) : parseWaId(waId);
	const account = known === undefined ? '' : `;waid=${formatWaId(known)}`;
	return `TEL${typeOf(type)}${account}:${escape(phone)}`;
}

function addressLine({ street, city, state, zip, country, type }: CardAddress): string {
	const parts = ['', '', street, city, state, zip, country];
	return `ADR${typeOf(type)}:${parts.map((part) => escape(part ?? '')).join(';')}`;
}

/** Letters, digits and dashes alone may stand in a parameter. */
function typeOf(type: string | undefined): string {
	const word = type?.replace(/[^A-Za-z0-9-]/g, '') ?? '';
	return word === '' ? '' : `;TYPE=${word.toUpperCase()}`;
}

function escape(text: string): string {
	return text
		.replace(/\\/g, '\\\\')
		.replace(/([,;])/g, '\\$1')
		.replace(/\r?\n/g, '\\n');
}
