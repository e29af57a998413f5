/** Whom the server means by itself. The user part is empty, not absent: clients compare it so. */
export const SERVER_JID = '@s.whatsapp.net';

/** What a jid says. */
export interface Jid {
	readonly user: string;
	/** 0 is the phone itself. */
	readonly device: number;
	/** Whether it is one of the ids that hide the phone number. */
	readonly lid: boolean;
}

/** "4915…@s.whatsapp.net", or "4915…:7@s.whatsapp.net" for a linked device. */
export function phoneJid(digits: string, device = 0): string {
	return `${withDevice(digits, device)}@s.whatsapp.net`;
}

/** "1000…@lid", or "1000…:7@lid" for a linked device. */
export function lidJid(lid: string, device = 0): string {
	return `${withDevice(lid, device)}@lid`;
}

/** Reads the jid of a person's device; undefined for groups, broadcasts and the server. */
export function parseJid(jid: string): Jid | undefined {
	const match = /^(\d+)(?::(\d+))?@(s\.whatsapp\.net|c\.us|lid)$/.exec(jid);
	if (match === null) return undefined;
	const [, user = '', device = '0', server] = match;
	return { user, device: Number(device), lid: server === 'lid' };
}

/** A phone number in any notation as digits. */
export function digitsOf(phoneNumber: string): string {
	const digits = phoneNumber.replace(/\D/g, '');
	if (digits.length < 5) throw new Error(`"${phoneNumber}" is no phone number.`);
	return digits;
}

function withDevice(user: string, device: number): string {
	return device === 0 ? user : `${user}:${device}`;
}
