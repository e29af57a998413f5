import type { StatusUpdate } from '../../../domain/message.ts';
import { describe } from '../../../domain/problem.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';
import type { Baileys, BinaryNode } from '../baileys.ts';
import { toFailure } from '../error-catalogue/row.ts';
import { sendRow } from '../error-catalogue/send.ts';
import { isPerson, isSamePerson, parseJid } from '../jid.ts';
import type { Answer } from '../outbound/answers.ts';
import type { LiveSocket } from '../socket/live-socket.ts';
import { readCall } from './call.ts';
import { bringsChats, readHistory, type HistoryChunk } from './history.ts';
import type { Inbox } from './inbox.ts';
import { readMessage, type Envelope, type OwnJids } from './message.ts';
import type { NoteOpened, OpenedMessage } from './note-opened.ts';
import { envelopeOf, openEnvelope } from './open-envelope.ts';
import type { PhoneSigns } from './phone-signs.ts';
import { readReceipt } from './receipt.ts';
import { Recent } from './recent.ts';
import type { Slot } from './journal.ts';

/** What reads what comes in. */
export interface IntakeParts {
	readonly numberId: string;
	readonly baileys: Baileys;
	readonly inbox: Inbox;
	readonly phone: PhoneSigns;
	readonly clock: Clock;
	readonly logger: Logger;
}

/** How many opened messages are remembered, so that the library's own news of them are not read. */
const REMEMBERED = 1_000;

/** Reads everything that comes in for a number, over whatever sockets. */
export class Intake {
	readonly #parts: IntakeParts;
	readonly #opened = new Recent(REMEMBERED);

	constructor(parts: IntakeParts) {
		this.#parts = parts;
	}

	/** A message was opened, now or by an earlier process. */
	take({ attrs, plaintext, slot }: OpenedMessage, own: OwnJids): void {
		this.#opened.add(attrs['id'] ?? '');
		const { baileys } = this.#parts;
		this.#read(() => openEnvelope(baileys, attrs, plaintext, own), own, slot);
	}

	/** Listens to a socket. */
	listenTo(socket: LiveSocket, notes: NoteOpened): void {
		const { baileys, inbox } = this.#parts;
		const { ws, ev } = socket.library;
		const own = (): OwnJids => [socket.me.id, socket.me.lid];
		ws.prependListener('CB:message', (node: BinaryNode) => {
			const from = parseJid(node.attrs['from']);
			if (from.kind === 'group') return inbox.countGroup();
			if (isPerson(from) && from.device === 0 && isOwn(node, own())) this.#parts.phone.seen();
			notes.expect(node);
		});
		ws.on('CB:receipt', (node: BinaryNode) => this.#receipt(socket, node, own()));
		ws.on('CB:ack,class:message', (node: BinaryNode) => this.#answer(socket, node));
		ws.on('CB:call', (node: BinaryNode) => inbox.add(readCall(node), null));
		ev.on('messaging-history.set', (chunk) => this.#history(chunk, own()));
		ev.on('messages.upsert', ({ messages }) => {
			for (const message of messages) {
				// What the library could not open comes again, or by the phone.
				if (this.#opened.has(message.key.id ?? '')) continue;
				this.#read(() => envelopeOf(baileys, message, own()), own(), null);
			}
		});
	}

	#read(open: () => Envelope | undefined, own: OwnJids, slot: Slot | null): void {
		const { inbox, logger, numberId } = this.#parts;
		try {
			const envelope = open();
			if (envelope !== undefined) inbox.add(readMessage(envelope, own), slot);
		} catch (error) {
			// Hostile bytes: nested so deeply that they cannot be read, or no message at all.
			logger.warn({ numberId, error: describe(error) }, 'message could not be read');
			inbox.add({ kind: 'unreadable' }, slot);
		}
	}

	#receipt(socket: LiveSocket, node: BinaryNode, own: OwnJids): void {
		const { statuses, isByOwnPhone } = readReceipt(node, own);
		if (isByOwnPhone) this.#parts.phone.seen();
		// A receipt proves it too, in case the confirmation was lost; so does the wish to have it again.
		for (const { providerId } of statuses) socket.answers.heard(providerId, { kind: 'taken' });
		if (node.attrs['type'] === 'retry' && !isByOwnPhone) {
			socket.answers.heard(node.attrs['id'] ?? '', { kind: 'taken' });
		}
		this.#parts.inbox.addStatuses(statuses);
	}

	/** What WhatsApp says of a message of ours. Comes it too late for the sender, it is news. */
	#answer(socket: LiveSocket, { attrs }: BinaryNode): void {
		const id = attrs['id'];
		if (id === undefined) return;
		const code = attrs['error'] === undefined ? null : Number(attrs['error']);
		const answer: Answer = code === null ? { kind: 'taken' } : { kind: 'refused', code };
		if (!socket.answers.heard(id, answer)) return;
		this.#parts.inbox.addStatuses([this.#lateStatus(id, code)]);
	}

	#lateStatus(providerId: string, code: number | null): StatusUpdate {
		return {
			providerId,
			outboxId: null,
			status: code === null ? 'sent' : 'failed',
			recipient: [],
			at: this.#parts.clock.now(),
			failure: code === null ? null : toFailure(sendRow(code)),
			pricing: null,
			conversationOrigin: null,
		};
	}

	#history(chunk: HistoryChunk, own: OwnJids): void {
		if (!bringsChats(chunk)) return;
		const { baileys, inbox, logger, numberId } = this.#parts;
		try {
			for (const read of readHistory(baileys, chunk, own)) inbox.add(read, null);
			inbox.addHistory(chunk.progress ?? null);
		} catch (error) {
			logger.warn({ numberId, error: describe(error) }, 'history could not be read');
			inbox.add({ kind: 'unreadable' }, null);
		}
	}
}

function isOwn({ attrs }: BinaryNode, own: OwnJids): boolean {
	return own.some((one) => isSamePerson(one, attrs['from']));
}
