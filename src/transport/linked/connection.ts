import type { ContactKey } from '../../domain/address.ts';
import { describe, problem, type TeamError } from '../../domain/problem.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
	LinkedConnection,
	LinkedConnectionParts,
	Linking,
	LinkView,
} from '../../ports/linked.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Random } from '../../ports/random.ts';
import type { Transport } from '../../ports/transport.ts';
import { atMost } from './at-most.ts';
import { loadBaileys } from './baileys.ts';
import { NOT_CONNECTED } from './error-catalogue/own.ts';
import { formatJid, jidOf } from './jid.ts';
import { Line } from './line.ts';
import type { ConnectQueue } from './link/connect-queue.ts';
import type { Phase } from './link/phase.ts';
import { StandingTeller } from './link/standing-teller.ts';
import { Steering } from './link/steering.ts';
import { standingOf, viewOf } from './link/views.ts';
import { openAnyway } from './media/open-anyway.ts';
import { sendMessage } from './outbound/send.ts';
import type { LiveSocket } from './socket/live-socket.ts';
import type { LinkedTimings } from './timings.ts';

/** What a connection works with besides its parts. */
export interface Surroundings {
	readonly clock: Clock;
	readonly random: Random;
	readonly logger: Logger;
	/** The one of this process. */
	readonly queue: ConnectQueue;
	readonly timings: LinkedTimings;
}

/** The connection of a linked number. */
export function linkedConnection(
	parts: LinkedConnectionParts,
	{ clock, random, logger, queue, timings }: Surroundings,
): LinkedConnection {
	const { numberId, phone, wasLinked } = parts;
	const over = new AbortController();
	const listeners = new Set<() => void>();
	const teller = new StandingTeller({
		numberId,
		tell: parts.onStanding,
		clock,
		logger,
		signal: over.signal,
	});
	const steering: Steering = new Steering({
		clock,
		random,
		timings,
		carryOut: (command, turn) => line.carryOut(command, turn),
		onPhase(phase: Phase) {
			if (phase.kind === 'over') over.abort();
			teller.tell(standingOf(phase));
			const view = JSON.stringify(linking.view());
			if (view === shown) return;
			shown = view;
			for (const listener of [...listeners]) listener();
		},
	});
	const line: Line = new Line({
		parts,
		clock,
		logger,
		queue,
		timings,
		happen: (event, turn) => steering.happen(event, turn),
		isTurn: (turn) => steering.isTurn(turn),
		over: over.signal,
	});
	let isStarted = false;
	/** The view that was told of last. */
	let shown = '';
	let closing: Promise<void> | null = null;

	const close = async (): Promise<void> => {
		steering.happen({ kind: 'over' });
		await atMost(clock, timings.closeMs, steering.settled());
		await line.close();
	};
	const transport: Transport = {
		kind: 'linked',
		async send(message) {
			const socket = line.socket;
			if (socket?.isOpen !== true) return { kind: 'neverLeft', failure: NOT_CONNECTED };
			return await sendMessage((await line.machinery()).send, socket, message);
		},
		close: () => (closing ??= close()),
	};
	const openSocket = (): LiveSocket => {
		const { socket } = line;
		if (socket?.isOpen !== true) throw notConnected();
		return socket;
	};
	const linking: Linking = {
		view: (): LinkView => viewOf(steering.phase, phone, wasLinked),
		onChange(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		begin: (way) => steering.happen({ kind: 'begin', way }),
		cancel: () => steering.happen({ kind: 'cancel' }),
		async unlink() {
			steering.happen({ kind: 'unlink' });
			await steering.settled();
		},
	};
	return {
		transport,
		linking,
		start() {
			if (isStarted) return;
			isStarted = true;
			void line.load();
		},
		close: () => transport.close(),
		async sendTyping(recipient: readonly ContactKey[]) {
			const address = jidOf(recipient);
			const { socket } = line;
			if (address === undefined || socket?.isOpen !== true) return;
			await socket.library
				.sendPresenceUpdate('composing', formatJid(address))
				.catch((error: unknown) => {
					logger.debug({ numberId, error: describe(error) }, 'typing could not be shown');
				});
		},
		async markRead(sender, providerId) {
			const address = jidOf(sender);
			if (address === undefined) throw noAddress();
			const key = { remoteJid: formatJid(address), id: providerId, fromMe: false };
			await openSocket()
				.library.readMessages([key])
				.catch(() => {
					throw notConnected();
				});
		},
		async uploadMedia(kind, file, options = {}) {
			const { library } = openSocket();
			return await (await line.machinery()).files.upload(library, kind, file, options);
		},
		async downloadMedia(file, options) {
			const baileys = await loadBaileys();
			const { waWebSocketUrl } = baileys.DEFAULT_CONNECTION_CONFIG;
			const { socket } = line;
			const access =
				socket?.isOpen === true ? { baileys, library: socket.library, clock } : null;
			return await openAnyway(file, options, access, new URL(waWebSocketUrl).hostname);
		},
	};
}

function notConnected(): TeamError {
	return problem(
		'remoteUnreachable',
		NOT_CONNECTED.message,
		'Waiting may help: it connects again by itself. See the state of the number if it stays.',
		{ retryAfterMs: 10_000 },
	);
}

function noAddress(): TeamError {
	return problem(
		'notFound',
		'The contact of the message has no address that a linked number knows',
		'Choose a message that a customer sent to this number.',
	);
}
