import {
	checkAgent,
	isOfTeam,
	isOnShift,
	isThere,
	readEmail,
	type Agent,
	type AgentChange,
	type Availability,
} from '../../domain/team/agent.ts';
import { checkLength, wrong } from '../../domain/outgoing/field.ts';
import { MOST_HANDOFF, MOST_REASON } from '../../domain/team/owner.ts';
import type {
	AutoAssign,
	AutoAssignResult,
	ChangeOwner,
	OwnerResult,
	Refusal,
} from '../../ports/store.ts';
import type { Office } from '../office.ts';
import { route } from '../expression/routing.ts';
import { isRefusal, refusalProblem, unknownAgent } from './team-problems.ts';

/** How it went: what was refused is an error. */
export type OwnerOutcome = Exclude<OwnerResult, Refusal>;

/** How choosing went. */
export type AutoOutcome = Exclude<AutoAssignResult, Refusal>;

/** A try to change an owner, as a node asks for it. */
export type OwnerOrder = Omit<ChangeOwner, 'workspaceId' | 'now'>;

/** A try to choose an owner, as a node asks for it. */
export type AutoOrder = Omit<AutoAssign, 'workspaceId' | 'now' | 'only' | 'strategy'> & {
	/** With `rules`, the expression is what names them. */
	readonly strategy: AutoAssign['strategy'] | 'rules';
	/** JSONata; only with the strategy `rules`. */
	readonly rules: string;
};

/** Who gets what somebody has who leaves the team. */
export type Successor =
	/** Nobody; `team`: whose conversations they are, `null` leaves that as it is. */
	| { readonly kind: 'nobody'; readonly team: string | null }
	/** Those of them that the agent may see; the others are nobody's. */
	| { readonly kind: 'agent'; readonly agent: string }
	/** Whoever a rule chooses, of the team if one is named. */
	| {
			readonly kind: 'autoAssign';
			readonly strategy: AutoAssign['strategy'];
			readonly team: string | null;
	  };

/** How somebody leaves. */
export interface LeaveOrder {
	readonly successor: Successor;
	/** The execution that wants it. */
	readonly cause: string | null;
}

/** What became of what they had. */
export type LeaveOutcome = Exclude<
	Awaited<ReturnType<TeamOffice['store']['removeAgent']>>,
	Refusal
>;

/** How conversations are shared out whose owner has left: to those who are there. */
const SHARED_OUT = {
	rules: '',
	onlyOnShift: true,
	mostPerHour: null,
	maxAgeMs: null,
	actingAgent: null,
} as const;

/** A member of the team, and whether they are there. */
export interface Member {
	readonly agent: Agent;
	/** Whether it is one of their hours of work. */
	readonly isOnShift: boolean;
	/** On shift, and online. */
	readonly isThere: boolean;
}

/** Of which members somebody wants to know. Default: of all. */
export interface MemberFilter {
	readonly team?: string;
	readonly onlyThere?: boolean;
}

/** What of the office the team needs. */
type TeamOffice = Pick<Office, 'store' | 'clock' | 'expressions'>;

/** The members of the team of a workspace, and whose its conversations are. */
export class TeamDesk {
	readonly #office: TeamOffice;
	readonly #workspaceId: string;

	constructor(office: TeamOffice, workspaceId: string) {
		this.#office = office;
		this.#workspaceId = workspaceId;
	}

	/** All members, by email. */
	async agents(): Promise<readonly Agent[]> {
		return await this.#office.store.listAgents({ workspaceId: this.#workspaceId });
	}

	/** Members, with who is there now. */
	async members(filter: MemberFilter): Promise<readonly Member[]> {
		const { team, onlyThere = false } = filter;
		return (await this.agents())
			.filter((agent) => team === undefined || isOfTeam(agent, team))
			.map((agent) => this.#memberOf(agent))
			.filter((member) => member.isThere || !onlyThere);
	}

	#memberOf(agent: Agent): Member {
		const now = this.#office.clock.now();
		return { agent, isOnShift: isOnShift(agent, now), isThere: isThere(agent, now) };
	}

	/**
	 * Makes or changes a member.
	 *
	 * @throws TeamError `invalidInput`, naming the field
	 */
	async saveAgent(
		text: string,
		change: AgentChange,
	): Promise<Member & { readonly isNew: boolean }> {
		const email = readEmail('Email', text);
		checkAgent(change);
		const known = (await this.agents()).find((agent) => agent.email === email);
		const { role, numberScope = null, labelScope = null } = { ...known, ...change };
		if (role === 'limitedAgent' && numberScope === null && labelScope === null) {
			throw wrong(
				'Role',
				'is one for somebody who sees only some numbers or labels, and none are given',
				"Add the field 'Numbers' or 'Labels'.",
			);
		}
		const workspaceId = this.#workspaceId;
		const now = this.#office.clock.now();
		const saved = await this.#office.store.saveAgent({ workspaceId, email, change, now });
		return { ...this.#memberOf(saved.agent), isNew: saved.isNew };
	}

	/** Says whether a member is there. @throws TeamError `invalidInput`, `notFound` */
	async setAvailability(text: string, availability: Availability): Promise<Member> {
		const email = readEmail('Email', text);
		const known = await this.agents();
		if (!known.some((agent) => agent.email === email)) throw unknownAgent(email);
		return await this.saveAgent(email, { availability });
	}

	/**
	 * Takes a member off the team. Nothing stays theirs: what they have goes where it is said, or is
	 * nobody's.
	 *
	 * @throws TeamError `invalidInput`, `notFound`, `notAllowed`
	 */
	async removeAgent(text: string, order: LeaveOrder): Promise<LeaveOutcome> {
		const { store, clock } = this.#office;
		const { successor, cause } = order;
		const workspaceId = this.#workspaceId;
		const removed = allowed(
			await store.removeAgent({
				workspaceId,
				email: readEmail('Email', text),
				to: successor.kind === 'agent' ? readEmail('Agent', successor.agent) : null,
				team: successor.kind === 'agent' ? null : successor.team,
				cause,
				now: clock.now(),
			}),
		);
		if (successor.kind !== 'autoAssign') return removed;
		const handedOver: string[] = [];
		for (const conversationId of removed.released) {
			const outcome = await this.autoAssign({
				...SHARED_OUT,
				...successor,
				conversationId,
				cause,
			});
			if (outcome.kind === 'won') handedOver.push(conversationId);
		}
		const released = removed.released.filter((id) => !handedOver.includes(id));
		return { ...removed, released, handedOver };
	}

	/**
	 * Changes whose a conversation is. Losing against somebody faster is an answer.
	 *
	 * @throws TeamError `invalidInput`, `notFound`, `notAllowed`
	 */
	async changeOwner(order: OwnerOrder): Promise<OwnerOutcome> {
		const { action, reason } = order;
		checkLength('Reason', reason, MOST_REASON);
		if (action.kind === 'transfer') {
			checkLength('Handoff Note', action.handoffNote, MOST_HANDOFF);
			if (action.force && reason === null) {
				throw wrong('Reason', 'is empty', 'Whoever takes from somebody else says why.');
			}
		}
		const now = this.#office.clock.now();
		const input = { ...order, workspaceId: this.#workspaceId, now };
		return allowed(await this.#office.store.changeOwner(input));
	}

	/**
	 * Chooses an owner for what nobody has.
	 *
	 * @throws TeamError `invalidInput`, `notFound`, `notAllowed`
	 */
	async autoAssign(order: AutoOrder): Promise<AutoOutcome> {
		const { store, clock } = this.#office;
		const { strategy, rules, ...rest } = order;
		const input = { ...rest, workspaceId: this.#workspaceId, now: clock.now() };
		if (strategy !== 'rules') {
			return allowed(await store.autoAssign({ ...input, strategy, only: 'anybody' }));
		}
		const routed = await route(this.#office, { ...input, rules });
		return allowed(await store.autoAssign({ ...input, strategy: 'roundRobin', ...routed }));
	}
}

function allowed<T extends { readonly kind: string }>(result: T | Refusal): T {
	if (isRefusal(result)) throw refusalProblem(result);
	return result;
}
