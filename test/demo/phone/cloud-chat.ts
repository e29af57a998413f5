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
	readonly meta: GraphControl;
	readonly customer: { readonly id: string; readonly name: string };
	readonly businessName: string;
}

/** The phone of a customer of a Cloud API number. */
export function cloudChat({ meta, customer, businessName }: CloudChatParts): PhoneChat {
	let isHidden = false;
	return {
		id: 'cloud',
		async view(): Promise<ChatView> {
			return {
				id: 'cloud',
				person: customer.name,
				number: businessName,
				kind: 'Cloud API',
				bubbles: bubblesOf(await meta.log()),
				acts: [
					{ name: 'picture', label: 'Send a picture' },
					{ name: 'yesterday', label: 'Have written “Remind me” yesterday' },
					{ name: 'hide', label: 'Withhold my phone number', isOn: isHidden },
				],
			};
		},
		async does(deed: Deed): Promise<void> {
			switch (deed.kind) {
				case 'write':
					await meta.customerWrites({ customer: customer.id, text: deed.text });
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
					if (deed.name === 'yesterday') {
						const timestamp = (await meta.now()) - DAY_AND_MORE_MS;
						const content = { type: 'text', text: 'Remind me' } as const;
						await meta.customerSends({ customer: customer.id, content, timestamp });
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

/** What stands in the chat, by WhatsApp's log. */
export function bubblesOf(log: readonly LogEntry[]): readonly Bubble[] {
	const taken = new Set(
		log.flatMap((entry) =>
			entry.kind === 'webhook' && entry.outcome === 'acknowledged' ? entry.messages : [],
		),
	);
	const read = new Set(log.flatMap((entry) => (entry.kind === 'receipt' ? [entry.wamid] : [])));
	return log.flatMap((entry): readonly Bubble[] => {
		if (entry.kind === 'inbound') return [ownBubble(entry, { taken, read })];
		if (entry.kind !== 'accepted') return [];
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
