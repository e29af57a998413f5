import { checkLength, lengthOf, wrong } from '../outgoing/field.ts';
import { MAX_FILE_NAME_LENGTH, type MediaSource } from '../outgoing/media.ts';
import type { TemplateField } from './fields.ts';

/** Where the file of a field comes from. */
export interface TemplateFile {
	readonly media: MediaSource;
	/** The name of a file of the item; `null` where it has none. */
	readonly fileName: string | null;
}

/** What was put into the fields of a template, by their ids. */
export interface TemplateValues {
	/** As the panel gives them. What is absent or empty is not there. */
	readonly values: ReadonlyMap<string, unknown>;
	/** The files of the fields of the type `media`. */
	readonly files: ReadonlyMap<string, TemplateFile>;
	/** How the panel calls them all. Default: `Template Fields`. */
	readonly panel?: string;
}

/**
 * Longest values, in characters.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */
export const VALUE_LIMITS = { code: 15, couponCode: 20, payload: 256, url: 2000 } as const;

/** Reads the values of fields, or says which of them is wrong, by its name. */
export class ValueReader {
	readonly #fields: ReadonlyMap<string, TemplateField>;
	readonly #given: TemplateValues;

	/** @throws TeamError `invalidInput` if there is a value for a field that does not exist */
	constructor(fields: readonly TemplateField[], given: TemplateValues) {
		this.#fields = new Map(fields.map((field) => [field.id, field]));
		this.#given = given;
		for (const [id, value] of given.values) {
			if (this.#fields.has(id) || isNothing(value)) continue;
			throw wrong(
				given.panel ?? 'Template Fields',
				`has a value for '${id.slice(0, 60)}', of which the template knows nothing`,
				`It has ${countInWords(this.#fields)}. The template may have been changed: choose it again, so that its fields are loaded anew.`,
			);
		}
	}

	/** A text that a variable stands for. */
	text(id: string): string {
		const text = this.#required(id);
		if (/[\n\r\t]| {5}/.test(text)) {
			throw wrong(
				this.#name(id),
				'has a line break, a tab or more than four spaces in a row, which WhatsApp takes in no value of a template',
				'Put it into one line.',
			);
		}
		return text;
	}

	/** A text that may be missing. */
	optional(id: string, most: number): string | null {
		const text = this.#read(id);
		if (text === null) return null;
		checkLength(this.#name(id), text, most);
		return text;
	}

	/** The one-time code of a template that brings one. */
	code(id: string): string {
		const code = this.text(id);
		checkLength(this.#name(id), code, VALUE_LIMITS.code);
		return code;
	}

	/** A code to be copied. */
	couponCode(id: string): string {
		const code = this.#required(id).trim();
		checkLength(this.#name(id), code, VALUE_LIMITS.couponCode);
		if (/^[A-Za-z0-9]+$/.test(code)) return code;
		throw wrong(this.#name(id), 'has other characters than letters and digits', 'Change it.');
	}

	/** What stands at the end of an address. */
	urlEnding(id: string, address: string): string {
		const ending = this.#required(id).trim();
		if (/\s/.test(ending)) {
			throw wrong(
				this.#name(id),
				'has a space or a line break in it',
				'Write only what comes behind the fixed beginning of the address, encoded as in a URL.',
			);
		}
		const length = lengthOf(address) + lengthOf(ending);
		if (length <= VALUE_LIMITS.url) return ending;
		throw wrong(
			this.#name(id),
			`makes a URL of ${length} characters; WhatsApp takes at most ${VALUE_LIMITS.url}`,
			'Shorten it.',
		);
	}

	/** Degrees from -most to most. */
	degrees(id: string, most: number): number {
		const degrees = Number(this.#required(id).trim().replace(',', '.'));
		if (Number.isFinite(degrees) && Math.abs(degrees) <= most) return degrees;
		throw wrong(
			this.#name(id),
			`is not a number from -${most} to ${most}`,
			'Write degrees with a decimal point, as in 52.5163.',
		);
	}

	/** An object, also one that is written as JSON. */
	json(id: string): object | null {
		const value = this.#given.values.get(id);
		if (isNothing(value)) return null;
		const read = typeof value === 'string' ? parse(value) : value;
		if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
		throw wrong(this.#name(id), 'is no JSON object', 'Write it as in {"orderId": 17}.');
	}

	/** A file. */
	file(id: string): TemplateFile {
		const file = this.#given.files.get(id);
		if (file !== undefined) return file;
		throw this.#missing(id);
	}

	/** The name under which a document is shown: as given, or that of its file. */
	fileName(id: string, { fileName }: TemplateFile): string | null {
		return this.optional(id, MAX_FILE_NAME_LENGTH)?.trim() ?? fileName;
	}

	#required(id: string): string {
		const text = this.#read(id);
		if (text === null) throw this.#missing(id);
		return text;
	}

	#missing(id: string) {
		return wrong(
			this.#name(id),
			'is empty',
			'WhatsApp needs a value for each variable of the template.',
		);
	}

	/** @returns `null` for nothing */
	#read(id: string): string | null {
		const value = this.#given.values.get(id);
		if (isNothing(value)) return null;
		switch (typeof value) {
			case 'string':
				return value;
			case 'number':
			case 'boolean':
			case 'bigint':
				return String(value);
			default:
				throw wrong(
					this.#name(id),
					'is a list or an object instead of a text',
					'Choose one field of it in the expression.',
				);
		}
	}

	#name(id: string): string {
		return this.#fields.get(id)?.name ?? id;
	}
}

/** Whether nothing was put into a field. */
export function isNothing(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

function countInWords(fields: ReadonlyMap<string, TemplateField>): string {
	const ids = [...fields.keys()];
	if (ids.length === 0) return 'no fields';
	return ids.length === 1 ? `the field ${ids.join()}` : `the fields ${ids.join(', ')}`;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return null;
	}
}
