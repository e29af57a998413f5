import { DAY_MS, LIVE_CHAT_MS, type CapRules } from '../../src/domain/caps/caps.ts';
import type { Category } from '../../src/domain/outbox.ts';
import type { RecipientPace } from '../../src/domain/caps/recipient-pace.ts';
import { HOUR_MS } from '../../src/domain/window.ts';
import { Pump } from '../../src/app/pump.ts';
import { silentLogger } from '../../src/ports/logger.ts';
import type { Claim, ClaimResult, Draft, Settle } from '../../src/ports/store.ts';
import type { HandOver } from '../../src/ports/transport.ts';
import type { Left } from './checker.ts';
import { HealthView } from './health-view.ts';
import { otherSide, virtualPacer } from './other-side.ts';
import { peopleOf, type Person } from './person.ts';
import type { WorldStore } from './stores.ts';
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
	/** Share of its campaigns that are taken for spam. */
	readonly spam: number;
}

/** All that numbers of a world share. */
export interface World {
	/** One for each process that works at once. */
	readonly stores: readonly WorldStore[];
	readonly clock: VirtualClock;
	readonly random: () => number;
	readonly workspaceId: string;
	/** The phones of those who want no marketing, from any number. */
	readonly optedOut: Set<string>;
}

/** How many messages wait in the outbox of each number at least: its caps are always in use. */
const BACKLOG = 300;
const BATCH = 300;

/** How often an idle number is looked at, in ms: its pump asks every five seconds for days. */
const LOOK_MS = 5 * 60_000;

/** In whose name the guarded messages go. */
const AGENT = 'mia@example.com';

/** A number with the people it writes to, the processes that send for it, and their deaths. */
export class NumberLife {
	readonly plan: NumberPlan;
	readonly log: Left[] = [];
	readonly health = new HealthView();
	/** Messages that left more than once. */
	doubled = 0;
	/** How many processes have sent for it. */
	restarts = 0;
	/** How often somebody wanted no more marketing. */
	optOuts = 0;
	/** Sent to somebody who had opted out, outside the window, or past an owner. */
	readonly forbidden = { optedOut: 0, windowClosed: 0, owned: 0 };
	readonly #world: World;
	readonly #people: readonly Person[];
	readonly #byPhone: ReadonlyMap<string, Person>;
	readonly #left = new Set<string>();
	readonly #handedAt = new Map<string, number>();
	readonly #asked = new Map<string, Pick<Draft, 'category' | 'ownerGuard'>>();
	linkedAt: number | null = null;
	#numberId = '';
	#serial = 0;
	#process = 0;
	#pump: Pump | null = null;
	/** What the last claim said, until something happens to the number. */
	#idle: { readonly fence: number; readonly until: number; readonly result: ClaimResult } | null =
		null;

	constructor(world: World, plan: NumberPlan, index: number) {
		this.#world = world;
		this.plan = plan;
		this.#people = peopleOf(index, plan.people);
		this.#byPhone = new Map(this.#people.map((person) => [person.phone, person]));
	}

	/** Any process: a webhook, a worker. */
	get #store(): WorldStore {
		const { stores, random } = this.#world;
		return stores[Math.floor(random() * stores.length)] as WorldStore;
	}

	/** Saves the number, lets people write, and starts the first process. */
	async begin(index: number): Promise<void> {
		const { clock, workspaceId } = this.#world;
		const { plan } = this;
		const now = clock.now();
		this.linkedAt = plan.linkedDays === null ? null : now - plan.linkedDays * DAY_MS;
		const number = await this.#store.saveNumber({
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
			...(this.linkedAt === null ? {} : { linkedAt: this.linkedAt }),
			now,
		});
		this.#numberId = number.id;
		const chatty = this.#people.slice(0, Math.round(plan.people * plan.chatty));
		for (const person of chatty) {
			// On the Cloud API the window is open for who writes at least once a day, mostly.
			await this.#customerWrites(person);
			this.#writeAgain(person);
		}
		this.#handOwnersOn();
		await this.fill();
		await this.restart();
	}

	/**
	 * The process dies, whatever it was doing, and another takes the number over. Some that are given
	 * up for dead live on, and believe that the number is theirs.
	 */
	async restart(): Promise<void> {
		const { stores, clock, random } = this.#world;
		const isZombie = random() < 0.3;
		const { plan } = this;
		const numberId = this.#numberId;
		this.#process += 1;
		this.restarts += 1;
		const process = this.#process;
		const store = stores[process % stores.length] as WorldStore;
		const mayAct = (): boolean => isZombie || process === this.#process;
		const { fence } = await store.takeOver({ numberId, now: clock.now() });
		const never = new Promise<never>(() => undefined);
		this.#pump = new Pump({
			numberId,
			fence,
			store: {
				claim: (input) => (mayAct() ? this.#claim(store, input) : never),
				settle: (input) => (mayAct() ? this.#settle(store, input) : never),
			},
			transport: otherSide({
				mode: plan.mode,
				clock,
				random,
				spamOf: ({ outboxId }) =>
					this.#asked.get(outboxId)?.category === 'marketing' ? plan.spam : 0,
				onLeave: (message) => this.#note(message),
				onTaken: ({ outboxId }) => {
					if (this.#left.has(outboxId)) this.doubled += 1;
					this.#left.add(outboxId);
				},
				onDeath: (ms) => clock.after(ms, () => void this.restart()),
			}),
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

	/** A message leaves at the time of its claim, however long the claim had to wait for its turn. */
	async #claim(store: WorldStore, input: Claim): Promise<ClaimResult> {
		const known = this.#idle;
		if (known?.fence === input.fence && input.now < known.until) return known.result;
		this.#idle = null;
		const result = await store.claim(input);
		for (const { outboxId } of result.claimed) this.#handedAt.set(outboxId, input.now);
		if (result.isOwner && result.claimed.length + result.refused.length === 0) {
			const until = Math.min(result.nextDueAt ?? Infinity, input.now + LOOK_MS);
			this.#idle = { fence: input.fence, until, result };
		}
		return result;
	}

	/** Once it is written, the number knows what became of a message. */
	async #settle(store: WorldStore, input: Settle): Promise<null> {
		await store.settle(input);
		this.#idle = null;
		const { outcome, outboxId, now } = input;
		if (outcome.kind === 'failed' && outcome.failure.code === 131048) {
			this.health.hear(this.#handedAt.get(outboxId) ?? 0, now);
		}
		this.#handedAt.delete(outboxId);
		return null;
	}

	/** Puts campaign messages into the outbox until enough wait there. */
	async fill(): Promise<void> {
		const { n } = this.#store.database
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
		const isGuarded = this.#world.random() < 0.2;
		return {
			recipient: { kind: 'phone', phone: person.phone },
			content: { type: 'text', text, linkPreview: false },
			category,
			idempotencyKey: `${this.plan.name}:${this.#serial}`,
			replyTo: null,
			notBefore: null,
			expiresAt: this.#world.clock.now() + 3 * DAY_MS,
			cause: null,
			...(isGuarded ? { ownerGuard: 'block', actingAgent: AGENT } : {}),
		};
	}

	async #enqueue(drafts: readonly Draft[]): Promise<void> {
		const { clock, workspaceId } = this.#world;
		const numberId = this.#numberId;
		const now = clock.now();
		const made = await this.#store.enqueue({ workspaceId, numberId, drafts, now });
		this.#idle = null;
		for (const [index, result] of made.entries()) {
			const draft = drafts[index];
			if (result.kind === 'queued' && draft !== undefined) {
				const { category, ownerGuard = 'off' } = draft;
				this.#asked.set(result.outboxId, { category, ownerGuard });
			}
		}
	}

	/** Now and then a conversation gets an owner, another one, or none. */
	#handOwnersOn(): void {
		const { clock, random } = this.#world;
		clock.after(HOUR_MS * random(), () => {
			const person = this.#someone();
			const owner = [AGENT, 'bob@example.com', null][Math.floor(random() * 3)] ?? null;
			void this.#store
				.edit((database) => {
					database
						.prepare(
							'update conversation set owner = ? where number_id = ? and contact_id in (select contact_id from contact_key where value = ?)',
						)
						.run(owner, this.#numberId, person.phone);
				})
				.then(() => {
					// Somebody whom nobody knows has no conversation yet.
					if (person.isOpened || person.firstInboundAt !== null) person.owner = owner;
					this.#handOwnersOn();
				});
		});
	}

	#writeAgain(person: Person): void {
		const { clock, random } = this.#world;
		const pause = DAY_MS * (0.5 + random() * 0.6);
		clock.after(pause, () => {
			void this.#customerWrites(person).then(() => this.#writeAgain(person));
		});
	}

	async #customerWrites(person: Person): Promise<void> {
		const { clock, random, optedOut } = this.#world;
		this.#serial += 1;
		const now = clock.now();
		const text = this.#wordsOf(person);
		await this.#store.receiveBatch({
			numberId: this.#numberId,
			messages: [
				{
					providerId: `wamid.in-${this.plan.name}-${this.#serial}`,
					sender: [{ type: 'phone', value: person.phone }],
					senderName: null,
					content: { type: 'text' },
					text,
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
		this.#idle = null;
		person.firstInboundAt ??= now;
		person.lastInboundAt = now;
		if (text === 'STOP' && !optedOut.has(person.phone)) {
			optedOut.add(person.phone);
			this.optOuts += 1;
		}
		if (text === 'START') optedOut.delete(person.phone);
		if (random() < 0.5) await this.#enqueue([this.#draft(person, 'reply')]);
		this.#pump?.wake();
	}

	#wordsOf({ phone }: Person): string {
		const { random, optedOut } = this.#world;
		if (optedOut.has(phone)) return random() < 0.2 ? 'START' : 'Hello';
		return random() < 0.02 ? 'STOP' : 'Hello';
	}

	/** What the world sees of a message that is handed over. */
	#note({ outboxId, recipient }: HandOver): void {
		const { clock, optedOut, random } = this.#world;
		const now = this.#handedAt.get(outboxId) ?? NaN;
		const person = this.#byPhone.get(recipient[0]?.value ?? '');
		if (person === undefined) throw new Error('Sent to nobody');
		const { lastInboundAt, owner } = person;
		const isLive = lastInboundAt !== null && now - lastInboundAt < LIVE_CHAT_MS;
		const asked = this.#asked.get(outboxId);
		// What nobody asked for is the confirmation of an opt-out.
		const category = asked?.category ?? 'service';
		if (category === 'marketing' && optedOut.has(person.phone)) this.forbidden.optedOut += 1;
		if (this.plan.mode === 'cloud' && !isLive) this.forbidden.windowClosed += 1;
		const isOthers = owner !== null && owner !== AGENT;
		if (asked?.ownerGuard === 'block' && isOthers) this.forbidden.owned += 1;
		const isNewChat = person.firstInboundAt === null && !person.isOpened;
		this.log.push({
			at: now,
			isReply: category !== 'marketing' && isLive,
			isNewChat,
			halvings: this.health.halvingsAt(now),
			isPaused: this.health.isPausedAt(now),
		});
		person.isOpened = true;
		// Most who are written to for the first time answer.
		if (isNewChat && random() < 0.7) {
			clock.after(random() * 20 * HOUR_MS, () => void this.#customerWrites(person));
		}
	}
}
