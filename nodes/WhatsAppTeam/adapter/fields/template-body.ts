import type { IExecuteFunctions } from 'n8n-workflow';
import {
	checkFile,
	wrong,
	type TemplateBody,
	type WordingButton,
	type WordingHeader,
} from '../../../../src/index.ts';
import { binaryFile } from '../binary-file.ts';
import { fieldsOf, type Entry, type Fields } from './fields.ts';

/** Stands for the handle of a sample that is not uploaded yet. */
const NOT_YET = '0';

/**
 * Reads what a new template says. Nothing of it is checked yet but its file.
 *
 * @returns `null` if a template keeps what it says
 * @throws TeamError `invalidInput`, naming the field
 */
export async function readBody(
	context: IExecuteFunctions,
	index: number,
): Promise<TemplateBody | null> {
	const fields = fieldsOf(context, index);
	switch (fields.text('contentInput')) {
		case 'keep':
			return null;
		case 'json':
			return { kind: 'json', components: readJson(fields.value('components')) };
		case 'code': {
			const minutes = fields.number('codeExpiration');
			return {
				kind: 'code',
				code: {
					addsSecurityRecommendation: fields.isOn('securityRecommendation'),
					expiresInMinutes: minutes === 0 ? null : minutes,
				},
			};
		}
		default:
			return await readWording(context, index, fields);
	}
}

async function readWording(
	context: IExecuteFunctions,
	index: number,
	fields: Fields,
): Promise<TemplateBody> {
	const header = readHeader(fields);
	const examples = fields
		.entries('bodyExamples')
		.map((entry) => [entry('variable').replace(/[{}\s]/g, ''), entry('example')] as const);
	const wording = {
		header,
		body: fields.text('body').trim(),
		bodyExamples: new Map(examples),
		footer: fields.optional('footer'),
		buttons: fields.entries('buttons').map(readButton),
	};
	if (header === null || !('handle' in header)) return { kind: 'wording', wording, sample: null };
	const name = fields.text('binaryPropertyName').trim();
	const sample = await binaryFile(context, index, name);
	checkFile(header.kind, sample, false);
	return { kind: 'wording', wording, sample };
}

function readHeader(fields: Fields): WordingHeader | null {
	const kind = fields.text('headerType');
	switch (kind) {
		case 'text':
			return {
				kind,
				text: fields.text('headerText').trim(),
				example: fields.optional('headerExample'),
			};
		case 'image':
		case 'video':
		case 'document':
			return { kind, handle: NOT_YET };
		case 'location':
			return { kind };
		default:
			return null;
	}
}

function readButton(button: Entry): WordingButton {
	const kind = button('type') || 'quickReply';
	switch (kind) {
		case 'quickReply':
			return { kind, text: button('text') };
		case 'url':
			return {
				kind,
				text: button('text'),
				url: button('url'),
				example: button('example') || null,
			};
		case 'phone':
			return { kind, text: button('text'), phone: button('phone') };
		case 'copyCode':
			return { kind, example: button('example') };
		case 'contactInfo':
			return { kind };
		default:
			throw wrong('Buttons', 'has a type that is none', 'Choose one from the list.');
	}
}

/** n8n gives JSON as text, or as what an expression made of it. */
function readJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		throw wrong('Components', 'is no JSON', 'Check its brackets, commas and quotation marks.');
	}
}
