import type { JsonValue } from '../../json.ts';
import { checkContacts } from './contacts.ts';
import { checkInteractive } from './interactive.ts';
import { checkFile, type Sender } from './media.ts';
import { FormReader } from './reader.ts';

/** Checks the object named like the type as Meta does. Texts and templates are checked elsewhere: `template.ts`. */
export function checkContent(type: string, content: JsonValue, sender: Sender): void {
	switch (type) {
		case 'audio':
		case 'document':
		case 'image':
		case 'sticker':
		case 'video':
			checkFile(new FormReader(content, type), type, sender);
			return;
		case 'contacts':
			checkContacts(content);
			return;
		case 'interactive':
			checkInteractive(new FormReader(content, type), sender);
			return;
		case 'location':
			checkLocation(new FormReader(content, type));
			return;
		case 'reaction':
			checkReaction(new FormReader(content, type));
			return;
	}
}

function checkLocation(form: FormReader): void {
	form.degrees('latitude', 90);
	form.degrees('longitude', 180);
	form.optionalText('name', 1000);
	form.optionalText('address', 1000);
}

/** An empty emoji takes the reaction back. */
function checkReaction(form: FormReader): void {
	form.text('message_id', 500);
	const emoji = form.value('emoji');
	if (typeof emoji !== 'string' || [...new Intl.Segmenter().segment(emoji)].length > 1) {
		throw form.refuse('emoji', 'must be one emoji or empty');
	}
}
