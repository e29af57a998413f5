import { deflateSync } from 'node:zlib';
import type { proto } from '@whiskeysockets/baileys';
import type { Context } from '../context.ts';
import { library } from '../library.ts';
import type { Person } from '../world/person.ts';

/** The chats of a phone with customers, and by which ids it knows people. */
export function chatHistory(context: Context, phone: Person): proto.IHistorySync {
	const customers = [...context.world.customers.values()];
	return {
		phoneNumberToLidMappings: customers.map(({ jid, lidJid }) => ({ pnJid: jid, lidJid })),
		pushnames: customers.map(({ lidJid, name }) => ({ id: lidJid, pushname: name })),
		conversations: customers.flatMap((customer) => {
			const messages = context.world.messagesBetween(phone, customer);
			if (messages.length === 0) return [];
			return {
				id: customer.lidJid,
				pnJid: customer.jid,
				name: customer.name,
				messages: messages.map(({ id, from, message, at }) => ({
					message: {
						key: { remoteJid: customer.lidJid, id, fromMe: from === phone.digits },
						message,
						messageTimestamp: Math.floor(at / 1000),
					},
				})),
			};
		}),
	};
}

/** How a phone tells a linked device of earlier chats. */
export function historyMessage(history: proto.IHistorySync): proto.IMessage {
	const { proto } = library().baileys;
	const syncType = history.syncType ?? proto.HistorySync.HistorySyncType.INITIAL_BOOTSTRAP;
	const place = { syncType, chunkOrder: 1, progress: 100 };
	const bytes = proto.HistorySync.encode({ ...history, ...place }).finish();
	return {
		protocolMessage: {
			type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
			historySyncNotification: {
				...place,
				initialHistBootstrapInlinePayload: deflateSync(bytes),
			},
		},
	};
}
