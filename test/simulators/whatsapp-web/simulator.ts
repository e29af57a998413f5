import { SimulatorClock } from '../graph-api/clock.ts';
import { adoptIn } from './adopt.ts';
import type { Context } from './context.ts';
import { FaultRegistry } from './faults/registry.ts';
import { library, loadLibrary } from './library.ts';
import { Linking } from './linking/linking.ts';
import { makeCertificate } from './media/certificate.ts';
import { MediaServer } from './media/server.ts';
import { trustInThisProcess } from './media/trust.ts';
import { makePki } from './noise/pki.ts';
import { fileOf } from './content/files.ts';
import { unwrap } from './content/read.ts';
import { readSnapshot, restoreWorld, takeSnapshot } from './snapshot.ts';
import { silenceLibSignal } from './quiet.ts';
import { Listener } from './server/listener.ts';
import type { Settings } from './settings.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { Transcript } from './transcript.ts';
import type { Node } from './wire/node.ts';
import { digitsOf } from './wire/jid.ts';
import type { CustomerOptions } from './world/customer.ts';
import { Customer } from './world/customer.ts';
import type { PhoneOptions } from './world/phone.ts';
import { Phone } from './world/phone.ts';
import { World } from './world/world.ts';

/** How a simulator starts. */
export interface SimulatorOptions {
	/** Default any that is free, or that of `saved`. */
	readonly port?: number;
	/** What differs from `DEFAULT_SETTINGS`. */
	readonly settings?: Partial<Settings>;
	/** Time stands still from this instant (ms since the epoch) but for `clock.advance`. */
	readonly frozenAt?: number;
	/** What `save` gave: everything goes on where it was. Default a new world. */
	readonly saved?: Uint8Array;
	/** The port of the server of files; default any that is free, or that of `saved`. */
	readonly mediaPort?: number;
	/** Keeps libsignal from printing keys to the console of this process. Default true. */
	readonly quiet?: boolean;
}

const FIRST_LID = 100_000_000_000_001;

/** WhatsApp on this machine: its server, our numbers' phones, and the people who write to them. */
export class WhatsAppWebSimulator {
	/** Everything that happened. */
	readonly transcript: Transcript;
	/** What goes wrong. */
	readonly faults: FaultRegistry;
	readonly clock: SimulatorClock;
	readonly #context: Context;
	readonly #listener: Listener;
	readonly #undo: (() => void)[] = [];
	#nextLid = FIRST_LID;

	private constructor(options: SimulatorOptions) {
		const saved = options.saved === undefined ? undefined : readSnapshot(options.saved);
		this.clock = new SimulatorClock(options.frozenAt);
		if (options.frozenAt === undefined) this.clock.advance(saved?.advancedMs ?? 0);
		this.transcript = new Transcript(this.clock);
		this.faults = new FaultRegistry(() => this.#faultsChanged());
		const { clock, transcript, faults } = this;
		this.#context = {
			clock,
			transcript,
			faults,
			pki: saved?.pki ?? makePki(clock.now()),
			world: new World(),
			linking: new Linking(),
			media: new MediaServer(faults, saved?.certificate ?? makeCertificate(clock.now()), {
				port: options.mediaPort ?? saved?.mediaPort ?? 0,
				files: saved?.files ?? [],
			}),
			settings: { ...DEFAULT_SETTINGS, ...saved?.settings, ...options.settings },
		};
		if (saved !== undefined) {
			this.#nextLid = saved.nextLid;
			restoreWorld(this.#context, saved);
		}
		this.#listener = new Listener(this.#context, options.port ?? saved?.port ?? 0);
		if (options.quiet !== false) this.#undo.push(silenceLibSignal());
	}

	/** Starts one. It listens when this resolves. */
	static async start(options: SimulatorOptions = {}): Promise<WhatsAppWebSimulator> {
		await loadLibrary();
		const simulator = new WhatsAppWebSimulator(options);
		await simulator.comeUp();
		return simulator;
	}

	/** Where clients connect: `ws://127.0.0.1:<port>/ws/chat`. */
	get url(): string {
		return this.#listener.url;
	}

	/** What clients have to trust, 32 bytes. */
	get rootKey(): Buffer {
		return this.#context.pki.rootKey;
	}

	get phones(): readonly Phone[] {
		return [...this.#context.world.phones.values()];
	}

	get customers(): readonly Customer[] {
		return [...this.#context.world.customers.values()];
	}

	/** Our number, in any notation. Throws if there is no such phone. */
	phone(phoneNumber: string): Phone {
		const phone = this.#context.world.phones.get(digitsOf(phoneNumber));
		if (phone === undefined) throw new Error(`${phoneNumber} is no number of ours.`);
		return phone;
	}

	/** Whoever has this number, in any notation. Throws if nobody has. */
	customer(phoneNumber: string): Customer {
		const customer = this.#context.world.customers.get(digitsOf(phoneNumber));
		if (customer === undefined) throw new Error(`${phoneNumber} is no customer's number.`);
		return customer;
	}

	/** The settings in force. */
	get settings(): Settings {
		return this.#context.settings;
	}

	/** The certificate (PEM) that clients have to trust to upload and download files. */
	get mediaCertificate(): string {
		return this.#context.media.certificate.cert;
	}

	/**
	 * Points the Baileys of THIS process at the simulator, and lets this process trust its server of
	 * files, until `close` or the given undoing.
	 */
	adopt(): () => void {
		const undoing = [
			adoptIn(library().baileys, this),
			trustInThisProcess(this.mediaCertificate),
		];
		const undo = () => {
			for (const step of undoing.splice(0)) step();
		};
		this.#undo.push(undo);
		return undo;
	}

	/** Changes settings while it runs. */
	change(settings: Partial<Settings>): void {
		this.#context.settings = { ...this.#context.settings, ...settings };
	}

	/** A number of ours, on a phone that devices can be linked to. */
	addPhone(phoneNumber: string, options: PhoneOptions = {}): Phone {
		const digits = digitsOf(phoneNumber);
		const { name = `Phone ${digits}`, platform = 'android' } = options;
		const facts = { digits, lid: this.#newLid(), name, platform, nextDeviceId: 1 };
		const phone = new Phone(this.#context, facts);
		this.#context.world.addPhone(phone);
		return phone;
	}

	/** Somebody who uses WhatsApp. Every other number is not on it. */
	addCustomer(phoneNumber: string, options: CustomerOptions = {}): Customer {
		const digits = digitsOf(phoneNumber);
		const { name = `Customer ${digits}`, addressing = 'lid' } = options;
		const facts = { digits, lid: this.#newLid(), name, addressing };
		const customer = new Customer(this.#context, facts);
		this.#context.world.addCustomer(customer);
		return customer;
	}

	/** Somebody's number is not on WhatsApp any more. */
	remove(person: Phone | Customer): void {
		this.#context.world.remove(person);
	}

	/** Cuts the lines of a number's devices, or of all. */
	dropConnections(phone?: Phone): void {
		for (const connection of this.#listener.connections) {
			if (phone === undefined || connection.device?.phone === phone) connection.drop();
		}
	}

	/** Ends a number's connections with `stream:error`; without a code or reason it is empty. */
	streamError(phone: Phone, code?: number, reason?: readonly Node[]): void {
		for (const device of phone.devices.values()) device.connection?.endWith(code, reason);
	}

	/** Shuts the ports and cuts everything: connections are refused until `comeUp`. */
	async goDown(): Promise<void> {
		await Promise.all([this.#listener.close(), this.#context.media.close()]);
	}

	/** Opens the same ports again. Nothing that was waiting is lost. */
	async comeUp(): Promise<void> {
		await Promise.all([this.#listener.open(), this.#context.media.open()]);
	}

	/** `goDown` and `comeUp`. */
	async restart(): Promise<void> {
		await this.goDown();
		await this.comeUp();
	}

	/** The file of a message is on the server no longer; a phone that is on can upload it again. */
	expireFile(messageId: string): void {
		const { message } = this.#context.world.message(messageId);
		const path = fileOf(unwrap(message))?.file.directPath;
		if (!path) throw new Error(`There is no file with ${messageId}.`);
		this.#context.media.expire(path);
	}

	/**
	 * Everything but faults, for `start({ saved })`. To be called while it is down, so that nothing
	 * changes meanwhile.
	 */
	save(): Buffer {
		return takeSnapshot(this.#context, { nextLid: this.#nextLid, port: this.#listener.port });
	}

	/** Ends everything. Safe to call twice. */
	async close(): Promise<void> {
		for (const undo of this.#undo.splice(0).reverse()) undo();
		this.clock.close();
		await this.goDown();
		this.transcript.close();
	}

	#newLid(): string {
		return String(this.#nextLid++);
	}

	#faultsChanged(): void {
		for (const connection of this.#listener.connections) {
			const { device } = connection;
			if (device === undefined) continue;
			connection.setMuted(this.faults.has('mute', { phone: device.phone.digits }));
			device.flush();
		}
	}
}
