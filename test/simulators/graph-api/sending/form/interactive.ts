import { checkFile, type Sender } from './media.ts';
import type { FormReader } from './reader.ts';
import { invalid, requireDistinct } from './reader.ts';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages. */
const LONGEST = { body: 1024, listBody: 4096, footer: 60, header: 60, button: 20 };

/** Reply buttons, a list, or a button that opens a page. Other kinds are taken as they are. */
export function checkInteractive(form: FormReader, sender: Sender): void {
	const type = form.text('type', 60);
	switch (type) {
		case 'button':
			checkFrame(form, LONGEST.body, sender);
			checkButtons(form.object('action'));
			return;
		case 'list':
			checkFrame(form, LONGEST.listBody, sender);
			if (form.optionalObject('header')?.value('type') !== 'text' && form.has('header')) {
				throw form.refuse('header', 'of a list must be a text');
			}
			checkList(form.object('action'));
			return;
		case 'cta_url':
			checkFrame(form, LONGEST.body, sender);
			checkLink(form.object('action'));
			return;
		case 'flow':
		case 'location_request_message':
		case 'request_contact_info':
		case 'contact_request':
		case 'product':
		case 'product_list':
		case 'catalog_message':
		case 'address_message':
		case 'voice_call':
		case 'call_permission_request':
		case 'carousel':
			return;
		default:
			throw form.refuse('type', `is none that is known: ${type}`);
	}
}

function checkFrame(form: FormReader, longestBody: number, sender: Sender): void {
	form.object('body').text('text', longestBody);
	form.optionalObject('footer')?.text('text', LONGEST.footer);
	const header = form.optionalObject('header');
	if (header === null) return;
	const type = header.text('type', 20);
	switch (type) {
		case 'text':
			header.text('text', LONGEST.header);
			return;
		case 'image':
		case 'video':
		case 'document':
			checkFile(header.object(type), type, sender);
			return;
		default:
			throw header.refuse('type', 'must be text, image, video or document');
	}
}

function checkButtons(action: FormReader): void {
	const replies = action.list('buttons', 1, 3).map((button) => {
		if (button.value('type') !== 'reply') throw button.refuse('type', 'must be reply');
		const reply = button.object('reply');
		return { id: reply.text('id', 256), title: reply.text('title', LONGEST.button) };
	});
	requireDistinct(
		replies.map(({ id }) => id),
		'button id',
	);
	requireDistinct(
		replies.map(({ title }) => title),
		'button title',
	);
}

function checkList(action: FormReader): void {
	action.text('button', LONGEST.button);
	const sections = action.list('sections', 1, 10);
	const rows = sections.flatMap((section) => {
		if (sections.length > 1) section.text('title', 24);
		else section.optionalText('title', 24);
		return section.list('rows', 1, 10);
	});
	if (rows.length > 10) {
		throw invalid(`Total row count exceed max allowed count: ${rows.length}, max 10.`);
	}
	const ids = rows.map((row) => {
		row.text('title', 24);
		row.optionalText('description', 72);
		return row.text('id', 200);
	});
	requireDistinct(ids, 'row id');
}

function checkLink(action: FormReader): void {
	if (action.value('name') !== 'cta_url') throw action.refuse('name', 'must be cta_url');
	const parameters = action.object('parameters');
	parameters.text('display_text', LONGEST.button);
	const url = parameters.text('url', 2000);
	if (!URL.canParse(url) || !/^https?:/.test(url)) {
		throw parameters.refuse('url', 'must be a URL with http or https');
	}
}
