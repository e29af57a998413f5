import type { WrittenByBen } from '../linked-number.ts';
import { textIn, type ReadContent } from '../../simulators/whatsapp-web/content/read.ts';
import type { Customer } from '../../simulators/whatsapp-web/world/customer.ts';
import type { Phone } from '../../simulators/whatsapp-web/world/phone.ts';
import type { Bubble, ChatView, Deed, PhoneChat } from './view.ts';

/** Who writes, to whose phone, and what was written so far. */
export interface LinkedChatParts {
	readonly customer: Customer;
	readonly name: string;
	readonly phone: Phone;
	readonly written: readonly WrittenByBen[];
	write(text: string): Promise<void>;
}

/** The phone of a customer of the linked number. */
export function linkedChat(parts: LinkedChatParts): PhoneChat {
	const { customer, name, phone } = parts;
	return {
		id: 'linked',
		view: () =>
			Promise.resolve<ChatView>({
				id: 'linked',
				person: name,
				number: `+${phone.digits}`,
				kind: 'linked number',
				hint: 'Write something, such as “hours” or “prices”: a workflow in n8n answers.',
				bubbles: [...ownBubbles(parts), ...theirBubbles(customer)].sort(
					(a, b) => (a.at ?? 0) - (b.at ?? 0),
				),
				acts: [{ name: 'types', label: 'Type without writing' }],
			}),
		does(deed: Deed): Promise<void> {
			switch (deed.kind) {
				case 'write':
					return parts.write(deed.text);
				case 'open':
					customer.reads();
					return Promise.resolve();
				case 'act':
					customer.types(phone);
					return Promise.resolve();
				case 'tap':
					return Promise.reject(new Error('A linked number sends nothing to tap.'));
			}
		},
	};
}

function ownBubbles({ customer, written }: LinkedChatParts): readonly Bubble[] {
	const told = (type: string): ReadonlySet<string> =>
		new Set(customer.receipts.filter((one) => one.type === type).flatMap(({ ids }) => ids));
	const [read, delivered, inactive] = [told('read'), told('delivered'), told('inactive')];
	return written.map(({ id, at, text }): Bubble => {
		const isDelivered = delivered.has(id) || inactive.has(id);
		const ticks = read.has(id) ? 'read' : isDelivered ? 'delivered' : 'sent';
		return { id, at, isOwn: true, text, choices: [], ticks };
	});
}

function theirBubbles(customer: Customer): readonly Bubble[] {
	return customer.received.map(({ id, at, content }) => ({
		id,
		at,
		isOwn: false,
		text: wordsOf(content),
		choices: [],
		ticks: null,
	}));
}

function wordsOf(content: ReadContent): string {
	const text = textIn(content);
	if (content.kind === 'text') return text ?? '';
	return [`[${content.kind}]`, text].filter(Boolean).join(' ');
}
