import { isProblem } from '../../domain/problem.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkedConnectionParts } from '../../ports/linked.ts';
import type { Logger } from '../../ports/logger.ts';
import type { AuthenticationCreds, Baileys, SocketConfig } from './baileys.ts';
import { isTaken } from './inbound/history.ts';
import { Inbox } from './inbound/inbox.ts';
import { Journal } from './inbound/journal.ts';
import { Intake } from './inbound/listen.ts';
import { NoteOpened } from './inbound/note-opened.ts';
import { PhoneSigns } from './inbound/phone-signs.ts';
import { parseJid } from './jid.ts';
import { CredentialsWriter } from './keys/credentials.ts';
import type { KeyBox } from './keys/key-box.ts';
import { keyStore } from './keys/key-store.ts';
import { quietLogger } from './library/quiet-logger.ts';
import type { LinkCommand } from './link/phase.ts';
import { OutgoingFiles } from './media/outgoing-files.ts';
import { Recipients } from './outbound/recipients.ts';
import { SentCopies } from './outbound/sent-copies.ts';
import type { SendParts } from './outbound/send.ts';
import { LiveSocket, type SocketListeners } from './socket/live-socket.ts';
import type { LinkedTimings } from './timings.ts';

/** What the machinery of a number is built with. */
export interface MachineryParts {
	readonly baileys: Baileys;
	readonly parts: LinkedConnectionParts;
	readonly box: KeyBox;
	readonly timings: LinkedTimings;
	readonly clock: Clock;
	readonly logger: Logger;
}

/** As what a socket is opened. */
export type SocketKind = Extract<LinkCommand, { kind: 'connect' }>['as'];

/**
 * How we appear when a pairing code is asked for: WhatsApp gives one to a browser that it knows, on a
 * system that it knows, alone.
 */
const KNOWN_SYSTEM = 'Ubuntu';

/** The library's own watch, which is slower than ours: practically never, in ms. */
const NEVER_MS = 2 ** 31 - 1;

/** Everything of a linked number that works with the library. It outlives its sockets. */
export class Machinery {
	readonly inbox: Inbox;
	readonly files: OutgoingFiles;
	readonly send: SendParts;
	readonly #needs: MachineryParts;
	readonly #journal: Journal;
	readonly #intake: Intake;
	readonly #copies: SentCopies;
	#writer: CredentialsWriter;
	/** Counts the links and the tries to link. */
	#link = 0;

	constructor(needs: MachineryParts) {
		const { baileys, parts, box, timings, clock, logger } = needs;
		const { numberId, deliver, findQuoted, privateAddresses } = parts;
		this.#needs = needs;
		this.#journal = new Journal(box);
		this.#copies = new SentCopies(baileys, box);
		this.#writer = new CredentialsWriter(baileys, box);
		this.inbox = new Inbox({ numberId, journal: this.#journal, deliver, clock, logger });
		this.files = new OutgoingFiles({ baileys, box, clock, privateAddresses });
		const phone = new PhoneSigns(parts.onPhoneSeen, clock, logger);
		this.#intake = new Intake({ numberId, baileys, inbox: this.inbox, phone, clock, logger });
		this.send = {
			numberId,
			baileys,
			recipients: new Recipients(clock),
			files: this.files,
			copies: this.#copies,
			findQuoted,
			timings,
			clock,
			logger,
		};
	}

	/**
	 * Brings what an earlier process has opened, and maybe not stored, into the book. To be called
	 * once, before the first socket.
	 *
	 * @throws TeamError `notOwner`
	 */
	async restore({ me }: AuthenticationCreds): Promise<void> {
		const entries = await this.#journal.restore();
		for (const entry of entries) this.#intake.take(entry, [me?.id, me?.lid]);
		if (entries.length === 0) return;
		const { logger, parts } = this.#needs;
		logger.info(
			{ numberId: parts.numberId, messages: entries.length },
			'messages of the last run, to be stored if they are not yet',
		);
	}

	/** The keys of a device that is to be linked. */
	newCredentials(): AuthenticationCreds {
		this.#writer = new CredentialsWriter(this.#needs.baileys, this.#needs.box);
		this.#link += 1;
		return this.#needs.baileys.initAuthCreds();
	}

	/** Opens a socket. @throws what the library throws */
	open(as: SocketKind, creds: AuthenticationCreds, listeners: SocketListeners): LiveSocket {
		const { baileys, timings, clock, logger, parts } = this.#needs;
		const { numberId } = parts;
		const notes = new NoteOpened({
			journal: this.#journal,
			onOpened: (message) => this.#intake.take(message, [creds.me?.id, creds.me?.lid]),
		});
		const config = this.#config(as, creds, notes);
		const socket = new LiveSocket({
			baileys,
			creds,
			config,
			listeners,
			timings,
			clock,
			logger,
			numberId,
		});
		this.#intake.listenTo(socket, notes);
		socket.over.addEventListener('abort', () => notes.end(), { once: true });
		socket.library.ev.on('creds.update', () => this.#save(creds));
		return socket;
	}

	#config(as: SocketKind, creds: AuthenticationCreds, notes: NoteOpened): Partial<SocketConfig> {
		const { baileys, box, timings, logger, parts } = this.#needs;
		const { deviceName, numberId } = parts;
		const link = this.#link;
		const system = as === 'pairingCode' ? KNOWN_SYSTEM : deviceName;
		return {
			auth: { creds, keys: keyStore(baileys, box, () => link !== this.#link) },
			logger: quietLogger(logger, numberId),
			browser: [system, 'Chrome', '22.04.4'],
			connectTimeoutMs: timings.connectMs,
			defaultQueryTimeoutMs: timings.queryMs,
			keepAliveIntervalMs: NEVER_MS,
			...(timings.qrMs === null ? {} : { qrTimeout: timings.qrMs }),
			// Otherwise the phone would not ring any more.
			markOnlineOnConnect: false,
			emitOwnEvents: false,
			syncFullHistory: false,
			shouldSyncHistoryMessage: ({ syncType }) => isTaken(Number(syncType)),
			shouldIgnoreJid: (jid) => parseJid(jid).kind === 'group',
			getMessage: (key) => this.#copies.find(key),
			// The box tries for itself, and as long as it takes.
			transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 1 },
			makeSignalRepository: notes.repositoryFor(baileys),
		};
	}

	#save(creds: AuthenticationCreds): void {
		const { logger, parts } = this.#needs;
		this.#writer.save(creds).catch((error: unknown) => {
			const name = isProblem(error) ? error.code : 'unknown';
			logger.debug({ numberId: parts.numberId, name }, 'credentials not kept');
		});
	}
}
