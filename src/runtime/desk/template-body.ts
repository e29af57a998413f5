import { wrong } from '../../domain/outgoing/field.ts';
import type { TemplateParts } from '../../domain/template/model.ts';
import { gapsOf } from '../../domain/template/variables.ts';
import type { CodeWording, TemplateWording } from '../../domain/template/wording.ts';
import { asList, asObject, asObjects, asText } from '../../transport/cloud/json.ts';
import type { OutgoingFile } from '../../transport/cloud/media-upload.ts';
import { parseParts } from '../../transport/cloud/templates/parse-template.ts';
import {
	writeCodeComponents,
	writeComponents,
	type WrittenComponents,
} from '../../transport/cloud/templates/write-components.ts';

/** What a new template says. */
export type TemplateBody =
	| {
			readonly kind: 'wording';
			readonly wording: TemplateWording;
			/** The file of its header, if it shows one: uploaded for the review. */
			readonly sample: OutgoingFile | null;
	  }
	| { readonly kind: 'code'; readonly code: CodeWording }
	/** Components as Meta's documentation writes them. */
	| { readonly kind: 'json'; readonly components: unknown };

/** A template as Meta takes it, and as we understand it. */
export interface WrittenTemplate extends WrittenComponents {
	readonly parts: TemplateParts;
}

/**
 * Writes a template down as Meta takes it.
 *
 * @param check throws if something is wrong with it, before anything is uploaded
 * @throws TeamError `invalidInput`, or what `check` and the upload throw
 */
export async function componentsOf(
	body: TemplateBody,
	check: (parts: TemplateParts) => void,
	upload: (file: OutgoingFile) => Promise<string>,
): Promise<WrittenTemplate> {
	switch (body.kind) {
		case 'wording': {
			const { wording, sample } = body;
			const written = understood(writeComponents(wording));
			check(written.parts);
			const { header } = wording;
			if (sample === null || header === null || !('handle' in header)) return written;
			const handle = await upload(sample);
			return understood(writeComponents({ ...wording, header: { ...header, handle } }));
		}
		case 'code': {
			const { expiresInMinutes } = body.code;
			if (expiresInMinutes !== null && !(expiresInMinutes >= 1 && expiresInMinutes <= 90)) {
				throw wrong('Code Expires After', 'is not 1 to 90 minutes', 'Write it as in 10.');
			}
			const written = understood(writeCodeComponents(body.code));
			check(written.parts);
			return written;
		}
		case 'json': {
			const components = asObjects(body.components);
			if (components.length === 0 || components.length !== asList(body.components).length) {
				throw wrong(
					'Components',
					'is no list of components',
					'Write it as in [{"type": "BODY", "text": "Hello"}].',
				);
			}
			const written = understood({ components, isNamed: hasNames(components) });
			check(written.parts);
			return written;
		}
	}
}

function understood(written: WrittenComponents): WrittenTemplate {
	return { ...written, parts: parseParts(written.components, written.isNamed) };
}

/** Whether a variable of header or body has a name instead of a number, on a card as well. */
function hasNames(components: readonly object[]): boolean {
	return components.some((component) => {
		const said = asObject(component) ?? {};
		const names = gapsOf(asText(said['text']) ?? '');
		const cards = asObjects(said['cards']).flatMap((card) => asObjects(card['components']));
		return names.some((name) => !/^\d+$/.test(name)) || hasNames(cards);
	});
}
