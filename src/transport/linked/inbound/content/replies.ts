import type { InteractiveReply } from '../../../../domain/inbound-content.ts';
import { asObject, asText, parseJson, type JsonObject } from '../../json.ts';
import type { ReadContent } from './read.ts';

/** Reads a tap on a button of a message. */
export function readButtonReply(reply: JsonObject): ReadContent | undefined {
	const id = asText(reply['selectedButtonId']);
	const title = asText(reply['selectedDisplayText']) ?? null;
	return id === undefined ? undefined : interactive({ kind: 'button', id, title }, title);
}

/** Reads a tap on a quick reply of a template. */
export function readTemplateReply(reply: JsonObject): ReadContent {
	const id = asText(reply['selectedId']) ?? null;
	const title = asText(reply['selectedDisplayText']) ?? null;
	return { content: { type: 'button', reply: { kind: 'quickReply', id, title } }, text: title };
}

/** Reads a choice out of a list. */
export function readListReply(reply: JsonObject): ReadContent | undefined {
	const id = asText(asObject(reply['singleSelectReply'])?.['selectedRowId']);
	if (id === undefined) return undefined;
	const title = asText(reply['title']) ?? null;
	const description = asText(reply['description']) ?? null;
	return interactive({ kind: 'list', id, title, description }, title);
}

/** Reads a form that was filled in. */
export function readFlowReply(reply: JsonObject): ReadContent | undefined {
	const flow = asObject(reply['nativeFlowResponseMessage']);
	if (flow === undefined) return undefined;
	const params = flow['paramsJson'];
	const response = typeof params === 'string' ? parseJson(params) : null;
	const flowToken = asText(asObject(response)?.['flow_token']) ?? null;
	const name = asText(flow['name']) ?? null;
	const text = asText(asObject(reply['body'])?.['text']) ?? null;
	return interactive({ kind: 'flow', name, response, flowToken }, text);
}

function interactive(reply: InteractiveReply, text: string | null): ReadContent {
	return { content: { type: 'interactive', reply }, text };
}
