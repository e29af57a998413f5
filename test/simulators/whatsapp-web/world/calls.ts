import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import { newStanzaId } from '../wire/ids.ts';
import { node } from '../wire/node.ts';
import type { Person } from './person.ts';
import type { Phone } from './phone.ts';

/** A call that is ringing at a number. */
export interface Call {
	readonly id: string;
	/** The caller gives up. */
	hangsUp(): void;
	/** Nobody has answered for so long that WhatsApp ends it. */
	timesOut(): void;
}

/** Lets a number ring. */
export function ring(context: Context, from: Person, to: Phone, video: boolean): Call {
	const id = newStanzaId();
	const tell = (tag: 'offer' | 'terminate', reason?: string) => {
		const about = { 'call-id': id, 'call-creator': from.lidJid, caller_pn: from.jid, reason };
		const media = tag === 'offer' ? [node('audio', { enc: 'opus', rate: 16_000 })] : [];
		const camera = tag === 'offer' && video ? [node('video', { enc: 'vp8' })] : [];
		for (const device of to.devices.values()) {
			device.push(
				node('call', { from: from.lidJid, id: newStanzaId(), t: seconds(context) }, [
					node(tag, about, [...media, ...camera]),
				]),
			);
		}
	};
	tell('offer');
	return {
		id,
		hangsUp: () => tell('terminate'),
		timesOut: () => tell('terminate', 'timeout'),
	};
}
