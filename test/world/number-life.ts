import { DAY_MS, LIVE_CHAT_MS, type CapRules } from '../../src/domain/caps.ts';
import type { Category } from '../../src/domain/outbox.ts';
import type { RecipientPace } from '../../src/domain/recipient-pace.ts';
import { Pump } from '../../src/app/pump.ts';
import { silentLogger } from '../../src/ports/logger.ts';
import type { Draft } from '../../src/ports/store.ts';
import type { HandOver, HandOverOutcome, Transport } from '../../src/ports/transport.ts';
import type { Left } from './checker.ts';
import type { MemoryStore } from './memory-store.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What a number of the world is made of. */
export interface NumberPlan {
	readonly name: string;
	readonly mode: 'cloud' | 'linked';
	readonly rules: CapRules;
	readonly perSecond: number;
	readonly pace: RecipientPace;
	readonly concurrency: number;
	/** How many people it writes to. */
	readonly people: number;
	/** Share of them who write now and then, from 0 to 1. */
	readonly chatty: number;
	/** How old its link is at the beginning, in days; `null` for a number without link. */
	readonly linkedDays: number | null;
}

/** All that numbers of a world share. */
export interface World {
	readonly store: MemoryStore;
	readonly clock: VirtualClock;
	readonly random: () => number;
	readonly workspaceId: string;
}

interface Person {
	readonly phone: string;
	lastInboundAt: number | null;
	firstInboundAt: number | null;
	isOpened: boolean;
	hasOptedOut: boolean;
}

/** How many messages wait in the outbox of each number at least: its caps are always in use. */
const BACKLOG = 300;
const BATCH = 300;

/** A number with the people it writes to, the processes that send for it, and their deaths. */
export class NumberLife {
	readonly plan: NumberPlan;
	readonly log: Left[] = [];
	/** Messages that left more than once. */
	doubled = 0;
	/** How many processes have sent for it. */
	restarts = 0;
	/** Sent to somebody who had opted out, or outside the window. */
	readonly forbidden = { optedOut: 0, windowClosed: 0 };
	readonly #world: World;
	readonly #people: Person[];
	readonly #byPhone: Map<string, Person>;
	readonly #left = new Set<string>();
	readonly #categories = new Map<string, Category>();
	#numberId = '';
	#serial = 0;
	#process = 0;
	#pump: Pump | null = null;

	constructor(world: World, plan: NumberPlan, index: number) {
		this.#world = world;
		this.plan = plan;
		this.#people = Array.from({ length: plan.people }, (_, n) => ({
			phone: `+4915${String(index).padStart(3, '0')}${String(n).padStart(6, '0')}`,
			lastInboundAt: null,
			firstInboundAt: null,
			isOpened: false,
			hasOptedOut: false,
		}));
		this.#byPhone = new Map(this.#people.map((person) => [person.phone, person]));
	}

	/** Saves the number, lets people write, and starts the first process. */
	async begin(index: number): Promise<void> {
		const { store, clock, workspaceId } = this.#world;
		const { plan } = this;
		const now = clock.now();
		const number = await store.saveNumber({
			workspaceId,
			mode: plan.mode,
			phone: null,
			phoneNumberId: String(1_000_000 + index),
			businessAccountId: null,
			label: plan.name,
			group: null,
			timeZone: 'Europe/Berlin',
			defaultCountry: null,
			state: 'ready',
			perSecond: plan.perSecond,
			rules: plan.rules,
			appFingerprint: 'app',
			now,
		});
		this.#numberId = number.id;
		if (plan.linkedDays !== null) {
			store.database
				.prepare('update number set linked_at = ? where id = ?')
				.run(now - plan.linkedDays * DAY_MS, number.id);
		}
		const chatty = this.#people.slice(0, Math.round(plan.people * plan.chatty));
		for (const person of chatty) {
			// On the Cloud API the window is open for who writes at least once a day, mostly.
			await this.#customerWrites(person);
			this.#writeAgain(person);
		}
		await this.fill();
		await this.restart();
	}

	/**
	 * The process dies, whatever it was doing, and another takes the number over. Some that are given
	 * up for dead live on, and believe that the number is theirs.
	 */
	async restart(): Promise<void> {
		const { store, clock, random } = this.#world;
		const isZombie = random() < 0.3;
		const { plan } = this;
		const numberId = this.#numberId;
		this.#process += 1;
		this.restarts += 1;
		const process = this.#process;
		const mayAct = (): boolean => isZombie || process === this.#process;
		const { fence } = await store.takeOver({ numberId, now: clock.now() });
		const never = new Promise<never>(() => undefined);
		this.#pump = new Pump({
			numberId,
			fence,
			store: {
				claim: (input) => (mayAct() ? store.claim(input) : never),
				settle: (input) => (mayAct() ? store.settle(input) : never),
			},
			transport: this.#transport(),
			pacer: virtualPacer(clock, plan.perSecond),
			recipientPace: plan.pace,
			concurrency: plan.concurrency,
			perSecond: plan.perSecond,
			clock,
			random,
			logger: silentLogger,
			onSettled: () => undefined,
			onOwnershipLost: () => undefined,
		});
		this.#pump.start();
	}

	/** Puts campaign messages into the outbox until enough wait there. */
	async fill(): Promise<void> {
		const { store } = this.#world;
		const { n } = store.database
			.prepare("select count(*) n from outbox where number_id = ? and state = 'queued'")
			.get(this.#numberId) as { n: number };
		if (n < BACKLOG) {
			const drafts = Array.from({ length: BATCH }, () =>
				this.#draft(this.#someone(), 'marketing'),
			);
			await this.#enqueue(drafts);
		}
		this.#pump?.wake();
	}

	#someone(): Person {
		const index = Math.floor(this.#world.random() * this.#people.length);
		return this.#people[index] as Person;
	}

	#draft(person: Person, category: Category): Draft {
		this.#serial += 1;
		const text = `${category} ${this.#serial}`;
		return {
			recipient: { kind: 'phone', phone: person.phone },
			content: { type: 'text', text, linkPreview: false },
			category,
			idempotencyKey: `${this.plan.name}:${this.#serial}`,
			replyTo: null,
			notBefore: null,
			expiresAt: this.#world.clock.now() + 3 * DAY_MS,
			cause: null,
		};
	}

	async #enqueue(drafts: readonly Draft[]): Promise<void> {
		const { store, clock, workspaceId } = this.#world;
		const numberId = this.#numberId;
		const made = await store.enqueue({ workspaceId, numberId, drafts, now: clock.now() });
		for (const [index, result] of made.entries()) {
			const category = drafts[index]?.category;
			if (result.kind === 'queued' && category !== undefined) {
				this.#categories.set(result.outboxId, category);
			}
		}
	}

	#writeAgain(person: Person): void {
		const { clock, random } = this.#world;
		const pause = DAY_MS * (0.5 + random() * 0.6);
		clock.after(pause, () => {
			void this.#customerWrites(person).then(() => this.#writeAgain(person));
		});
	}

	async #customerWrites(person: Person): Promise<void> {
		const { store, clock, random } = this.#world;
		this.#serial += 1;
		const now = clock.now();
		await store.receiveBatch({
			numberId: this.#numberId,
			messages: [
				{
					providerId: `wamid.in-${this.plan.name}-${this.#serial}`,
					sender: [{ type: 'phone', value: person.phone }],
					senderName: null,
					content: { type: 'text' },
					text: 'Hello',
					replyTo: null,
					forwarded: null,
					product: null,
					referral: null,
					sentAt: now,
					raw: null,
				},
			],
			statuses: [],
			now,
		});
		person.firstInboundAt ??= now;
		person.lastInboundAt = now;
		if (random() < 0.5) await this.#enqueue([this.#draft(person, 'reply')]);
		this.#pump?.wake();
	}

	#transport(): Transport {
		const { clock, random } = this.#world;
		return {
			kind: this.plan.mode,
			send: async (message: HandOver): Promise<HandOverOutcome> => {
				if (random() < 0.003) clock.after(random() * 400, () => void this.restart());
				const chance = random();
				const failure = { name: 'x', code: 1, message: 'x', advice: 'x' };
				if (chance < 0.02) {
					await clock.sleep(50);
					return { kind: 'neverLeft', failure };
				}
				this.#note(message);
				await clock.sleep(50 + random() * 350);
				if (chance < 0.04) return { kind: 'retry', failure, afterMs: null };
				if (chance < 0.05) return { kind: 'failed', failure };
				const isLeft = this.#left.has(message.outboxId);
				if (isLeft) this.doubled += 1;
				this.#left.add(message.outboxId);
				if (chance < 0.06) return { kind: 'unknown', failure };
				return { kind: 'sent', providerId: `wamid.out-${message.outboxId}` };
			},
			close: () => Promise.resolve(),
		};
	}

	/** What the world sees of a message that is handed over. */
	#note({ outboxId, recipient }: HandOver): void {
		const now = this.#world.clock.now();
		const person = this.#byPhone.get(recipient[0]?.value ?? '');
		if (person === undefined) throw new Error('Sent to nobody');
		const { lastInboundAt } = person;
		const isLive = lastInboundAt !== null && now - lastInboundAt < LIVE_CHAT_MS;
		const category = this.#categories.get(outboxId);
		if (category === 'marketing' && person.hasOptedOut) this.forbidden.optedOut += 1;
		if (this.plan.mode === 'cloud' && !isLive) this.forbidden.windowClosed += 1;
		this.log.push({
			at: now,
			isReply: category === 'reply' && isLive,
			isNewChat: person.firstInboundAt === null && !person.isOpened,
		});
		person.isOpened = true;
	}
}

/** The pacer's virtual twin: slots at an even distance, one message each. */
function virtualPacer(clock: VirtualClock, perSecond: number) {
	let next = 0;
	return {
		async slot(): Promise<number> {
			const at = Math.max(next, clock.now());
			next = at + (1_000 / perSecond) * 1.024;
			if (at > clock.now()) await clock.sleep(at - clock.now());
			return 1;
		},
		giveBack: () => undefined,
		close: () => Promise.resolve(),
	};
}
