import type { RunsInFlight } from '../../../src/app/delivery.ts';
import { Feed, type FeedOptions } from '../../../src/app/feed.ts';
import { EVENT_TYPES } from '../../../src/domain/event.ts';
import type { InboxItem } from '../../../src/domain/item.ts';
import type { DeliveryRow } from '../../../src/ports/store.ts';
import { HandClock } from './hand-clock.ts';
import { loggerInto, type OrderedLog } from './ordered-log.ts';
import { hold, type Held } from './scripted-transport.ts';
import { makeTeam, NOW, type Team } from './team.ts';
import type { TestStore } from './test-store.ts';

/** How the workflow engine answers an emit. */
export type EngineAnswer = 'finished' | 'duplicate';

/** A workspace whose events are read by feeds, and a workflow engine in the test's hands. */
export interface FeedRig {
	readonly team: Team;
	readonly clock: HandClock;
	readonly consumer: string;
	/** `run <text>#<attempt>` for every run, and the lines of the logger, in order. */
	readonly log: OrderedLog;
	/** Every item and key that was emitted. */
	readonly emitted: { readonly item: InboxItem; readonly key: string }[];
	/** Runs that go on, by `<text>#<attempt>`. */
	readonly going: Map<string, Held<EngineAnswer>>;
	/** Answers emits; without it every run goes on until the test ends it. */
	answer: ((name: string) => Promise<EngineAnswer>) | null;
	/** Starts a feed, in this process or, with `runs` of its own, in one that was just started. */
	open(options?: Partial<FeedOptions>, runs?: RunsInFlight): Promise<Feed>;
	/** The runs that every feed of this process shares. */
	readonly runs: RunsInFlight;
	/** Ends a run. */
	end(name: string): Promise<void>;
	/** What the first step of a run writes. */
	markStarted(name: string): Promise<boolean>;
	/** The row of the delivery with this text. */
	delivery(name: string): Promise<DeliveryRow | null>;
	/** How many events the cursor has passed, but for the beginnings of conversations. */
	position(): Promise<number>;
	/** Closes every feed. */
	close(): Promise<void>;
}

/** Builds a rig with a workspace of its own. */
export async function feedRig({ store, rest }: TestStore): Promise<FeedRig> {
	const log: OrderedLog = [];
	const team = await makeTeam(store);
	const clock = new HandClock(NOW, rest);
	const consumer = `flow:node:${team.workspaceId}`;
	const feeds: Feed[] = [];
	const key = (name: string) => {
		const run = rig.emitted.find(({ item }) => nameOf(item) === name);
		return { consumer, eventId: run?.item.eventId ?? '', attempt: run?.item.attempt ?? 0 };
	};
	const rig: FeedRig = {
		team,
		clock,
		consumer,
		log,
		emitted: [],
		going: new Map(),
		answer: null,
		runs: new Map(),
		async open(options = {}, runs = rig.runs) {
			const parts = { store, clock, logger: loggerInto(log), runs, emit };
			const feed = new Feed(parts, { ...defaults(team, consumer), ...options });
			feeds.push(feed);
			await feed.start();
			await clock.settle();
			return feed;
		},
		async end(name) {
			rig.going.get(name)?.release('finished');
			rig.going.delete(name);
			await clock.settle();
		},
		async markStarted(name) {
			return (await store.startDelivery({ ...key(name), now: clock.now() })).current;
		},
		delivery: (name) => store.getDelivery(key(name)),
		async position() {
			const { workspaceId } = team;
			const asked = { consumer, workspaceId, from: 'resume', now: clock.now() } as const;
			const { position } = await store.openCursor(asked);
			const everything = { consumer: 'counting', numberId: null, includeRaw: false };
			const types = EVENT_TYPES.filter(
				(type) => type !== 'contact.created' && type !== 'conversation.created',
			);
			const all = { ...everything, workspaceId, types, after: 0, limit: 10_000 };
			const { entries } = await store.readFeed(all);
			return entries.filter(({ seq }) => seq <= position).length;
		},
		async close() {
			for (const feed of feeds) feed.close();
			await clock.settle();
		},
	};
	const emit = (item: InboxItem, deduplicationKey: string): Promise<EngineAnswer> => {
		const name = nameOf(item);
		log.push(`run ${name}`);
		rig.emitted.push({ item, key: deduplicationKey });
		if (rig.answer !== null) return rig.answer(name);
		const run = hold<EngineAnswer>();
		rig.going.set(name, run);
		return run.promise;
	};
	return rig;
}

const nameOf = (item: InboxItem): string => `${item.message?.text}#${item.attempt}`;

function defaults(team: Team, consumer: string): FeedOptions {
	return {
		consumer,
		workspaceId: team.workspaceId,
		numberId: null,
		types: ['message.received'],
		includeRaw: false,
		from: 'resume',
		order: 'perConversation',
		maxWaitForPreviousMs: 60_000,
		maxParallelRuns: 20,
		runsElsewhere: false,
	};
}
