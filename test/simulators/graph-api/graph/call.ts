import type { Clock } from '../clock.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { JsonObject } from '../json.ts';
import type { EventLog } from '../log.ts';
import type { Sending } from '../sending/sending.ts';
import type { FileAnswer } from './file-answer.ts';
import type { AccessToken } from '../state/account.ts';
import type { World } from '../state/world.ts';
import type { TemplateBook } from '../templates/book.ts';
import type { CallBudget } from '../numbers/call-budget.ts';
import type { LiveSettings } from '../settings.ts';
import type { WebhookDispatcher } from '../webhooks/dispatcher.ts';
import type { CallbackVerifier } from '../webhooks/verification.ts';

/** A Graph request that was read and may be carried out. */
export interface GraphCall {
	readonly method: string;
	/** The path without the version, e.g. `/106540352242901/messages`. */
	readonly path: string;
	/** The first part of the path: a number, an account, or a word. */
	readonly objectId: string;
	/** The version of the path, e.g. `v25.0`. */
	readonly version: string;
	/** The origin under which the caller found the simulator. */
	readonly origin: string;
	readonly query: URLSearchParams;
	readonly body: JsonObject;
	/** The body where it is a multipart form. */
	readonly form: FormData | null;
	/** The body as it came. */
	readonly bytes: Buffer;
	/** The header of uploads; null where there is none. */
	readonly fileOffset: string | null;
	readonly token: AccessToken;
}

/** What the endpoints work on. */
export interface GraphParts {
	readonly clock: Clock;
	readonly world: World;
	readonly log: EventLog;
	readonly faults: FaultRegistry;
	readonly sending: Sending;
	readonly verifier: CallbackVerifier;
	readonly templates: TemplateBook;
	readonly webhooks: WebhookDispatcher;
	readonly settings: LiveSettings;
	readonly budget: CallBudget;
}

/** Carries out a call and gives the answer's body, or throws a `GraphRefusal`. */
export type Endpoint = (
	call: GraphCall,
	parts: GraphParts,
) => JsonObject | FileAnswer | Promise<JsonObject>;
