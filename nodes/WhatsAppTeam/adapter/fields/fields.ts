import type { IExecuteFunctions } from 'n8n-workflow';

/** The fields of the panel for one item, read as what they should be. */
export interface Fields {
	/** Text; numbers as they are written, everything else as nothing. */
	text(name: string): string;
	/** Text without the space around it, `null` if there is none. */
	optional(name: string): string | null;
	/** `NaN` for what is no number. */
	number(name: string): number;
	isOn(name: string): boolean;
	/** The entries of a collection that may have several. */
	entries(name: string): readonly Entry[];
	/** As it is. */
	value(name: string): unknown;
}

/** One entry of a collection. */
export type Entry = (name: string) => string;

/** Reads the fields of Send for one item. */
export function fieldsOf(context: IExecuteFunctions, index: number): Fields {
	const value = (name: string): unknown => context.getNodeParameter(name, index, '');
	return {
		value,
		text: (name) => toText(value(name)),
		optional: (name) => toText(value(name)).trim() || null,
		number: (name) => toNumber(value(name)),
		isOn: (name) => value(name) === true || value(name) === 'true',
		entries(name) {
			const { values } = (value(name) || {}) as { values?: unknown };
			return (Array.isArray(values) ? values : []).map((entry: unknown) => {
				const fields = new Map(Object.entries(entry ?? {}));
				return (field) => toText(fields.get(field)).trim();
			});
		},
	};
}

function toText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function toNumber(value: unknown): number {
	const text = toText(value).trim().replace(',', '.');
	return text === '' ? NaN : Number(text);
}
