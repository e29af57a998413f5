import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { Readable } from 'node:stream';

/** What n8n gives a node: parameters of one item, and its files. */
export interface Given {
	readonly parameters?: Readonly<Record<string, unknown>>;
	/** Files by the name of their field; `stored` ones lie outside n8n's memory. */
	readonly files?: Readonly<Record<string, GivenFile>>;
}

/** A file of an item. */
export interface GivenFile {
	readonly bytes: Buffer;
	readonly mimeType: string;
	readonly fileName?: string;
	readonly isStored?: boolean;
}

/** n8n's side of a node's execution, as far as reading fields needs it. */
export function contextOf({ parameters = {}, files = {} }: Given): IExecuteFunctions {
	const values = new Map(Object.entries(parameters));
	const fileOf = (name: string): GivenFile => {
		const file = new Map(Object.entries(files)).get(name);
		if (file === undefined) throw new Error(`The item has no binary field '${name}'`);
		return file;
	};
	const helpers = {
		assertBinaryData: (_index: number, name: string): IBinaryData => {
			const { bytes, isStored, ...rest } = fileOf(name);
			const data = isStored === true ? 'filesystem-v2' : bytes.toString('base64');
			return { ...rest, data, ...(isStored === true ? { id: `stored:${name}` } : {}) };
		},
		getBinaryDataBuffer: (_index: number, name: string) => Promise.resolve(fileOf(name).bytes),
		getBinaryMetadata: (id: string) =>
			Promise.resolve({ fileSize: fileOf(id.slice('stored:'.length)).bytes.length }),
		getBinaryStream: (id: string) =>
			Promise.resolve(Readable.from([fileOf(id.slice('stored:'.length)).bytes])),
	};
	return {
		helpers,
		getExecutionId: () => '7',
		getNode: () => ({ parameters }),
		getNodeParameter: (
			name: string,
			_index: number,
			fallback?: unknown,
			options?: { readonly extractValue?: boolean },
		) => {
			const value = values.get(name) ?? fallback;
			return options?.extractValue === true ? (value as { value: unknown }).value : value;
		},
	} as unknown as IExecuteFunctions;
}
