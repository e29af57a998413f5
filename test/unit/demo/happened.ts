import type { LogEntry, LogFact, MessageStatus } from '../../simulators/graph-api/log-entries.ts';

const phoneNumberId = '106540352242922';

/** A log with these facts, a second apart. */
export function logOf(...facts: readonly LogFact[]): readonly LogEntry[] {
	return facts.map((fact, index) => ({ ...fact, seq: index + 1, at: index * 1000 }));
}

/** The customer writes; the id is made from the text. */
export function written(text: string): LogFact {
	const wamid = wamidOf(text);
	return { kind: 'inbound', phoneNumberId, customer: '4915112345671', wamid, text };
}

/** A message with this text is handed to n8n. */
export function handedOver(
	text: string,
	changes: Partial<Extract<LogFact, { kind: 'webhook' }>> = {},
): LogFact {
	return {
		kind: 'webhook',
		deliveryId: 1,
		attempt: 1,
		url: 'http://127.0.0.1:5690/webhook/1/whatsapp-team',
		httpStatus: 200,
		ms: 20,
		outcome: 'acknowledged',
		error: null,
		field: 'messages',
		messages: [wamidOf(text)],
		statuses: [],
		...changes,
	};
}

/** WhatsApp accepts an answer. */
export function accepted(body: string): LogFact {
	return {
		kind: 'accepted',
		phoneNumberId,
		recipient: { input: '+4915112345671', waId: '4915112345671', userId: null },
		wamid: wamidOf(body),
		type: 'text',
		body,
		content: { body },
		opaque: null,
		quotes: null,
	};
}

/** An answer has reached a status. */
export function became(body: string, status: MessageStatus, code: number | null = null): LogFact {
	const wamid = wamidOf(body);
	return { kind: 'status', phoneNumberId, wamid, status, code, lost: false };
}

/** The id of the message with this text. */
export function wamidOf(text: string): string {
	return `wamid.${text}`;
}
