import type { IExecuteFunctions } from 'n8n-workflow';
import {
	categoryOf,
	checkContent,
	checkFile,
	fillTemplate,
	templateFields,
	whyNotSendable,
	wrong,
	type MediaFile,
	type Template,
	type TemplateContent,
	type TemplateField,
	type TemplateFile,
} from '../../../../src/index.ts';
import { binaryFile, NOT_YET } from '../binary-file.ts';
import type { ContentReader, ContentTools } from './draft.ts';
import { readReference } from './template-reference.ts';

/** Reads the chosen template and what was put into its fields. */
export const readTemplateContent: ContentReader = async (context, index, tools) => {
	const reference = readReference(context.getNodeParameter('template', index));
	const template = await tools.findTemplate(reference);
	// A linked number has no templates: the outbox refuses it, as it refuses all that it cannot send.
	if (template === null) return { content: unknownTo(reference) };
	const given = context.getNodeParameter('templateFields', index, null);
	const content = await readTemplateFields(context, index, template, given, tools);
	return { content, category: categoryOf(template) };
};

/**
 * Fills a template with what the panel gives, and uploads its files once all is known to be right.
 *
 * @param given the value of a resource mapper, or an object with the values themselves
 * @param panel how the panel calls them
 * @throws TeamError `invalidInput`, naming the field, or what the upload throws
 */
export async function readTemplateFields(
	context: IExecuteFunctions,
	index: number,
	template: Template,
	given: unknown,
	{ allowsPrivate, upload }: ContentTools,
	panel = 'Template Fields',
): Promise<TemplateContent> {
	const why = whyNotSendable(template);
	if (why !== null) throw why;
	const values = readValues(given, panel);
	const sources = await readSources(context, index, template, values);
	const files = new Map([...sources].map(([id, { file }]) => [id, file] as const));
	const content = fillTemplate(template, { values, files, panel });
	const hasUrl = [...files.values()].some(({ media }) => media.kind === 'url');
	checkContent(content, { privateAddresses: hasUrl && (await allowsPrivate()) });
	const uploads = [...sources].filter(([, { own }]) => own !== null);
	if (uploads.length === 0) return content;
	for (const [id, { own, file }] of uploads) {
		if (own === null) continue;
		files.set(id, { ...file, media: { kind: 'id', id: await upload(own) } });
	}
	return fillTemplate(template, { values, files });
}

function readValues(given: unknown, panel: string): ReadonlyMap<string, unknown> {
	const read = typeof given === 'string' ? parse(given, panel) : given;
	if (typeof read !== 'object' || read === null) return new Map();
	const isMapper = 'mappingMode' in read || 'schema' in read;
	const { value } = read as { readonly value?: unknown };
	const values = isMapper ? value : read;
	return new Map(Object.entries(typeof values === 'object' && values !== null ? values : {}));
}

function parse(text: string, panel: string): unknown {
	if (text.trim() === '') return null;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		throw wrong(
			panel,
			'is no JSON object',
			'Write it as in {"body_1": "Ana"}, or fill in the fields.',
		);
	}
}

interface Source {
	readonly file: TemplateFile;
	/** The file of the item that is to be uploaded; `null` for one that lies somewhere. */
	readonly own: MediaFile | null;
}

/** Where the files of a template come from: their ids, to where it is said. */
async function readSources(
	context: IExecuteFunctions,
	index: number,
	template: Template,
	values: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, Source>> {
	const sources = new Map<string, Source>();
	for (const field of templateFields(template)) {
		const text = String(values.get(field.id) ?? '').trim();
		if (field.type !== 'media' || field.media === undefined || text === '') continue;
		sources.set(
			field.id,
			await readSource(context, index, { ...field, media: field.media }, text),
		);
	}
	return sources;
}

/** A web address, the ID of an upload, or the name of a file of the item. */
async function readSource(
	context: IExecuteFunctions,
	index: number,
	{ media: kind }: TemplateField & Required<Pick<TemplateField, 'media'>>,
	text: string,
): Promise<Source> {
	const lies = (media: TemplateFile['media']) => ({ file: { media, fileName: null }, own: null });
	if (/^\d{5,}$/.test(text)) return lies({ kind: 'id', id: text });
	if (/^[a-z]+:\/\//i.test(text)) return lies({ kind: 'url', url: text });
	const file = await binaryFile(context, index, text);
	checkFile(kind, file, false);
	const own = { ...file, kind, isVoice: false };
	return { file: { media: NOT_YET, fileName: file.fileName }, own };
}

function unknownTo({ name, language }: { name: string; language: string }): TemplateContent {
	return { type: 'template', name, language, category: 'UTILITY', text: name, components: [] };
}
