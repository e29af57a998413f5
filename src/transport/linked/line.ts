import { formatWaId } from '../../domain/address.ts';
import { describe, isProblem } from '../../domain/problem.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkedConnectionParts } from '../../ports/linked.ts';
import type { Logger } from '../../ports/logger.ts';
import { atMost } from './at-most.ts';
import { loadBaileys, type AuthenticationCreds } from './baileys.ts';
import { isPerson, parseJid } from './jid.ts';
import { hasCredentials, readCredentials } from './keys/credentials.ts';
import { KeyBox } from './keys/key-box.ts';
import { statusCodeOf } from './library/quiet-logger.ts';
import type { ConnectQueue } from './link/connect-queue.ts';
import type { LinkCommand, LinkEvent } from './link/phase.ts';
import type { Turn } from './link/steering.ts';
import { Machinery, type SocketKind } from './machinery.ts';
import { isSamePhone } from './same-phone.ts';
import type { LiveSocket, SocketListeners } from './socket/live-socket.ts';
import type { LinkedTimings } from './timings.ts';

/** How long a pairing code can be typed, in ms: as long as WhatsApp's QR codes of one socket last. */
const PAIRING_CODE_MS = 160_000;

/** How long WhatsApp may take to confirm that a link is over, in ms. */
const LOG_OUT_MS = 5_000;

/** What a line works with. */
export interface LineParts {
	readonly parts: LinkedConnectionParts;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly queue: ConnectQueue;
	readonly timings: LinkedTimings;
	readonly happen: (event: LinkEvent, turn?: Turn) => void;
	readonly isTurn: (turn: Turn) => boolean;
	/** Aborted when nothing is to be connected any more. */
	readonly over: AbortSignal;
}

/** The line of a number to WhatsApp: one socket at a time, and the keys for it. */
export class Line {
	readonly #needs: LineParts;
	readonly #box: KeyBox;
	#machinery: Promise<Machinery> | null = null;
	#socket: LiveSocket | null = null;
	#creds: AuthenticationCreds | null = null;
	/** In which turn a pairing code was asked for. */
	#askedIn: Turn | null = null;

	constructor(needs: LineParts) {
		this.#needs = needs;
		const { parts, clock, logger, timings } = needs;
		this.#box = new KeyBox({
			numberId: parts.numberId,
			keys: parts.keys,
			clock,
			logger,
			patienceMs: timings.storeMs,
			onFenced: () => this.#lose(),
			onStoreAway: () => this.#socket?.cut('storeAway'),
		});
	}

	/** The socket, whether it is open or not. */
	get socket(): LiveSocket | null {
		return this.#socket;
	}

	/** Everything that works with the library, loaded on first use. */
	machinery(): Promise<Machinery> {
		const { parts, timings, clock, logger } = this.#needs;
		this.#machinery ??= loadBaileys().then(
			(baileys) => new Machinery({ baileys, parts, box: this.#box, timings, clock, logger }),
		);
		return this.#machinery;
	}

	/** Finds out whether the number is linked. Never throws. */
	async load(): Promise<void> {
		const { happen, logger, parts } = this.#needs;
		try {
			if (!(await hasCredentials(this.#box))) {
				happen(
					parts.wasLinked ? { kind: 'keysLost' } : { kind: 'loaded', isLinked: false },
				);
				return;
			}
			const machinery = await this.machinery();
			const found = await readCredentials(await loadBaileys(), this.#box);
			if (found.kind !== 'linked') {
				happen({ kind: 'keysLost' });
				return;
			}
			this.#creds = found.creds;
			await machinery.restore(found.creds);
			happen({ kind: 'loaded', isLinked: true });
		} catch (error) {
			if (this.#needs.over.aborted) return;
			logger.error(
				{ numberId: parts.numberId, error: describe(error) },
				'linked number could not be opened',
			);
		}
	}

	/** Carries a command out. Never throws. */
	async carryOut(command: Exclude<LinkCommand, { kind: 'pause' }>, turn: Turn): Promise<void> {
		const { logger, parts } = this.#needs;
		try {
			await this.#do(command, turn);
		} catch (error) {
			const said = isProblem(error) ? error.code : statusCodeOf(error);
			const fields = { numberId: parts.numberId, command: command.kind, said };
			logger.debug(fields, 'command of a linked number failed');
		}
	}

	/** Lets what came in be stored, and lets the keys go. */
	async close(): Promise<void> {
		const { clock, timings } = this.#needs;
		const machinery = await this.#machinery;
		await machinery?.inbox.close(timings.closeMs);
		await atMost(clock, timings.closeMs, this.#box.settled());
		this.#box.close();
	}

	async #do(command: Exclude<LinkCommand, { kind: 'pause' }>, turn: Turn): Promise<void> {
		const { happen, logger, parts } = this.#needs;
		switch (command.kind) {
			case 'connect':
				await this.#hangUp();
				// Others may be before us for a while, and wishes of a person shall not wait for that.
				void this.#connect(command.as, turn).catch((error: unknown) => {
					const fields = { numberId: parts.numberId, error: describe(error) };
					logger.error(fields, 'socket of a linked number could not be opened');
					happen({ kind: 'ended', how: 'unknown', lastedMs: 0 }, turn);
				});
				return;
			case 'askCode':
				await this.#askCode(turn);
				return;
			case 'hangUp':
				await this.#hangUp();
				return;
			case 'logOut':
				await this.#logOut();
				return;
			case 'wipe':
				this.#creds = null;
				await this.#box.wipe();
		}
	}

	async #connect(as: SocketKind, turn: Turn): Promise<void> {
		const { queue, isTurn, over } = this.#needs;
		const machinery = await this.machinery();
		// The credentials of a device that was linked a moment ago; and the store has to be there.
		await this.#box.settled();
		const leave = await queue.enter(over);
		const creds = as === 'linked' ? this.#creds : machinery.newCredentials();
		if (!isTurn(turn) || over.aborted || creds === null) {
			leave();
			return;
		}
		this.#creds = creds;
		let isOpened = false;
		try {
			this.#socket = machinery.open(as, creds, this.#listeners(turn, creds, leave));
			isOpened = true;
		} finally {
			if (!isOpened) leave();
		}
	}

	#listeners(turn: Turn, creds: AuthenticationCreds, leave: () => void): SocketListeners {
		const { happen, parts } = this.#needs;
		return {
			onQr(text, expiresAt) {
				leave();
				happen({ kind: 'qr', text, expiresAt }, turn);
			},
			onPaired: () => happen({ kind: 'paired' }, turn),
			onOpen() {
				leave();
				const own = parseJid(creds.me?.id);
				const isOurs = isPerson(own) && isSamePhone(own.user, parts.phone);
				happen({ kind: 'opened', isOurs }, turn);
			},
			onEnd(how, lastedMs) {
				leave();
				happen({ kind: 'ended', how, lastedMs }, turn);
			},
			onRefused: () => {
				if (this.#askedIn === turn) happen({ kind: 'codeRefused' }, turn);
			},
		};
	}

	async #askCode(turn: Turn): Promise<void> {
		const { clock, happen, parts, timings } = this.#needs;
		const lifetime = timings.qrMs === null ? PAIRING_CODE_MS : timings.qrMs * 6;
		this.#askedIn = turn;
		const code = await this.#socket?.library.requestPairingCode(formatWaId(parts.phone));
		if (code === undefined) return;
		happen({ kind: 'code', code, expiresAt: clock.now() + lifetime }, turn);
	}

	async #hangUp(): Promise<void> {
		await this.#socket?.end();
		this.#socket = null;
	}

	async #logOut(): Promise<void> {
		const socket = this.#socket;
		const own = this.#creds?.me?.id;
		if (socket?.isOpen === true && own !== undefined) {
			const device = { jid: own, reason: 'user_initiated' };
			const question = {
				tag: 'iq',
				attrs: { to: '@s.whatsapp.net', type: 'set', xmlns: 'md' },
				content: [{ tag: 'remove-companion-device', attrs: device }],
			};
			await socket.library.query(question, LOG_OUT_MS).catch(() => undefined);
		}
		await this.#hangUp();
	}

	/** Another process owns the number: not a word more to WhatsApp. */
	#lose(): void {
		const { happen, parts } = this.#needs;
		this.#socket?.cut('unknown');
		happen({ kind: 'over' });
		parts.onOwnershipLost();
	}
}
