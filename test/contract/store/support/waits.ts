import type { InboundMessage } from '../../../../src/domain/inbound.ts';
import { CLOUD_RECIPIENT_PACE as pace } from '../../../../src/domain/caps/recipient-pace.ts';
import { LONGEST_REPLY_MS } from '../../../../src/domain/wait.ts';
import type { Draft, EndedWait, WaitDraft } from '../../../../src/ports/store.ts';
import { ANNA, inbound, MINUTE, NOON, unique } from './builders.ts';
import { last, openTeam, type Team } from './team.ts';
import type { Stores } from './use-store.ts';

/** How long the runs wait, in ms. */
export const WITHIN = 10 * MINUTE;

/** A message whose reply is waited for. */
export interface Asked {
	readonly outboxId: string;
	readonly run: string;
}

/** What the tests of runs that wait do, over and over. */
export function waitsOf(stores: Stores) {
	const waitOf = (given: Partial<WaitDraft> = {}): WaitDraft => ({
		run: unique('run'),
		workflowId: 'flow',
		parentWorkflowId: null,
		isTest: false,
		address: 'sealed',
		withinMs: WITHIN,
		...given,
	});

	/** Puts a question into the outbox. */
	async function ask(
		team: Team,
		given: Partial<WaitDraft> = {},
		draft: Partial<Draft> = {},
	): Promise<Asked> {
		const wait = waitOf(given);
		return { outboxId: await team.queue({ ...draft, wait }), run: wait.run };
	}

	/** Asks somebody who has written, and sends the question. */
	async function sent(
		team: Team,
		given: Partial<WaitDraft> = {},
		now = NOON,
	): Promise<Asked & { readonly providerId: string }> {
		const asked = await ask(team, given);
		await team.claim({ now });
		return { ...asked, providerId: await team.sent(asked.outboxId, now) };
	}

	async function teamOfAnna(): Promise<Team> {
		const team = await openTeam(stores);
		await team.writtenBy(ANNA, NOON - MINUTE);
		return team;
	}

	/** A customer writes; a minute after noon, and Anna, unless said otherwise. */
	async function write(team: Team, given: Partial<InboundMessage> = {}): Promise<string> {
		await team.receive(inbound({ sentAt: NOON + MINUTE, ...given }));
		return last(await team.log()).item.eventId;
	}

	const begin = (asked: Asked, now = NOON) => stores.store.beginWait({ ...asked, now, pace });
	const call = (asked: Asked, now = NOON) => stores.store.callWait({ ...asked, now, pace });
	const settle = (asked: Asked, fate: 'resumed' | 'gone') =>
		stores.store.settleWait({ ...asked, fate, now: NOON });
	const fate = ({ outboxId }: Asked) => stores.store.waitFate({ outboxId });
	const ended = (): Promise<readonly EndedWait[]> => stores.store.endedWaits({ limit: 100 });
	const endings = async () =>
		(await ended()).map(({ outboxId, ending }) => [outboxId, ending] as const);
	/** Ends what is over. */
	const end = async (now: number): Promise<void> => {
		const { over } = await stores.store.openWaits({ now });
		if (over.length > 0) await stores.store.endWaits({ outboxIds: over, now });
	};

	/** The waits of all teams are kept together: each test leaves none. */
	async function leaveNone(): Promise<void> {
		await end(NOON + 2 * LONGEST_REPLY_MS);
		for (const wait of await ended()) await settle(wait, 'gone');
	}

	return {
		ask,
		sent,
		teamOfAnna,
		write,
		begin,
		call,
		settle,
		fate,
		ended,
		endings,
		end,
		leaveNone,
	};
}
