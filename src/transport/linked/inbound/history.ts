import type { Baileys, WAMessage } from '../baileys.ts';
import { readMessage, type OwnJids, type ReadMessage } from './message.ts';
import { envelopeOf } from './open-envelope.ts';

/** A part of the chats of before it was linked, as the library tells of it. */
export interface HistoryChunk {
	/** Which part it is, in WhatsApp's numbers. */
	readonly syncType?: number | null | undefined;
	/** How much of all has come with it, in percent. */
	readonly progress?: number | null | undefined;
	readonly messages: readonly WAMessage[];
	/** With whom the chats are. */
	readonly contacts: readonly {
		readonly id: string;
		readonly name?: string | undefined;
		readonly lid?: string | undefined;
		readonly phoneNumber?: string | undefined;
	}[];
}

/** The chats as far as the phone sends them at first, and the last weeks of them. */
const CHATS: readonly unknown[] = [0, 3];

/** What matches phones and LIDs, and belongs to no chat. */
const NAMES = 5;

/** Whether a part of the history is asked for. All there ever was is left with the phone. */
export function isTaken(syncType: unknown): boolean {
	return CHATS.includes(syncType) || syncType === NAMES;
}

/** Whether a part of the history has chats in it. */
export function bringsChats({ syncType }: HistoryChunk): boolean {
	return CHATS.includes(syncType);
}

/**
 * Reads a part of the history, the oldest message first. All of it is recorded: nobody is told of a
 * message that was written long ago. Chats of groups are left out.
 */
export function readHistory(
	baileys: Baileys,
	{ messages, contacts }: HistoryChunk,
	own: OwnJids,
): readonly ReadMessage[] {
	const known = new Map(contacts.map((contact) => [contact.id, contact]));
	const read = messages.map((message): ReadMessage => {
		const envelope = envelopeOf(baileys, message, own);
		if (envelope === undefined) return { kind: 'nothing' };
		const contact = known.get(envelope.chat ?? '');
		// One of both is the chat's own address, which is no other.
		const others = [contact?.phoneNumber, contact?.lid].filter((jid) => jid !== envelope.chat);
		const chatAlt = envelope.chatAlt ?? others.find((jid) => jid !== undefined);
		return asHistory(readMessage({ ...envelope, chatAlt }, own), contact?.name ?? null);
	});
	return read.sort((a, b) => timeOf(a) - timeOf(b));
}

function asHistory(read: ReadMessage, name: string | null): ReadMessage {
	switch (read.kind) {
		case 'message': {
			const { sender: contact, senderName, ...written } = read.message;
			return {
				kind: 'recorded',
				message: {
					...written,
					origin: 'history',
					direction: 'in',
					contact,
					contactName: senderName ?? name,
					status: null,
				},
			};
		}
		case 'recorded':
			return {
				kind: 'recorded',
				message: { ...read.message, origin: 'history', contactName: name, status: null },
			};
		case 'group':
			return { kind: 'nothing' };
		case 'nothing':
		case 'unreadable':
			return read;
	}
}

function timeOf(read: ReadMessage): number {
	return read.kind === 'recorded' ? read.message.sentAt : 0;
}
