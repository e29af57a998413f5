import { GraphRefusal } from '../../graph/refusal.ts';
import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';

/** 100 with details that name the parameter. */
export function invalid(details: string): GraphRefusal {
	return new GraphRefusal({ code: 100, details });
}

/** Reads one object of a message, or refuses with the parameter's path. */
export class FormReader {
	readonly #object: JsonObject;
	readonly #path: string;

	constructor(value: JsonValue | undefined, path: string) {
		if (!isJsonObject(value)) throw invalid(`Parameter ${path} must be an object.`);
		this.#object = value;
		this.#path = path;
	}

	/** A text of 1 to `most` code points. */
	text(name: string, most: number): string {
		const value = this.#object[name];
		const length = typeof value === 'string' ? [...value].length : 0;
		if (typeof value === 'string' && length > 0 && length <= most) return value;
		throw this.refuse(name, `must be a text of 1 to ${most} characters`);
	}

	/** The same, where the parameter may be left out. */
	optionalText(name: string, most: number): string | null {
		return this.has(name) ? this.text(name, most) : null;
	}

	/** A number, or a text of one; Meta takes both. */
	degrees(name: string, most: number): void {
		const value = this.#object[name];
		const isFilled = typeof value === 'number' || (typeof value === 'string' && value !== '');
		if (isFilled && Math.abs(Number(value)) <= most) return;
		throw this.refuse(name, `must be a number from -${most} to ${most}`);
	}

	/** A list of so many entries. */
	list(name: string, least: number, most: number): readonly FormReader[] {
		const value = this.#object[name];
		if (!Array.isArray(value) || value.length < least || value.length > most) {
			throw this.refuse(name, `must have ${least} to ${most} entries`);
		}
		return value.map((entry, index) => {
			return new FormReader(entry, `${this.#path}['${name}'][${index}]`);
		});
	}

	object(name: string): FormReader {
		return new FormReader(this.#object[name], `${this.#path}['${name}']`);
	}

	optionalObject(name: string): FormReader | null {
		return this.has(name) ? this.object(name) : null;
	}

	flag(name: string): boolean {
		const value = this.#object[name] ?? false;
		if (typeof value === 'boolean') return value;
		throw this.refuse(name, 'must be true or false');
	}

	has(name: string): boolean {
		return this.#object[name] !== undefined;
	}

	value(name: string): JsonValue | undefined {
		return this.#object[name];
	}

	refuse(name: string, problem: string): GraphRefusal {
		return invalid(`Parameter ${this.#path}['${name}'] ${problem}.`);
	}
}

/** Refuses if a value comes twice. */
export function requireDistinct(values: readonly string[], what: string): void {
	const double = values.find((value, index) => values.indexOf(value) !== index);
	if (double !== undefined) throw invalid(`Duplicate ${what}: ${double}.`);
}
