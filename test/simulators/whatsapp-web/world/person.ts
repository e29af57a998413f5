import type { proto } from '@whiskeysockets/baileys';
import type { SavedSignalPeer } from '../signal/peer.ts';
import { SignalPeer } from '../signal/peer.ts';
import { lidJid, phoneJid } from '../wire/jid.ts';

/** By which of a person's two ids a message names them. */
export type Addressing = 'lid' | 'pn';

/** A message that a person sent from their phone. It is kept, as it may be asked for again. */
export interface SentMessage {
	readonly id: string;
	/** To whom: digits. */
	readonly to: string;
	readonly message: proto.IMessage;
	/** The `type` of its stanza. */
	readonly type: string;
	readonly addressing: Addressing;
	/** Seconds since the epoch. */
	readonly t: number;
	/** `peer`: from a phone to its own linked devices, not a part of any chat. */
	readonly route: 'chat' | 'peer';
	/** The `edit` of its stanza: what it does to an earlier message. */
	readonly edit?: string;
	/** Linked devices learn that it is there, but do not get it. */
	readonly phoneOnly?: boolean;
}

/** Who somebody is. */
export interface PersonFacts {
	/** The phone number as digits. */
	readonly digits: string;
	/** The user part of the id that hides the number. */
	readonly lid: string;
	readonly name: string;
}

/** Somebody with WhatsApp on a phone. */
export abstract class Person {
	readonly digits: string;
	readonly lid: string;
	/** The name that others see. */
	name: string;
	/** The keys of the phone. */
	signal: SignalPeer;
	readonly sent = new Map<string, SentMessage>();

	constructor(facts: PersonFacts, signal?: SavedSignalPeer) {
		this.digits = facts.digits;
		this.lid = facts.lid;
		this.name = facts.name;
		this.signal = new SignalPeer(signal);
	}

	get jid(): string {
		return phoneJid(this.digits);
	}

	get lidJid(): string {
		return lidJid(this.lid);
	}

	/** The jid in one of the two forms. */
	jidAs(addressing: Addressing): string {
		return addressing === 'lid' ? this.lidJid : this.jid;
	}

	/** Takes part as from another installation: new keys, no sessions. */
	reinstalls(): void {
		this.signal = new SignalPeer();
	}
}
