import type { Agent, AgentChange } from '../../domain/team/agent.ts';
import type { ContactPart, ConversationPart, NumberPart } from '../../domain/item.ts';
import type { OwnerReason } from '../../domain/team/owner.ts';
import type { RoutingFacts } from '../../domain/team/routing.ts';

/** Whose a conversation is. */
export interface OwnerStanding {
	/** `null` for nobody. */
	readonly email: string | null;
	/** `null` without an owner, or of one who is no agent. */
	readonly name: string | null;
	/** Rises with every change of the owner. */
	readonly version: number;
}

/** A conversation as it is after a try to change its owner. */
export interface OwnedConversation {
	readonly owner: OwnerStanding;
	readonly team: string | null;
	readonly conversation: ConversationPart;
	readonly contact: ContactPart;
	readonly number: NumberPart;
}

/** What is to become of the owner. */
export type OwnerAction =
	/** Takes what nobody has. Done in the name of the agent. */
	| { readonly kind: 'claim'; readonly agent: string }
	/** Gives what nobody has. */
	| { readonly kind: 'assign'; readonly agent: string }
	/**
	 * Hands over what somebody has.
	 *
	 * @property force also what the acting agent does not have
	 */
	| {
			readonly kind: 'transfer';
			readonly agent: string;
			readonly handoffNote: string | null;
			readonly force: boolean;
	  }
	/** Gives back. */
	| { readonly kind: 'release' };

/** A try to change the owner. */
export interface ChangeOwner {
	readonly workspaceId: string;
	readonly conversationId: string;
	readonly action: OwnerAction;
	/** In whose name; `null` for the workflow, which may do all. A claim is in its agent's name. */
	readonly actingAgent: string | null;
	/** Nothing happens if the version is another by then; `null` for any. */
	readonly expectedVersion: number | null;
	/** What a person gives as the reason. */
	readonly reason: string | null;
	/** The execution that wants it. */
	readonly cause: string | null;
	readonly now: number;
}

/** Why something is not allowed. */
export type NotAllowed =
	/** The role of the one who acts. */
	| 'role'
	/** The role of the one who would get it. */
	| 'targetRole'
	/** It is outside the numbers or labels of the one who would get it. */
	| 'targetScope';

/** Why nothing was done that could have been. */
export type Refusal =
	/** There is no such conversation, or none that the acting agent may see. */
	| { readonly kind: 'unknownConversation' }
	| { readonly kind: 'unknownAgent'; readonly email: string }
	| { readonly kind: 'notAllowed'; readonly why: NotAllowed; readonly email: string };

/** What came of a try to change the owner. */
export type OwnerResult =
	| (OwnedConversation & { readonly kind: 'won'; readonly hasChanged: boolean })
	/** Somebody has it, or it has changed since. */
	| (OwnedConversation & { readonly kind: 'lost'; readonly why: 'owned' | 'version' })
	| Refusal;

/** By which rule somebody is chosen. */
export type Strategy = 'roundRobin' | 'leastOpen' | 'sticky';

/** A try to find an owner for what nobody has. */
export interface AutoAssign {
	readonly workspaceId: string;
	readonly conversationId: string;
	readonly strategy: Strategy;
	/** Who may get it, if anybody at all. */
	readonly only: 'anybody' | 'nobody' | { readonly agent: string };
	/** Whose members alone may get it; `null` for all. It becomes the team of the conversation. */
	readonly team: string | null;
	readonly onlyOnShift: boolean;
	/** How many an agent is given by rules in an hour at the most; `null` for any number. */
	readonly mostPerHour: number | null;
	/** Whoever has waited longer than this is left alone, in ms; `null` for nobody. */
	readonly maxAgeMs: number | null;
	readonly actingAgent: string | null;
	readonly cause: string | null;
	readonly now: number;
}

/** Why nobody was chosen. */
export type NobodyReason =
	/** Nobody is in the team, may have conversations and may see this one. */
	| 'noAgents'
	/** Those are outside their shifts, away or offline. */
	| 'nobodyOnShift'
	/** Those have as many as they can have, or were given enough in this hour. */
	| 'everybodyFull'
	/** The customer has waited too long for a rule. */
	| 'tooOld'
	/** The rules named nobody. */
	| 'noRule';

/** What came of it. */
export type AutoAssignResult = OwnerResult | (OwnedConversation & Nobody);

/** Nobody was chosen. */
export interface Nobody {
	readonly kind: 'nobody';
	readonly why: NobodyReason;
}

/** One change of an owner. */
export interface Assignment {
	readonly version: number;
	readonly from: string | null;
	readonly to: string | null;
	/** An agent, or `workflow`, `policy`, `phone`, `crm`. */
	readonly by: string;
	readonly how: OwnerReason;
	readonly reason: string | null;
	readonly handoffNote: string | null;
	readonly at: number;
}

/** Somebody leaves the team. */
export interface RemoveAgent {
	readonly workspaceId: string;
	readonly email: string;
	/** Who gets those of their conversations that are not resolved and that they may see. */
	readonly to: string | null;
	/** Whose conversations those are that nobody gets; `null` leaves that as it is. */
	readonly team: string | null;
	/** The execution that wants it. */
	readonly cause: string | null;
	readonly now: number;
}

/** What became of what somebody had who has left. Ids of conversations and numbers. */
export interface RemovedAgent {
	readonly kind: 'removed';
	readonly email: string;
	readonly name: string;
	/** Nobody's from now on. */
	readonly released: readonly string[];
	readonly handedOver: readonly string[];
	/** Numbers whose phone was theirs: it is their backup owner's from now on. */
	readonly numbers: readonly string[];
}

/** What the store does for the team and for owners of conversations. */
export interface OwnerOperations {
	/**
	 * Makes or changes a member of the team. What they may not answer or see any more is nobody's from
	 * then on, as with `removeAgent`.
	 *
	 * @param input `email` in small letters
	 */
	saveAgent(input: {
		readonly workspaceId: string;
		readonly email: string;
		readonly change: AgentChange;
		readonly now: number;
	}): Promise<{ readonly agent: Agent; readonly isNew: boolean }>;
	/**
	 * Takes somebody off the team, and from them all that they have, with an event for each
	 * conversation that is not resolved. What they did stays theirs, by their name.
	 */
	removeAgent(input: RemoveAgent): Promise<RemovedAgent | Refusal>;
	/** All members of the team, by email. */
	listAgents(input: { readonly workspaceId: string }): Promise<readonly Agent[]>;
	/**
	 * Changes whose a conversation is, with an event if that is somebody else from then on. Losing
	 * against somebody faster is an answer.
	 */
	changeOwner(input: ChangeOwner): Promise<OwnerResult>;
	/**
	 * Chooses an owner for what nobody has. Nobody gets more than they can have, however many choose
	 * at once.
	 */
	autoAssign(input: AutoAssign): Promise<AutoAssignResult>;
	/** What rules may know. `null` if there is no such conversation, or none that may be seen. */
	routingFacts(input: {
		readonly workspaceId: string;
		readonly conversationId: string;
		readonly actingAgent: string | null;
	}): Promise<RoutingFacts | null>;
	/** Who has had a conversation, the first change first. */
	assignments(input: {
		readonly workspaceId: string;
		readonly conversationId: string;
	}): Promise<readonly Assignment[]>;
}
