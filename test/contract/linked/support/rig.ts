import { problem } from '../../../../src/domain/problem.ts';
import type {
	LinkedConnection,
	LinkedConnectionParts,
	LinkedNews,
	LinkedStanding,
	LinkView,
	LinkWay,
	QuotedMessage,
} from '../../../../src/ports/linked.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { LogFields, Logger } from '../../../../src/ports/logger.ts';
import type { HandOver } from '../../../../src/ports/transport.ts';
import { openLinkedConnection } from '../../../../src/transport/linked/open.ts';
import type { LinkedTimings } from '../../../../src/transport/linked/timings.ts';
import { systemClock } from '../../../../src/runtime/system.ts';
import type { WhatsAppWebSimulator } from '../../../simulators/whatsapp-web/simulator.ts';
import type { Phone } from '../../../simulators/whatsapp-web/world/phone.ts';
import { letTimersGo } from './library-timers.ts';
import { MemoryKeys } from './memory-keys.ts';
import { until } from './until.ts';

letTimersGo();

/** Times that a test can wait for. */
const SHORT: Partial<LinkedTimings> = {
	queryMs: 600,
	ackMs: 600,
	doubtMs: 300,
	quietMs: 400,
	pingMs: 300,
	reconnectMs: 50,
	storeMs: 500,
	hangUpMs: 100,
	closeMs: 1_000,
};

/** A number with a connection, as a process has it. */
export interface NumberRig {
	readonly connection: LinkedConnection;
	readonly keys: MemoryKeys;
	/** What was delivered, in order. */
	readonly news: LinkedNews[];
	readonly standings: LinkedStanding[];
	/** Every view that was shown. */
	readonly views: LinkView[];
	readonly phoneSeen: number[];
	/** What is known of messages that are quoted. */
	readonly quoted: Map<string, QuotedMessage>;
	/** Whether the store takes news. */
	isStoreAway: boolean;
	/** How often the number was said to be another process's. */
	lost: number;
	/** How many timers of the connection are running. */
	sleepers(): number;
	/** The texts that customers wrote, in the order in which they were delivered. */
	texts(): readonly (string | null)[];
	/** Waits until the view is of a kind, and gives it. */
	view<Kind extends LinkView['kind']>(kind: Kind): Promise<Extract<LinkView, { kind: Kind }>>;
	/** Links it to a phone. */
	link(phone: Phone, way?: LinkWay): Promise<void>;
}

/** Lines of all loggers of a test file. */
export const logLines: string[] = [];

const line =
	(level: string) =>
	(fields: LogFields, message: string): void =>
		void logLines.push(`${level} ${message} ${JSON.stringify(fields)}`);

/** A logger into {@link logLines}. */
export const testLogger: Logger = {
	debug: line('debug'),
	info: line('info'),
	warn: line('warn'),
	error: line('error'),
};

/** How a rig differs. */
export interface RigOptions extends Partial<Omit<LinkedConnectionParts, 'keys'>> {
	readonly keys?: MemoryKeys;
	readonly timings?: Partial<LinkedTimings>;
}

const open: LinkedConnection[] = [];

/** Opens a number and starts its connection. */
export function openNumber({ keys: given, timings, ...changes }: RigOptions = {}): NumberRig {
	const keys = given ?? new MemoryKeys();
	let sleepers = 0;
	const clock: Clock = {
		now: systemClock.now,
		async sleep(ms, signal) {
			sleepers += 1;
			await systemClock.sleep(ms, signal);
			sleepers -= 1;
		},
	};
	const rig: NumberRig = {
		connection: openLinkedConnection(
			{
				numberId: 'number-1',
				phone: '+15550001111',
				wasLinked: keys.values.size > 0,
				privateAddresses: false,
				deviceName: 'n8n',
				keys,
				deliver(news) {
					if (rig.isStoreAway) return Promise.reject(storeAway());
					rig.news.push(news);
					return Promise.resolve();
				},
				onStanding(standing) {
					rig.standings.push(standing);
					return Promise.resolve();
				},
				onPhoneSeen(at) {
					rig.phoneSeen.push(at);
					return Promise.resolve();
				},
				onOwnershipLost: () => void (rig.lost += 1),
				findQuoted: (id) => Promise.resolve(rig.quoted.get(id) ?? null),
				...changes,
			},
			{
				clock,
				random: () => 0,
				logger: testLogger,
				timings: { ...SHORT, ...timings },
			},
		),
		keys,
		news: [],
		standings: [],
		views: [],
		phoneSeen: [],
		quoted: new Map(),
		isStoreAway: false,
		lost: 0,
		sleepers: () => sleepers,
		texts: () => rig.news.flatMap(({ messages }) => messages.map(({ text }) => text)),
		async view(kind) {
			type Wanted = Extract<LinkView, { kind: typeof kind }>;
			return await until(() => {
				const view = rig.connection.linking.view();
				return view.kind === kind ? (view as Wanted) : undefined;
			}, `view ${kind}`);
		},
		async link(phone, way = 'qr') {
			rig.connection.linking.begin(way);
			if (way === 'qr') await phone.scan((await rig.view('qr')).text);
			else await enterCode(phone, (await rig.view('pairingCode')).code);
			await until(() => isOnline(rig), 'the number to be connected');
		},
	};
	rig.connection.linking.onChange(() => rig.views.push(rig.connection.linking.view()));
	open.push(rig.connection);
	rig.connection.start();
	return rig;
}

/** Types a code as soon as WhatsApp knows of it, which is a moment after we do. */
export async function enterCode(phone: Phone, code: string): Promise<void> {
	await until(async () => {
		try {
			return await phone.enterCode(code);
		} catch (error) {
			if (error instanceof Error && error.message.startsWith('No device asks')) return null;
			throw error;
		}
	}, 'the phone to take the code');
}

/** Whether a number is linked and connected. */
export function isOnline({ connection }: NumberRig): boolean {
	const view = connection.linking.view();
	return view.kind === 'linked' && view.isConnected;
}

/** Closes every number that a test opened. */
export async function closeNumbers(): Promise<void> {
	await Promise.all(open.splice(0).map((connection) => connection.close()));
}

/** A phone of ours, and a number that is linked to it. */
export async function linkedNumber(
	sim: WhatsAppWebSimulator,
	options: RigOptions = {},
): Promise<{ readonly phone: Phone; readonly rig: NumberRig }> {
	const { phone: digits = '+15550001111' } = options;
	const phone = sim.addPhone(digits, { name: 'Sales' });
	const rig = openNumber(options);
	await rig.link(phone);
	return { phone, rig };
}

let serial = 0;

/** A message that is handed over. */
export function handOver(changes: Partial<HandOver> = {}): HandOver {
	serial += 1;
	return {
		outboxId: `outbox-${serial}`,
		attempt: 1,
		recipient: [{ type: 'phone', value: '+15557770001' }],
		content: { type: 'text', text: 'Hi', linkPreview: false },
		replyTo: null,
		...changes,
	};
}

function storeAway() {
	return problem('storeUnavailable', 'The database is away', 'Wait.');
}
