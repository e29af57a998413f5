import type { Clock } from '../clock.ts';
import type { FaultRegistry, Hit } from '../faults/registry.ts';
import type { Batch, Reorder } from '../faults/fault.ts';
import type { WebhookDelivery } from './delivery.ts';
import type { Webhook } from './webhook.ts';
import { merged } from './webhook.ts';

type Group = [Webhook, ...Webhook[]];

/** Takes a webhook past the faults that may hold, join, turn round, delay or double it. */
export class WebhookDispatcher {
	readonly #clock: Clock;
	readonly #faults: FaultRegistry;
	readonly #delivery: WebhookDelivery;
	readonly #groups = new Map<string, Group>();
	#underWay = 0;

	constructor(clock: Clock, faults: FaultRegistry, delivery: WebhookDelivery) {
		this.#clock = clock;
		this.#faults = faults;
		this.#delivery = delivery;
	}

	/** Webhooks that are neither acknowledged nor given up: held, waiting, or being tried. */
	get underWay(): number {
		return this.#underWay;
	}

	/** Sends it on its way and returns at once: like Meta's, webhooks do not wait for each other. */
	publish(webhook: Webhook): void {
		this.#underWay++;
		void this.#hold(webhook);
	}

	async #hold(webhook: Webhook): Promise<void> {
		const hold = this.#faults.take('holdWebhooks', webhook);
		await hold?.removed;
		this.#batch(webhook);
	}

	#batch(webhook: Webhook): void {
		const hit = this.#faults.take('batch', webhook);
		if (hit === undefined) {
			this.#reorder(webhook);
			return;
		}
		this.#gather(hit, hit.fault.size, webhook, (group) => {
			this.#underWay -= group.length - 1;
			this.#reorder(merged(group));
		});
	}

	#reorder(webhook: Webhook): void {
		const hit = this.#faults.take('reorder', webhook);
		if (hit === undefined) {
			void this.#send(webhook);
			return;
		}
		this.#gather(hit, hit.fault.size ?? 2, webhook, (group) => void this.#sendLastFirst(group));
	}

	/** Passes the group on when it has `size` webhooks, or incomplete when the fault is removed. */
	#gather(
		hit: Hit<Batch> | Hit<Reorder>,
		size: number,
		webhook: Webhook,
		pass: (group: Group) => void,
	): void {
		const key = `${hit.id} ${webhook.phoneNumberId} ${webhook.field}`;
		const waiting = this.#groups.get(key);
		const group: Group = waiting === undefined ? [webhook] : waiting;
		if (waiting !== undefined) waiting.push(webhook);
		else this.#groups.set(key, group);
		const complete = () => {
			if (this.#groups.get(key) !== group) return;
			this.#groups.delete(key);
			pass(group);
		};
		if (group.length >= size) complete();
		else if (waiting === undefined) void hit.removed.then(complete);
	}

	async #sendLastFirst(group: Group): Promise<void> {
		// One after the other, or the network would choose the order.
		for (const webhook of group.toReversed()) await this.#send(webhook);
	}

	/** Resolves after the first attempt of each copy. */
	async #send(webhook: Webhook): Promise<void> {
		const delay = this.#faults.take('delay', webhook);
		if (delay !== undefined) await this.#passed(delay.fault.ms);
		const duplicate = this.#faults.take('duplicate', webhook);
		const copies = 1 + (duplicate === undefined ? 0 : (duplicate.fault.copies ?? 1));
		this.#underWay += copies - 1;
		await Promise.all(Array.from({ length: copies }, () => this.#deliver(webhook)));
	}

	#deliver(webhook: Webhook): Promise<void> {
		const { firstAttempt, settled } = this.#delivery.start(webhook);
		void settled.then(() => {
			this.#underWay--;
		});
		return firstAttempt;
	}

	#passed(ms: number): Promise<void> {
		return new Promise((resolve) => {
			this.#clock.schedule(ms, resolve);
		});
	}
}
