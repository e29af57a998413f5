import type { ConversationStatus } from '../../domain/conditions.ts';
import type { ConversationPriority } from '../../domain/desk/conversation-state.ts';
import type { ContactPart, ConversationPart, NumberPart } from '../../domain/item.ts';
import type { SlaPolicy } from '../../domain/desk/sla.ts';
import type { Refusal } from './owners.ts';

/** Which conversation is changed, in whose name, and from where. */
export interface ChangeConversation {
	readonly workspaceId: string;
	readonly conversationId: string;
	/** In whose name; `null` for the workflow, which may do all. */
	readonly actingAgent: string | null;
	/** The execution that wants it. */
	readonly cause: string | null;
	readonly now: number;
}

/** A conversation as it is after a change. */
export interface ChangedConversation {
	readonly kind: 'done';
	/** Whether anything is another than before. */
	readonly hasChanged: boolean;
	readonly conversation: ConversationPart;
	readonly contact: ContactPart;
	readonly number: NumberPart;
	/** Until when it sleeps; `null` unless it does. */
	readonly snoozedUntil: number | null;
	/** How it ended; `null` unless it was said. */
	readonly outcome: string | null;
	/** Messages of follow-ups that were taken back. */
	readonly ended: readonly string[];
}

/** What came of a change. */
export type ChangeResult = ChangedConversation | Refusal;

/** Something that is due by now. */
export interface DueEntry {
	readonly kind: 'conversation' | 'note' | 'sla';
	readonly entityId: string;
}

/** A label that the workspace has a say about. */
export interface LabelEntry {
	readonly name: string;
	/** `#rrggbb`; `null` for none. */
	readonly colour: string | null;
	/** Words or phrases by which a message gives the label to its conversation. */
	readonly keywords: readonly string[];
	/** Whether it hands a pending conversation to the team. */
	readonly isHandoff: boolean;
}

/** A policy, and its place among those of the workspace. */
export interface PolicyEntry extends SlaPolicy {
	readonly id: string;
	/** The first one that matches counts. */
	readonly position: number;
}

/** A conversation for which a policy is looked for, in the order in which they are asked. */
export interface SlaQuestion {
	/** What expressions are evaluated over. */
	readonly facts: {
		readonly number: NumberPart;
		readonly contact: ContactPart;
		readonly conversation: ConversationPart;
	};
	readonly policies: readonly Pick<PolicyEntry, 'id' | 'name' | 'match'>[];
}

/** What the store does for the life of conversations. */
export interface DeskOperations {
	/** Says where a conversation stands. What time alone has yet to bring is set anew. */
	setStatus(
		input: ChangeConversation & {
			readonly status: ConversationStatus;
			/** Until when it sleeps; only of `snoozed`. `null` for until the customer writes. */
			readonly snoozedUntil: number | null;
			/** How it ended; only of `resolved`. */
			readonly outcome: string | null;
		},
	): Promise<ChangeResult>;
	/** Says how urgent a conversation is; `null` for not said. */
	setPriority(
		input: ChangeConversation & { readonly priority: ConversationPriority | null },
	): Promise<ChangeResult>;
	/** Gives labels to a conversation and takes others away; all others stay. */
	changeLabels(
		input: ChangeConversation & {
			readonly add: readonly string[];
			readonly remove: readonly string[];
		},
	): Promise<ChangeResult>;
	/** What is due by now, the earliest first, and when the next thing will be; `null` for nothing. */
	dueNow(input: { readonly now: number; readonly limit: number }): Promise<{
		readonly due: readonly DueEntry[];
		readonly nextAt: number | null;
	}>;
	/** Does what is due of one thing, unless another process has done it. */
	fireDue(input: DueEntry & { readonly now: number }): Promise<null>;
	/** Adds a label to those of the workspace, or changes what is said of it. */
	saveLabel(
		input: LabelEntry & { readonly workspaceId: string; readonly now: number },
	): Promise<LabelEntry>;
	/** The labels of the workspace, by name. */
	listLabels(input: { readonly workspaceId: string }): Promise<readonly LabelEntry[]>;
	/** Takes a label off the list. Conversations that have it keep it. */
	deleteLabel(input: {
		readonly workspaceId: string;
		readonly name: string;
	}): Promise<{ readonly deleted: boolean }>;
	/** Adds a policy, or replaces the one of this name. */
	savePolicy(
		input: Omit<PolicyEntry, 'id'> & { readonly workspaceId: string; readonly now: number },
	): Promise<PolicyEntry>;
	/** The policies of the workspace, in their order. */
	listPolicies(input: { readonly workspaceId: string }): Promise<readonly PolicyEntry[]>;
	/** Deletes a policy: what it promised is promised no more. */
	deletePolicy(input: {
		readonly workspaceId: string;
		readonly name: string;
	}): Promise<{ readonly deleted: boolean }>;
	/** What has to be known to find the policy of a conversation; `null` if none is to be found. */
	slaQuestion(input: { readonly conversationId: string }): Promise<SlaQuestion | null>;
	/** Notes which policy holds for a conversation; `null` for none. Its clocks run since they began. */
	applyPolicy(input: {
		readonly conversationId: string;
		readonly policyId: string | null;
		readonly now: number;
	}): Promise<null>;
}
