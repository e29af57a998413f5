import type { Clock } from '../clock.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import { GraphRefusal } from '../graph/refusal.ts';
import { newWamid } from '../ids.ts';
import { isJsonObject } from '../json.ts';
import type { EventLog } from '../log.ts';
import type { LiveSettings } from '../settings.ts';
import type { Customer } from '../state/customer.ts';
import { namesOf } from '../state/customer.ts';
import type { AsyncFailure, SentMessage } from '../state/message.ts';
import type { PhoneNumber } from '../state/phone-number.ts';
import { digitsOf, throughputOf } from '../state/phone-number.ts';
import type { World } from '../state/world.ts';
import type { Addressee, Draft } from './draft.ts';
import type { RateLimits } from './rate-limits.ts';
import type { StatusTimeline } from './status-timeline.ts';

/** How long a message can be reacted to. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages. */
const REACTABLE_MS = 30 * 24 * 60 * 60 * 1000;

/** What sending needs. */
export interface SendingParts {
	readonly clock: Clock;
	readonly world: World;
	readonly log: EventLog;
	readonly faults: FaultRegistry;
	readonly settings: LiveSettings;
	readonly limits: RateLimits;
	readonly statuses: StatusTimeline;
}

/** Decides whether a message is taken, and starts its life if so. */
export class Sending {
	readonly #parts: SendingParts;

	constructor(parts: SendingParts) {
		this.#parts = parts;
	}

	/** Accepts the draft, or throws the refusal that Meta answers at once. */
	accept(number: PhoneNumber, draft: Draft): SentMessage {
		const customer = this.#customer(draft.addressee);
		this.#refuseAtOnce(number, customer, draft);
		const { clock, world, limits } = this.#parts;
		limits.countOutbound(number.id, customer.id, clock.now());
		world.putCustomer(customer);
		const sent: SentMessage = {
			wamid: newWamid(),
			direction: 'out',
			phoneNumberId: number.id,
			customerId: customer.id,
			type: draft.type,
			at: clock.now(),
			addressedBy: draft.addressee.by,
			opaque: draft.opaque,
			category: draft.template?.category ?? null,
			status: 'accepted',
		};
		this.#record(sent, customer, draft);
		this.#parts.statuses.begin(sent, this.#failureLater(number, customer, draft));
		return sent;
	}

	#refuseAtOnce(number: PhoneNumber, customer: Customer, draft: Draft): void {
		const { clock, limits, settings } = this.#parts;
		const now = clock.now();
		const { outsideWindow, rateLimitHttpStatus: httpStatus } = settings.current;
		if (customer.waId === digitsOf(number.profile.displayPhoneNumber)) {
			throw new GraphRefusal({ code: 131021 });
		}
		if (!limits.throughputHasRoom(number.id, throughputOf(number.profile), now)) {
			throw new GraphRefusal({ code: 130429, httpStatus });
		}
		if (!limits.pairHasRoom(number.id, customer.id, now)) {
			throw new GraphRefusal({ code: 131056, httpStatus });
		}
		if (outsideWindow === 'sync' && !this.#mayWrite(number, customer, draft)) {
			throw new GraphRefusal({ code: 131047 });
		}
	}

	#failureLater(number: PhoneNumber, customer: Customer, draft: Draft): AsyncFailure | null {
		const fault = this.#parts.faults.take('failAsync', {
			phoneNumberId: number.id,
			recipients: namesOf(customer),
		})?.fault;
		if (fault !== undefined) return { code: fault.code, details: fault.details };
		if (!customer.onWhatsApp || customer.blocked) return { code: 131026 };
		if (!this.#mayWrite(number, customer, draft)) return { code: 131047 };
		return this.#mayReact(number, customer, draft) ? null : { code: 131009 };
	}

	/** Templates need no open window. */
	#mayWrite(number: PhoneNumber, customer: Customer, draft: Draft): boolean {
		return draft.type === 'template' || this.#parts.world.windowIsOpen(number.id, customer.id);
	}

	/** To a message of this chat that exists, is no reaction, and is at most 30 days old. */
	#mayReact(number: PhoneNumber, customer: Customer, { type, content }: Draft): boolean {
		if (type !== 'reaction' || !isJsonObject(content)) return true;
		const { clock, world } = this.#parts;
		const message = world.findMessage(String(content['message_id']));
		return (
			message !== undefined &&
			message.phoneNumberId === number.id &&
			message.customerId === customer.id &&
			message.type !== 'reaction' &&
			clock.now() - message.at <= REACTABLE_MS
		);
	}

	#record(sent: SentMessage, customer: Customer, draft: Draft): void {
		const { world, log } = this.#parts;
		world.addSent(sent);
		log.add({
			kind: 'accepted',
			phoneNumberId: sent.phoneNumberId,
			recipient: {
				input: draft.addressee.input,
				waId: customer.waId,
				userId: customer.userId,
			},
			wamid: sent.wamid,
			type: draft.type,
			body: draft.body,
			content: draft.content,
			opaque: draft.opaque,
			// Meta sends a reply to a message it does not know without the quote.
			quotes: world.findMessage(draft.quotes ?? '')?.wamid ?? null,
		});
	}

	/** A phone number that nobody made is somebody who never wrote; a BSUID cannot be guessed. */
	#customer({ by, name }: Addressee): Customer {
		const known = this.#parts.world.findCustomer(name);
		if (known !== undefined) return known;
		const byPhone = by === 'phone';
		return {
			id: name,
			waId: byPhone ? name : null,
			userId: byPhone ? null : name,
			profileName: name,
			username: null,
			identity: byPhone ? 'phone' : 'userIdOnly',
			blocked: false,
			onWhatsApp: byPhone,
		};
	}
}
