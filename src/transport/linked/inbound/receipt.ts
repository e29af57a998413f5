import type { DeliveryStatus, StatusUpdate } from '../../../domain/message.ts';
import type { BinaryNode } from '../baileys.ts';
import { isPerson, isSamePerson, keysOf, parseJid } from '../jid.ts';
import { asTimestamp } from '../json.ts';
import type { OwnJids } from './message.ts';

/** What a receipt tells. */
export interface ReadReceipt {
	readonly statuses: readonly StatusUpdate[];
	/** Whether the phone of the number itself gave it. */
	readonly isByOwnPhone: boolean;
	readonly isOfGroup: boolean;
}

const NOTHING: ReadReceipt = { statuses: [], isByOwnPhone: false, isOfGroup: false };

/**
 * What the types of receipts say of a message of ours. `inactive` is a delivery to a device that
 * nobody looks at; the others are about something else (`retry`, `sender`, `read-self`, …).
 */
const STATUSES: Readonly<Record<string, DeliveryStatus>> = {
	'': 'delivered',
	inactive: 'delivered',
	read: 'read',
	played: 'played',
};

/** Reads a receipt. */
export function readReceipt({ attrs, content }: BinaryNode, own: OwnJids): ReadReceipt {
	const from = attrs['from'];
	const sender = parseJid(from);
	if (sender.kind === 'group') return { ...NOTHING, isOfGroup: true };
	if (!isPerson(sender)) return NOTHING;
	if (own.some((one) => isSamePerson(one, from))) {
		return { ...NOTHING, isByOwnPhone: sender.device === 0 };
	}
	const type = attrs['type'] ?? '';
	const status = Object.hasOwn(STATUSES, type) ? STATUSES[type] : undefined;
	const at = asTimestamp(attrs['t']);
	if (status === undefined || at === undefined || attrs['recipient'] !== undefined)
		return NOTHING;
	const statuses = [attrs['id'], ...listed(content)].flatMap((providerId) =>
		providerId === undefined
			? []
			: [
					{
						providerId,
						outboxId: null,
						status,
						recipient: keysOf(from),
						at,
						failure: null,
						pricing: null,
						conversationOrigin: null,
					},
				],
	);
	return { ...NOTHING, statuses };
}

/** A receipt for several messages names the others in a list. */
function listed(content: BinaryNode['content']): readonly (string | undefined)[] {
	const list = Array.isArray(content) ? content.find(({ tag }) => tag === 'list') : undefined;
	const items = Array.isArray(list?.content) ? list.content : [];
	return items.filter(({ tag }) => tag === 'item').map(({ attrs }) => attrs['id']);
}
