import { NO_CAPS } from '../../../src/domain/caps/caps.ts';
import type { InboundMessage } from '../../../src/domain/inbound.ts';
import type { Failure } from '../../../src/domain/message.ts';
import type { NumberState } from '../../../src/domain/number/number.ts';
import type { Draft, EnqueueResult, Store } from '../../../src/ports/store.ts';

/** The instant at which the hand-turned clocks of these tests begin. */
export const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

const MINUTE = 60_000;
let made = 0;

/** A workspace with one number, and customers who write to it. */
export interface Team {
	readonly workspaceId: string;
	readonly numberId: string;
	readonly phoneNumberId: string;
	readonly appFingerprint: string;
	/** The phone of a customer of this team alone; the same name has the same phone. */
	phoneOf(name: string): string;
	/** Takes a message of a customer in: their window opens. */
	receive(name: string, text: string, at?: number): Promise<void>;
	/** A draft to a customer. Its text is also its idempotency key. */
	draft(name: string, text: string, changes?: Partial<Draft>): Draft;
	/** Puts drafts into the outbox. */
	enqueue(...drafts: readonly Draft[]): Promise<readonly EnqueueResult[]>;
	/** Like `enqueue`, and gives the ids. */
	queued(...drafts: readonly Draft[]): Promise<readonly string[]>;
	/** What Meta says of the number. */
	setState(state: NumberState): Promise<void>;
}

/** Makes a workspace and a number that no other test of the file uses. */
export async function makeTeam(store: Store, existing?: Team): Promise<Team> {
	made += 1;
	const serial = made;
	const workspaceId = existing?.workspaceId ?? `team-${serial}`;
	const phoneNumberId = String(100_000 + serial);
	const appFingerprint = existing?.appFingerprint ?? `app-${serial}`;
	await store.openWorkspace({ workspaceId, keySalt: null, keyHash: null, now: NOW });
	const { id: numberId } = await store.saveNumber({
		workspaceId,
		mode: 'cloud',
		phone: `+1555${String(serial).padStart(7, '0')}`,
		phoneNumberId,
		businessAccountId: null,
		label: 'Sales',
		group: null,
		timeZone: null,
		defaultCountry: null,
		state: 'ready',
		perSecond: 1_000,
		rules: NO_CAPS,
		appFingerprint,
		now: NOW,
	});
	const names: string[] = [];
	const phoneOf = (name: string): string => {
		if (!names.includes(name)) names.push(name);
		return `+49151${String(serial).padStart(4, '0')}${String(names.indexOf(name)).padStart(4, '0')}`;
	};
	const enqueue: Team['enqueue'] = (...drafts) =>
		store.enqueue({ workspaceId, numberId, drafts, now: NOW });
	return {
		workspaceId,
		numberId,
		phoneNumberId,
		appFingerprint,
		phoneOf,
		async receive(name, text, at = NOW) {
			const messages = [inbound(phoneOf(name), text, at)];
			await store.receiveBatch({ numberId, messages, statuses: [], now: at });
		},
		draft: (name, text, changes = {}) => ({
			recipient: { kind: 'phone', phone: phoneOf(name) },
			content: { type: 'text', text, linkPreview: false },
			category: 'reply',
			idempotencyKey: text,
			replyTo: null,
			notBefore: null,
			expiresAt: NOW + 15 * MINUTE,
			cause: null,
			...changes,
		}),
		enqueue,
		async queued(...drafts) {
			const results = await enqueue(...drafts);
			return results.map((result) => (result.kind === 'queued' ? result.outboxId : ''));
		},
		async setState(state) {
			await store.setNumberState({ numberId, state, now: NOW });
		},
	};
}

/** A text message as a door hands it to `receive`. */
export function inbound(phone: string, text: string, sentAt: number): InboundMessage {
	made += 1;
	return {
		providerId: `wamid.in-${made}`,
		sender: [{ type: 'phone', value: phone }],
		senderName: null,
		content: { type: 'text' },
		text,
		replyTo: null,
		forwarded: null,
		product: null,
		referral: null,
		sentAt,
		raw: null,
	};
}

/** A failure with a name and nothing else to say. */
export function failureNamed(name: string): Failure {
	return { name, code: 1, message: name, advice: 'None.' };
}
