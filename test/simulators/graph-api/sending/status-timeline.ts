import type { Clock } from '../clock.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { MessageStatus } from '../log-entries.ts';
import type { EventLog } from '../log.ts';
import type { LiveSettings } from '../settings.ts';
import { namesOf } from '../state/customer.ts';
import type { AsyncFailure, SentMessage } from '../state/message.ts';
import type { World } from '../state/world.ts';
import type { WebhookDispatcher } from '../webhooks/dispatcher.ts';
import { statusValue } from '../webhooks/status-payload.ts';

/** What statuses need. */
export interface StatusParts {
	readonly clock: Clock;
	readonly world: World;
	readonly log: EventLog;
	readonly faults: FaultRegistry;
	readonly settings: LiveSettings;
	readonly webhooks: WebhookDispatcher;
}

/** Lets accepted messages reach their statuses and tells the business. */
export class StatusTimeline {
	readonly #parts: StatusParts;

	constructor(parts: StatusParts) {
		this.#parts = parts;
	}

	/** `sent`, later `delivered`; or `failed` alone. A reaction ends at `sent`. */
	begin(sent: SentMessage, failure: AsyncFailure | null): void {
		const { clock, settings } = this.#parts;
		const { sentAfterMs, deliveredAfterMs } = settings.current;
		if (failure !== null) {
			clock.schedule(sentAfterMs, () => this.#reach(sent, 'failed', failure));
			return;
		}
		clock.schedule(sentAfterMs, () => this.#reach(sent, 'sent'));
		if (sent.type === 'reaction') return;
		clock.schedule(Math.max(sentAfterMs, deliveredAfterMs), () => {
			// Meta leaves `delivered` out when the message is read at once.
			if (sent.status === 'sent') this.#reach(sent, 'delivered');
		});
	}

	/** The customer opens the chat: what was sent and can be read becomes `read`. Gives the wamids. */
	read(phoneNumberId: string, customerId: string): readonly string[] {
		const readable = this.#parts.world
			.sentTo(phoneNumberId, customerId)
			.filter(({ type, status }) => {
				return type !== 'reaction' && (status === 'sent' || status === 'delivered');
			});
		for (const sent of readable) this.#reach(sent, 'read');
		return readable.map((sent) => sent.wamid);
	}

	#reach(sent: SentMessage, status: MessageStatus, failure?: AsyncFailure): void {
		const { clock, world, log, faults, webhooks } = this.#parts;
		const number = world.numbers.get(sent.phoneNumberId);
		const customer = world.findCustomer(sent.customerId);
		if (number === undefined || customer === undefined) return;
		const first = sent.status === 'accepted' || sent.status === 'sent';
		sent.status = status;
		const target = { phoneNumberId: number.id, recipients: namesOf(customer) };
		const lost = faults.take('loseStatuses', target, ({ statuses }) => {
			return statuses?.includes(status) ?? true;
		});
		log.add({
			kind: 'status',
			phoneNumberId: number.id,
			wamid: sent.wamid,
			status,
			code: failure?.code ?? null,
			lost: lost !== undefined,
		});
		if (lost !== undefined) return;
		webhooks.publish({
			...target,
			field: 'messages',
			values: [
				statusValue({
					number,
					customer,
					sent,
					status,
					failure,
					at: clock.now(),
					// Meta sends the price with `sent` and with one of `delivered` and `read`.
					priced: first,
				}),
			],
			messages: [],
			statuses: [`${sent.wamid} ${status}`],
		});
	}
}
