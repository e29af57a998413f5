import { randomBytes } from 'node:crypto';
import { unsupportedBy } from '../../../domain/number/capabilities.ts';
import { linkedMessageId } from '../../../domain/number/linked-message-id.ts';
import type { Failure } from '../../../domain/message.ts';
import type { OutgoingContent } from '../../../domain/outgoing.ts';
import { describe } from '../../../domain/problem.ts';
import type { QuotedMessage } from '../../../ports/linked.ts';
import type { Logger } from '../../../ports/logger.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { HandOver, HandOverOutcome } from '../../../ports/transport.ts';
import type { Baileys, proto } from '../baileys.ts';
import {
	NO_ADDRESS,
	NO_ANSWER,
	NO_RECIPIENT_ANSWER,
	NO_TARGET,
	NOT_CONNECTED,
	NOT_ON_WHATSAPP,
} from '../error-catalogue/own.ts';
import { toFailure } from '../error-catalogue/row.ts';
import { sendRow } from '../error-catalogue/send.ts';
import { statusCodeOf } from '../library/quiet-logger.ts';
import type { OutgoingFiles } from '../media/outgoing-files.ts';
import type { UploadedFile } from '../media/uploaded-file.ts';
import type { LiveSocket } from '../socket/live-socket.ts';
import type { LinkedTimings } from '../timings.ts';
import type { Answer } from './answers.ts';
import { toMessage, type Target } from './content.ts';
import { ownJid } from './devices.ts';
import type { Recipients } from './recipients.ts';
import type { SentCopies } from './sent-copies.ts';

/** What sending works with. */
export interface SendParts {
	readonly numberId: string;
	readonly baileys: Baileys;
	readonly recipients: Recipients;
	readonly files: OutgoingFiles;
	readonly copies: SentCopies;
	/** See `LinkedConnectionParts.findQuoted`. */
	readonly findQuoted: (providerId: string) => Promise<QuotedMessage | null>;
	readonly timings: Pick<LinkedTimings, 'ackMs' | 'doubtMs'>;
	readonly clock: Clock;
	readonly logger: Logger;
}

/** Everything that a message needs to go out. */
interface Ready {
	readonly jid: string;
	readonly message: proto.IMessage;
}

/**
 * Hands a message over to WhatsApp. The library says that it is sent when it is written; here it is
 * sent when WhatsApp has confirmed it. Never throws.
 */
export async function sendMessage(
	parts: SendParts,
	socket: LiveSocket | null,
	message: HandOver,
): Promise<HandOverOutcome> {
	const wrong = unsupportedBy('linked', message.content);
	if (wrong !== null) return failed(wrong);
	if (socket === null || !socket.isOpen) return neverLeft(NOT_CONNECTED);
	try {
		const ready = await getReady(parts, socket, message);
		if ('kind' in ready) return ready;
		const id = linkedMessageId(message.outboxId);
		await parts.copies.keep(id, ready.message);
		return await relay(parts, socket, id, ready);
	} catch (error) {
		return notReady(parts, error);
	}
}

/** Nothing has left yet: whatever goes wrong here may be tried again. */
async function getReady(
	parts: SendParts,
	socket: LiveSocket,
	{ content, recipient, replyTo }: HandOver,
): Promise<Ready | HandOverOutcome> {
	const found = await parts.recipients.find(socket.library, recipient);
	switch (found.kind) {
		case 'noAddress':
			return failed(NO_ADDRESS);
		case 'absent':
			return failed(NOT_ON_WHATSAPP);
		case 'noAnswer':
			return neverLeft(NO_RECIPIENT_ANSWER);
		case 'found':
	}
	const { jid } = found;
	const own = ownJid(jid, socket.me);
	const target = await findTarget(parts, content, replyTo, { jid, own });
	if (content.type === 'reaction' && target === null) return failed(NO_TARGET);
	let file: UploadedFile | null = null;
	if ('media' in content) {
		const ready = await parts.files.ready(socket.library, content);
		if (ready.kind === 'failed') return failed(ready.failure);
		if (ready.kind === 'later') return neverLeft(ready.failure);
		file = ready.file;
	}
	if (!(await socket.devices.prepare(socket.library, own, jid))) {
		return neverLeft(NO_RECIPIENT_ANSWER);
	}
	const made = toMessage(content, { target, file, now: parts.clock.now() });
	if (made === null) return failed(NO_TARGET);
	return { jid, message: withSecret(parts.baileys, made) };
}

/** By the secret WhatsApp lets a customer report a message; reactions have none. */
function withSecret(baileys: Baileys, message: proto.IMessage): proto.IMessage {
	const isReaction = message.reactionMessage !== undefined;
	const secret = isReaction ? {} : { messageContextInfo: { messageSecret: randomBytes(32) } };
	return baileys.proto.Message.fromObject({ ...message, ...secret });
}

async function findTarget(
	{ findQuoted, logger, numberId }: SendParts,
	{ type }: OutgoingContent,
	replyTo: string | null,
	{ jid, own }: { readonly jid: string; readonly own: string },
): Promise<Target | null> {
	if (replyTo === null) return null;
	const quoted = await findQuoted(replyTo).catch((error: unknown) => {
		logger.warn({ numberId, error: describe(error) }, 'quoted message not looked up');
		return null;
	});
	// Whose message it is has to be known for a reaction; a quote is found by its id alone.
	if (quoted === null && type === 'reaction') return null;
	const isOwn = quoted?.isOwn ?? false;
	const author = isOwn ? own : jid;
	return { id: replyTo, chat: jid, isOwn, author, text: quoted?.text ?? '' };
}

async function relay(
	parts: SendParts,
	socket: LiveSocket,
	id: string,
	{ jid, message }: Ready,
): Promise<HandOverOutcome> {
	const answer = socket.answers.expect(id);
	try {
		await socket.library.relayMessage(jid, message, { messageId: id });
	} catch (error) {
		answer.forget();
		return notRelayed(parts, error);
	}
	const { ackMs, doubtMs } = parts.timings;
	const said = await answer.within({ ackMs, doubtMs, onDoubt: () => socket.hurry() });
	if (said.kind === 'refused') await socket.devices.forget(socket.library, jid);
	return toOutcome(id, said);
}

function toOutcome(providerId: string, answer: Answer): HandOverOutcome {
	switch (answer.kind) {
		case 'taken':
			return { kind: 'sent', providerId };
		case 'refused': {
			const row = sendRow(answer.code);
			return row.class === 'retry'
				? { kind: 'retry', failure: toFailure(row), afterMs: null }
				: failed(toFailure(row));
		}
		case 'silence':
		case 'ended':
			return { kind: 'unknown', failure: NO_ANSWER };
	}
}

/** Too many questions in a short time: the library's error carries the code as data. */
const OVER_LIMIT = 429;

/** The library found the connection closed when it came to writing. */
const CLOSED = 428;

function notReady({ logger, numberId }: SendParts, error: unknown): HandOverOutcome {
	const code = statusCodeOf(error);
	if (dataOf(error) === OVER_LIMIT) {
		return { kind: 'retry', failure: toFailure(sendRow(OVER_LIMIT)), afterMs: null };
	}
	logger.debug({ numberId, code }, 'message could not be made ready');
	return neverLeft(code === CLOSED ? NOT_CONNECTED : NO_RECIPIENT_ANSWER);
}

function notRelayed({ logger, numberId }: SendParts, error: unknown): HandOverOutcome {
	const code = statusCodeOf(error);
	logger.debug({ numberId, code }, 'message could not be handed over');
	// Everything that is asked has been asked before: only the line can be missing.
	return code === CLOSED ? neverLeft(NOT_CONNECTED) : { kind: 'unknown', failure: NO_ANSWER };
}

function dataOf(error: unknown): unknown {
	return typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
}

function failed(failure: Failure): HandOverOutcome {
	return { kind: 'failed', failure };
}

function neverLeft(failure: Failure): HandOverOutcome {
	return { kind: 'neverLeft', failure };
}
