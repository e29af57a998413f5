import { parsePhone, wrong, type CardName, type ContactCard } from '../../../../src/index.ts';
import type { Fields } from './fields.ts';

/**
 * Reads the address cards of a message, from the fields or from JSON.
 *
 * @throws TeamError `invalidInput`
 */
export function readCards(fields: Fields): readonly ContactCard[] {
	return fields.text('contactsInput') === 'json'
		? readJson(fields.value('contactsJson'))
		: fields.entries('contacts').map((entry) => {
				const [name, phone, company, email] = [
					entry('name'),
					entry('phone'),
					entry('company'),
					entry('email'),
				];
				const waId = parsePhone(phone)?.slice(1);
				return {
					name: { formatted: name },
					...(phone === '' ? {} : { phones: [{ phone, ...defined({ waId }) }] }),
					...(email === '' ? {} : { emails: [{ email }] }),
					...(company === '' ? {} : { organization: { company } }),
				};
			});
}

type Json = ReadonlyMap<string, unknown>;

function readJson(value: unknown): readonly ContactCard[] {
	const parsed = typeof value === 'string' ? parse(value) : value;
	const list = Array.isArray(parsed) ? parsed : [parsed];
	return list.map((card: unknown) => readCard(toJson(card)));
}

/** A card as Meta writes it, or one of a received message. */
function readCard(card: Json): ContactCard {
	const organization = toJson(card.get('org') ?? card.get('organization'));
	const company = text(organization, 'company') ?? text(card, 'company');
	const title = text(organization, 'title') ?? text(card, 'jobTitle');
	const department = text(organization, 'department');
	const work = defined({ company, department, title });
	return {
		name: readName(card),
		...listOf(card, 'phones', (entry) => ({
			phone: text(entry, 'phone', 'value') ?? '',
			...defined({
				type: text(entry, 'type'),
				waId: text(entry, 'wa_id', 'waId', 'whatsAppPhone')?.replace(/^\+/, ''),
			}),
		})),
		...listOf(card, 'emails', (entry) => ({
			email: text(entry, 'email', 'value') ?? '',
			...defined({ type: text(entry, 'type') }),
		})),
		...listOf(card, 'addresses', (entry) =>
			defined({
				street: text(entry, 'street'),
				city: text(entry, 'city'),
				state: text(entry, 'state'),
				zip: text(entry, 'zip'),
				country: text(entry, 'country'),
				countryCode: text(entry, 'country_code', 'countryCode'),
				type: text(entry, 'type'),
			}),
		),
		...(Object.keys(work).length === 0 ? {} : { organization: work }),
		...listOf(card, 'urls', (entry) => ({
			url: text(entry, 'url', 'value') ?? '',
			...defined({ type: text(entry, 'type') }),
		})),
		...defined({ birthday: text(card, 'birthday') }),
	};
}

function readName(card: Json): CardName {
	const said = card.get('name');
	const name = toJson(said);
	const plain = typeof said === 'string' ? said : undefined;
	const first = text(name, 'first_name', 'first') ?? text(card, 'firstName');
	const last = text(name, 'last_name', 'last') ?? text(card, 'lastName');
	const parts = [first, last].filter((part) => part !== undefined).join(' ');
	return {
		formatted: plain ?? text(name, 'formatted_name', 'formatted') ?? parts,
		...defined({
			first,
			last,
			middle: text(name, 'middle_name', 'middle'),
			prefix: text(name, 'prefix'),
			suffix: text(name, 'suffix'),
		}),
	};
}

function parse(json: string): unknown {
	try {
		return JSON.parse(json) as unknown;
	} catch {
		throw notCards();
	}
}

function notCards() {
	return wrong(
		'Contacts (JSON)',
		'is not a list of contacts',
		'Write it as in [{"name": {"formatted_name": "Nathan Smith"}, "phones": [{"phone": "+49 151 12345678"}]}].',
	);
}

function toJson(value: unknown): Json {
	return new Map(Object.entries(value ?? {}));
}

/** The first of these fields that holds text. */
function text(json: Json, ...names: readonly string[]): string | undefined {
	for (const name of names) {
		const value = json.get(name);
		if (typeof value === 'string' && value !== '') return value;
		if (typeof value === 'number') return String(value);
	}
	return undefined;
}

function listOf<Name extends string, Entry>(
	card: Json,
	name: Name,
	read: (entry: Json) => Entry,
): { readonly [Key in Name]?: readonly Entry[] } {
	const list = card.get(name);
	if (!Array.isArray(list) || list.length === 0) return {};
	const entries = list.map((entry: unknown) => read(toJson(entry)));
	return Object.fromEntries([[name, entries]]) as { [Key in Name]?: Entry[] };
}

type Defined<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the keys whose value is `undefined`. */
function defined<T extends object>(values: T): Defined<T> {
	const kept = Object.entries(values).filter(([, value]) => value !== undefined);
	return Object.fromEntries(kept) as Defined<T>;
}
