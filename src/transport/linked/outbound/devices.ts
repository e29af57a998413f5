import type { Clock } from '../../../ports/clock.ts';
import type { LibrarySocket } from '../baileys.ts';
import { formatJid, isPerson, parseJid } from '../jid.ts';

/** How long the library holds a list of devices to be right is five minutes; we ask a little earlier. */
const READY_MS = 4 * 60_000;

/** How many recipients are remembered. */
const REMEMBERED = 2_000;

/** What is asked of the library. */
export type DeviceSource = Pick<
	LibrarySocket,
	'getUSyncDevices' | 'assertSessions' | 'userDevicesCache' | 'signalRepository'
>;

/**
 * Gets everything ready that a message needs before it is put together: the devices of both sides,
 * and a session with each. The library would ask for them while it holds a lock that all messages of
 * the number need, so that one question without an answer would stop them all.
 */
export class Devices {
	readonly #clock: Clock;
	/** Until when nothing has to be asked, by jid. */
	readonly #readyUntil = new Map<string, number>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/**
	 * @param own the number's own jid, of the same kind as the recipient's
	 * @returns whether the recipient can be reached; `false` if WhatsApp did not say
	 * @throws what the library throws, if WhatsApp refuses to say
	 */
	async prepare(source: DeviceSource, own: string, jid: string): Promise<boolean> {
		const now = this.#clock.now();
		if (now < (this.#readyUntil.get(jid) ?? 0)) return true;
		const devices = await source.getUSyncDevices([own, jid], true, false);
		const target = parseJid(jid);
		const theirs = devices.filter(({ user }) => isPerson(target) && user === target.user);
		if (theirs.length === 0) return false;
		await source.assertSessions(devices.map((device) => device.jid));
		// A question for keys that is not answered passes without a word.
		const [phone = theirs[0]] = theirs.filter(({ device = 0 }) => device === 0);
		if (phone === undefined) return false;
		if (!(await source.signalRepository.validateSession(phone.jid)).exists) return false;
		this.#readyUntil.delete(jid);
		this.#readyUntil.set(jid, now + READY_MS);
		if (this.#readyUntil.size > REMEMBERED) {
			for (const oldest of this.#readyUntil.keys()) {
				this.#readyUntil.delete(oldest);
				break;
			}
		}
		return true;
	}

	/** What is known of a recipient has turned out wrong. */
	async forget(source: DeviceSource, jid: string): Promise<void> {
		this.#readyUntil.delete(jid);
		const target = parseJid(jid);
		if (isPerson(target)) await source.userDevicesCache.del(target.user);
	}
}

/** The number's own address of the kind by which a chat is addressed. */
export function ownJid(
	chat: string,
	me: { readonly id: string; readonly lid?: string | undefined },
): string {
	const isByLid = parseJid(chat).kind === 'lid' && me.lid !== undefined;
	const own = parseJid(isByLid ? me.lid : me.id);
	return isPerson(own) ? formatJid(own) : me.id;
}
