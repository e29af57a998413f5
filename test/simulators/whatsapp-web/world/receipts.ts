import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import type { Node } from '../wire/node.ts';
import { node } from '../wire/node.ts';
import type { ReceivedMessage } from './customer.ts';
import type { Person } from './person.ts';

/** What a receipt says; `delivered` has no type of its own. */
export type ReceiptType = 'delivered' | 'read' | 'played';

/** Tells the linked devices of a number what became of its messages, in one receipt. */
export function sendReceipt(
	context: Context,
	from: Person,
	type: ReceiptType,
	messages: readonly ReceivedMessage[],
): void {
	const [first] = messages;
	if (first === undefined) return;
	const target = { phone: first.phone, customer: from.digits, messageId: first.id };
	if (context.faults.take('loseReceipts', target) !== undefined) return;
	const receipt = receiptNode(
		{
			from: from.jidAs(first.addressing),
			type: type === 'delivered' ? undefined : type,
			t: seconds(context),
		},
		messages.map(({ id }) => id),
	);
	for (const device of context.world.phones.get(first.phone)?.devices.values() ?? []) {
		device.push(receipt);
	}
}

/** A receipt about one or more messages. */
export function receiptNode(
	attrs: Readonly<Record<string, string | number | undefined>>,
	[id, ...more]: readonly string[],
): Node {
	if (more.length === 0) return node('receipt', { ...attrs, id });
	const items = more.map((other) => node('item', { id: other }));
	return node('receipt', { ...attrs, id }, [node('list', {}, items)]);
}
