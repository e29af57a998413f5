import type { ReadContent } from '../content/read.ts';
import type { WhatsAppWebSimulator } from '../simulator.ts';
import type { Customer } from '../world/customer.ts';
import type { Addressing } from '../world/person.ts';
import type { Phone } from '../world/phone.ts';

/** A linked device. */
export interface DeviceView {
	readonly id: number;
	readonly jid: string;
	readonly lidJid: string;
	readonly connected: boolean;
	readonly logins: number;
	readonly presence: 'available' | 'unavailable' | null;
	/** Stanzas that the client has not confirmed yet. */
	readonly waiting: number;
	readonly preKeys: number;
}

/** A number of ours. */
export interface PhoneView {
	readonly digits: string;
	readonly jid: string;
	readonly lidJid: string;
	readonly name: string;
	readonly platform: Phone['platform'];
	readonly banned: boolean;
	readonly off: boolean;
	readonly devices: readonly DeviceView[];
}

/** Somebody who writes to it. */
export interface CustomerView {
	readonly digits: string;
	readonly jid: string;
	readonly lidJid: string;
	readonly name: string;
	readonly addressing: Addressing;
}

/** A message that reached a customer. */
export interface ReceivedView {
	readonly id: string;
	readonly phone: string;
	readonly device: number;
	readonly content: ReadContent;
	readonly addressing: Addressing;
	readonly at: number;
}

/** A message of a linked device, as the phone shows it. */
export interface CopyView {
	readonly id: string;
	readonly from: string;
	readonly device: number;
	readonly to: string;
	readonly content: ReadContent;
}

/** A simulator, and who is in it. */
export interface SimulatorView {
	readonly url: string;
	/** Hex. */
	readonly rootKey: string;
	/** PEM. */
	readonly mediaCertificate: string;
	readonly phones: readonly PhoneView[];
	readonly customers: readonly CustomerView[];
}

export function viewSimulator(sim: WhatsAppWebSimulator): SimulatorView {
	return {
		url: sim.url,
		rootKey: sim.rootKey.toString('hex'),
		mediaCertificate: sim.mediaCertificate,
		phones: sim.phones.map(viewPhone),
		customers: sim.customers.map(viewCustomer),
	};
}

export function viewPhone(phone: Phone): PhoneView {
	const { digits, jid, lidJid, name, platform, banned, isOff: off } = phone;
	const devices = [...phone.devices.values()].map((device): DeviceView => {
		return {
			id: device.id,
			jid: device.jid,
			lidJid: device.lidJid,
			connected: device.connection !== undefined,
			logins: device.logins,
			presence: device.presence ?? null,
			waiting: device.waitingCount,
			preKeys: device.preKeys.length,
		};
	});
	return { digits, jid, lidJid, name, platform, banned, off, devices };
}

export function viewCustomer(customer: Customer): CustomerView {
	const { digits, jid, lidJid, name, addressing } = customer;
	return { digits, jid, lidJid, name, addressing };
}

export function viewReceived(customer: Customer): readonly ReceivedView[] {
	return customer.received.map(({ id, phone, device, content, addressing, at }) => {
		return { id, phone, device, content, addressing, at };
	});
}

export function viewCopies(phone: Phone): readonly CopyView[] {
	return phone.copies.map(({ id, from, device, to, content }) => {
		return { id, from, device, to, content };
	});
}
