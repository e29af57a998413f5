import type { Clock } from '../clock.ts';
import type { AccessToken, App, BusinessAccount } from './account.ts';
import type { Customer } from './customer.ts';
import { namesOf } from './customer.ts';
import type { MediaFile, MediaUrl } from './media.ts';
import type { SentMessage, StoredMessage } from './message.ts';
import type { PhoneNumber } from './phone-number.ts';
import type { MessageTemplate } from './template.ts';
import type { UploadSession } from './upload.ts';

/** How long a customer's message lets the business write freely. https://developers.facebook.com/docs/whatsapp/messaging-limits. */
const WINDOW_MS = 24 * 60 * 60 * 1000;

/** Everything that exists at the simulated Meta. It holds facts; the rules live elsewhere. */
export class World {
	readonly apps = new Map<string, App>();
	readonly accounts = new Map<string, BusinessAccount>();
	readonly numbers = new Map<string, PhoneNumber>();
	readonly tokens = new Map<string, AccessToken>();
	/** Files by their ids. */
	readonly media = new Map<string, MediaFile>();
	/** Addresses of files by the key in them. */
	readonly mediaUrls = new Map<string, MediaUrl>();
	/** Templates by their ids. */
	readonly templates = new Map<string, MessageTemplate>();
	/** Uploads of an app that were begun, by the id that they are continued with. */
	readonly uploads = new Map<string, UploadSession>();
	/** What uploads that are whole can be named by, with their type. */
	readonly handles = new Map<string, string>();
	readonly #clock: Clock;
	readonly #customers = new Map<string, Customer>();
	readonly #messages = new Map<string, StoredMessage>();
	readonly #sent = new Map<string, SentMessage>();
	readonly #lastInboundAt = new Map<string, number>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** The numbers of an account in the order in which they were made. */
	numbersOf(wabaId: string): readonly PhoneNumber[] {
		return [...this.numbers.values()].filter((number) => number.wabaId === wabaId);
	}

	/** The templates of an account in the order in which they were made. */
	templatesOf(wabaId: string): readonly MessageTemplate[] {
		return [...this.templates.values()].filter((template) => template.wabaId === wabaId);
	}

	/** A template of an account by its name and language. */
	findTemplate(wabaId: string, name: string, language: string): MessageTemplate | undefined {
		return this.templatesOf(wabaId).find(
			(template) => template.name === name && template.language === language,
		);
	}

	/** The account of a number. Every number has one. */
	accountOf(number: PhoneNumber): BusinessAccount {
		return required(this.accounts.get(number.wabaId), `account ${number.wabaId}`);
	}

	/** The app of an account. Every account has one. */
	appOf(account: BusinessAccount): App {
		return required(this.apps.get(account.appId), `app ${account.appId}`);
	}

	/** Adds a customer, or replaces the one with the same id. */
	putCustomer(customer: Customer): void {
		this.#customers.set(customer.id, customer);
	}

	customers(): readonly Customer[] {
		return [...this.#customers.values()];
	}

	/** Finds by phone digits or BSUID. */
	findCustomer(name: string): Customer | undefined {
		return (
			this.#customers.get(name) ??
			this.customers().find((customer) => namesOf(customer).includes(name))
		);
	}

	addMessage(message: StoredMessage): void {
		this.#messages.set(message.wamid, message);
	}

	addSent(message: SentMessage): void {
		this.addMessage(message);
		this.#sent.set(message.wamid, message);
	}

	findMessage(wamid: string): StoredMessage | undefined {
		return this.#messages.get(wamid);
	}

	/** What a number sent to a customer, oldest first. */
	sentTo(phoneNumberId: string, customerId: string): readonly SentMessage[] {
		return [...this.#sent.values()].filter(
			(sent) => sent.phoneNumberId === phoneNumberId && sent.customerId === customerId,
		);
	}

	/** The customer wrote at this time: the window runs from the latest of these. */
	noteInbound(phoneNumberId: string, customerId: string, at: number): void {
		const key = pairKey(phoneNumberId, customerId);
		this.#lastInboundAt.set(key, Math.max(at, this.#lastInboundAt.get(key) ?? 0));
	}

	/** Whether free text may go out: until 24 h after the customer's last message, inclusive. */
	windowIsOpen(phoneNumberId: string, customerId: string): boolean {
		const last = this.#lastInboundAt.get(pairKey(phoneNumberId, customerId));
		return last !== undefined && this.#clock.now() - last <= WINDOW_MS;
	}
}

function pairKey(phoneNumberId: string, customerId: string): string {
	return `${phoneNumberId} ${customerId}`;
}

function required<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new Error(`The simulator lost its ${what}.`);
	return value;
}
