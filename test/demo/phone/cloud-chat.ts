import type { GraphControl } from '../../simulators/graph-api/control/client.ts';
import type { LogEntry, LogEntryOf } from '../../simulators/graph-api/log-entries.ts';
import { contentOf } from './cloud-content.ts';
import type { Bubble, ChatView, Deed, PhoneChat } from './view.ts';

/** A green square: a picture that is small enough to stand here. */
const PICTURE = {
	mimeType: 'image/png',
	base64: 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGPgzp+AFTEMLQkAVmM3QeSXMWcAAAAASUVORK5CYII=',
};

/** More than the 24 hours in which free text is allowed, in ms. */
const DAY_AND_MORE_MS = 25 * 3_600_000;

/** Who writes, and to whom. */
export interface CloudChatParts {
	readonly id: string;
	readonly meta: GraphControl;
	readonly customer: { readonly id: string; readonly name: string };
	readonly businessName: string;
	/** What stands in the empty chat. */
	readonly hint: string;
	/** Whether all that they write was written more than a day ago. Default: no. */
	readonly isLate?: boolean;
}

/** The phone of a customer of a Cloud API number. */
export function cloudChat({ isLate = false, ...parts }: CloudChatParts): PhoneChat {
	const { id, meta, customer, businessName, hint } = parts;
	let isHidden = false;
	const write = async (text: string): Promise<void> => {
		const content = { type: 'text', text } as const;
		const past = isLate ? { timestamp: (await meta.now()) - DAY_AND_MORE_MS } : {};
		await meta.customerSends({ customer: customer.id, content, ...past });
	};
	return {
		id,
		async view(): Promise<ChatView> {
			return {
				id,
				person: customer.name,
				number: businessName,
				kind: isLate ? 'Cloud API, wrote yesterday' : 'Cloud API',
				hint,
				bubbles: bubblesOf(await meta.log(), customer.id, isLate ? DAY_AND_MORE_MS : 0),
				acts: isLate
					? [{ name: 'remind', label: 'Have written “Remind me” yesterday' }]
					: [
							{ name: 'picture', label: 'Send a picture' },
							{ name: 'hide', label: 'Withhold my phone number', isOn: isHidden },
						],
			};
		},
		async does(deed: Deed): Promise<void> {
			switch (deed.kind) {
				case 'write':
					await write(deed.text);
					return;
				case 'tap': {
					const { id, title, kind } = deed.choice;
					const content =
						kind === 'quickReply'
							? ({ type: 'button', payload: id, text: title } as const)
							: ({
									type: kind === 'row' ? 'listReply' : 'buttonReply',
									id,
									title,
								} as const);
					await meta.customerSends({ customer: customer.id, content });
					return;
				}
				case 'open':
					await meta.customerReads({ customer: customer.id });
					return;
				case 'act':
					if (deed.name === 'picture') {
						const media = await meta.customerUploads(PICTURE);
						const content = { type: 'image', media, caption: 'Look!' } as const;
						await meta.customerSends({ customer: customer.id, content });
						return;
					}
					if (deed.name === 'remind') {
						await write('Remind me');
						return;
					}
					isHidden = !isHidden;
					await meta.updateCustomer(customer.id, {
						identity: isHidden ? 'userIdOnly' : 'phoneAndUserId',
					});
			}
		},
	};
}

/**
 * What stands in the chat of a customer, by WhatsApp's log.
 *
 * @param ago how long before it was logged the customer wrote it, in ms
 */
function bubblesOf(log: readonly LogEntry[], customer: string, ago: number): readonly Bubble[] {
	const taken = new Set(
		log.flatMap((entry) =>
			entry.kind === 'webhook' && entry.outcome === 'acknowledged' ? entry.messages : [],
		),
	);
	const read = new Set(log.flatMap((entry) => (entry.kind === 'receipt' ? [entry.wamid] : [])));
	return log.flatMap((entry): readonly Bubble[] => {
		if (entry.kind === 'inbound') {
			if (entry.customer !== customer) return [];
			return [{ ...ownBubble(entry, { taken, read }), at: entry.at - ago }];
		}
		if (entry.kind !== 'accepted' || entry.recipient.waId !== customer) return [];
		const { text, choices } = contentOf(entry.type, entry.content);
		return [{ id: entry.wamid, at: entry.at, isOwn: false, text, choices, ticks: null }];
	});
}

function ownBubble(
	{ wamid, at, text }: LogEntryOf<'inbound'>,
	{ taken, read }: { readonly taken: ReadonlySet<string>; readonly read: ReadonlySet<string> },
): Bubble {
	const ticks = read.has(wamid) ? 'read' : taken.has(wamid) ? 'delivered' : 'sent';
	return { id: wamid, at, isOwn: true, text, choices: [], ticks };
}
