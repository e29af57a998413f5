import { badParameter } from '../../graph/refusal.ts';
import type { PhoneNumber } from '../../state/phone-number.ts';
import type { World } from '../../state/world.ts';
import type { FormReader } from './reader.ts';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages. */
const LONGEST_CAPTION = 1024;
const LONGEST_LINK = 2048;

/** Which number sends, and the files that it may name. */
export interface Sender {
	readonly number: PhoneNumber;
	readonly world: World;
}

/** The kinds of files. */
export type FileKind = 'audio' | 'document' | 'image' | 'sticker' | 'video';

/** A file: by an id of this number, or by a public link, and with what its kind may have. */
export function checkFile(form: FormReader, kind: FileKind, sender: Sender): void {
	if (form.has('id') === form.has('link')) {
		throw form.refuse('id', 'and link: exactly one of them is required');
	}
	if (form.has('link')) checkLink(form);
	else checkId(form, kind, sender);
	if (kind === 'audio' || kind === 'sticker') {
		if (form.has('caption')) throw form.refuse('caption', `is not allowed for ${kind}`);
	} else {
		form.optionalText('caption', LONGEST_CAPTION);
	}
	if (kind === 'document') form.optionalText('filename', LONGEST_LINK);
	if (kind === 'audio') form.flag('voice');
}

function checkLink(form: FormReader): void {
	const link = form.text('link', LONGEST_LINK);
	if (!URL.canParse(link) || !/^https?:/.test(link)) {
		throw form.refuse('link', 'must be a URL with http or https');
	}
}

/** Ids belong to the number that uploaded; another's is as unknown as one that never was. */
function checkId(form: FormReader, kind: FileKind, { number, world }: Sender): void {
	const id = form.text('id', 128);
	const file = world.media.get(id);
	if (file === undefined || file.phoneNumberId !== number.id) {
		throw badParameter(
			`Param ${kind}['id'] is not a valid whatsapp business account media attachment ID.`,
		);
	}
	const isRight = kind === 'sticker' ? file.mimeType === 'image/webp' : file.kind === kind;
	if (!isRight) {
		throw form.refuse('id', `is a file of the type ${file.mimeType}, which is no ${kind}`);
	}
}
