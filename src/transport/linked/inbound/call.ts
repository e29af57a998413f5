import type { BinaryNode } from '../baileys.ts';
import { keysOf, parseJid } from '../jid.ts';
import { asText, asTimestamp } from '../json.ts';
import { readContext } from './context.ts';
import type { ReadMessage } from './message.ts';

/** What a call begins with; the second where it rings on other devices alone. */
const OFFERS: readonly string[] = ['offer', 'offer_notice'];

/** Reads news of a call. Only that one begins to ring is told; nobody takes it here. */
export function readCall({ attrs, content }: BinaryNode): ReadMessage {
	const offer = Array.isArray(content)
		? content.find(({ tag }) => OFFERS.includes(tag))
		: undefined;
	if (offer === undefined) return { kind: 'nothing' };
	const { attrs: said, content: parts } = offer;
	const creator = said['call-creator'] ?? attrs['from'];
	const isOfGroup = said['type'] === 'group' || said['group-jid'] !== undefined;
	if (isOfGroup || parseJid(creator).kind === 'group') return { kind: 'group' };
	const providerId = asText(said['call-id']);
	const sentAt = asTimestamp(attrs['t']);
	const sender = keysOf(creator, said['caller_pn'] ?? said['caller_lid']);
	if (providerId === undefined || sentAt === undefined || sender.length === 0) {
		return { kind: 'unreadable' };
	}
	const video = Array.isArray(parts) && parts.some(({ tag }) => tag === 'video');
	return {
		kind: 'message',
		message: {
			providerId,
			content: { type: 'call', video },
			text: null,
			...readContext({}),
			product: null,
			sentAt,
			raw: { id: providerId, from: creator, timestamp: attrs['t'], video },
			sender,
			senderName: asText(attrs['notify']) ?? null,
		},
	};
}
