import type { CapRules } from '../../domain/caps/caps.ts';
import type { NumberMode, NumberState, TeamNumber } from '../../domain/number/number.ts';

/** Which workspace, and the key with which a new one is locked. */
export interface OpenWorkspace {
	readonly workspaceId: string;
	/** Salt and hash of the key, written only if the workspace is new. */
	readonly keySalt: string | null;
	readonly keyHash: string | null;
	readonly now: number;
}

/** A workspace as it is kept. */
export interface WorkspaceRow {
	readonly id: string;
	readonly keySalt: string | null;
	readonly keyHash: string | null;
}

/** What a credential and Meta say of a number. */
export interface SaveNumber {
	readonly workspaceId: string;
	readonly mode: NumberMode;
	readonly phone: string | null;
	/** `null` for a linked number, which is known by its phone alone. */
	readonly phoneNumberId: string | null;
	readonly businessAccountId: string | null;
	readonly label: string;
	readonly group: string | null;
	readonly timeZone: string | null;
	readonly defaultCountry: string | null;
	/** `null` to leave it; a number that is new in this mode is `unlinked` then. */
	readonly state: NumberState | null;
	readonly perSecond: number;
	/** The caps of its profile. */
	readonly rules: CapRules;
	/** When it was linked. Default: as it is known. */
	readonly linkedAt?: number;
	/** n8n's id of the credential. Default: that of none. */
	readonly credentialId?: string;
	/** A pace that the credential names itself, lower or higher than Meta's. Default: none. */
	readonly ownPerSecond?: number | null;
	/** A keyed hash of the app secret: numbers with the same one share an app. `null`: it has none. */
	readonly appFingerprint: string | null;
	readonly now: number;
}

/** What a credential says of its number besides the caps. */
export interface CredentialValues {
	readonly label: string;
	readonly group: string | null;
	readonly timeZone: string | null;
	readonly defaultCountry: string | null;
}

/** A credential in use, and what it says. */
export interface NoteCredential {
	readonly numberId: string;
	/** n8n's id of it; empty where there is none. */
	readonly credentialId: string;
	readonly values: CredentialValues;
	readonly rules: CapRules;
	/** The pace that it names itself, in messages per second; `null` for Meta's. */
	readonly ownPerSecond: number | null;
	readonly now: number;
}

/** What holds for a number after a credential was noted. */
export interface NotedCredential {
	readonly number: TeamNumber;
	/** Whether another credential in use has other caps: then the stricter of each kind holds. */
	readonly doDiffer: boolean;
}

/** What names a number from outside. */
export type NumberKey = { readonly phoneNumberId: string } | { readonly phone: string };

/** A number, and the mark of its app. */
export interface FoundNumber extends TeamNumber {
	readonly appFingerprint: string | null;
}

/** One more of something that is counted for a number. */
export interface CountInput {
	/** Of a linked number its phone. */
	readonly phoneNumberId: string;
	readonly name: CounterName;
	readonly now: number;
}

/** `signatureRejected`: a webhook whose signature did not fit; `foreignNumber`: one of a number that is not ours; `unreadable`: one of a shape that we do not know; `groupIgnored`: one about a group; `numberProblem`: one in which Meta reports trouble of the number; `otherUpdate`: one of news that nothing acts on. */
export type CounterName =
	| 'signatureRejected'
	| 'foreignNumber'
	| 'unreadable'
	| 'groupIgnored'
	| 'numberProblem'
	| 'otherUpdate';

/** How often something happened to a number. */
export interface Counter {
	readonly name: CounterName;
	readonly count: number;
	readonly lastAt: number;
}

/** Workspaces, and what is known of numbers. See `StoreOperations`. */
export interface NumberOperations {
	/** Finds a workspace or makes it. The first to come may lock it with the hash of a key. */
	openWorkspace(input: OpenWorkspace): Promise<WorkspaceRow>;
	/** Writes what a credential and Meta say of a number; makes it on first sight. */
	saveNumber(input: SaveNumber): Promise<TeamNumber>;
	/** The number with this phone number id, or this phone, wherever it is. */
	findNumber(input: NumberKey): Promise<FoundNumber | null>;
	/** What Meta last said of a number. */
	setNumberState(input: {
		readonly numberId: string;
		readonly state: NumberState;
		readonly now: number;
	}): Promise<null>;
	/**
	 * Notes that a credential is in use and what it says: its caps always, its label, group, zone and
	 * country if they changed.
	 */
	noteCredential(input: NoteCredential): Promise<NotedCredential>;
	/** The caps that other credentials of a number name which are in use. */
	otherRules(input: {
		readonly numberId: string;
		readonly credentialId: string;
		readonly now: number;
	}): Promise<readonly CapRules[]>;
	/** Counts something that must be seen although it left no other trace. */
	count(input: CountInput): Promise<null>;
	/** What was counted for a number, and when it last received a message. */
	counters(input: { readonly phoneNumberId: string }): Promise<{
		readonly counters: readonly Counter[];
		readonly lastReceivedAt: number | null;
	}>;
}
