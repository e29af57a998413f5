import type { ContactPreference, Preference } from '../../domain/consent.ts';
import { EXPIRES_AFTER_MS } from '../../domain/outbox.ts';
import { confirmationIn, couldBeWish, readWish, sayings } from '../../domain/opt-out.ts';
import type { InboundMessage } from '../../domain/inbound.ts';
import type { Failure } from '../../domain/message.ts';
import type { Settings } from '../../domain/settings.ts';
import type { ReceiveBatch, Settle } from '../../ports/store.ts';
import {
	holdMarketing,
	marketingOf,
	writeConsent,
	type ConsentChange,
	type Whose,
} from './consent.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { mergeEvents } from '../inbox/inbound.ts';
import { introduce } from './introduce.ts';
import { lockNumbers } from '../transaction/lock-numbers.ts';
import { findOrCreateConversation, presentId } from './people.ts';
import type { Scope } from '../team/scope.ts';
import { getSettings } from '../settings.ts';
import type { Tx } from '../schema.ts';

/** The name of Meta's refusal of marketing to somebody who has switched it off (131050). */
const OPTED_OUT = 'optedOut';

/** The name of Meta's refusal of marketing to somebody who gets too much of it for now (131049). */
const SPARED = 'engagementLimit';

/** What says something of a person's marketing, which holds for all numbers of the workspace. */
function isAboutMarketing(failure: Failure | null): boolean {
	return failure?.name === OPTED_OUT || failure?.name === SPARED;
}

/** What of the settings is about opting out. */
export type OptOutSettings = Pick<Settings, 'optOutWords' | 'optInWords' | 'optOutConfirmation'>;

/**
 * Locks what a batch may change: its number, or all of the workspace if somebody in it may want no
 * more marketing, because that holds for all of them.
 *
 * @returns the words of the workspace; `null` if nothing in the batch can be one
 */
export async function lockForBatch(
	tx: Tx,
	workspaceId: string,
	{ numberId, messages, statuses, preferences = [] }: ReceiveBatch,
): Promise<OptOutSettings | null> {
	const said = messages.map(({ content, text }) => sayings(content, text));
	const mayBeWish = said.some(couldBeWish);
	const settings = mayBeWish ? await getSettings(tx, { workspaceId }) : null;
	const isWish = settings !== null && said.some((each) => readWish(each, settings) !== null);
	const isRefused = statuses.some(({ failure }) => isAboutMarketing(failure));
	if (isWish || isRefused || preferences.length > 0) await lockNumbers(tx, workspaceId);
	else await tx.locks.number(numberId);
	return isWish ? settings : null;
}

/** Locks what the outcome of a message may change; see {@link lockForBatch}. */
export async function lockForOutcome(tx: Tx, { outboxId, outcome }: Settle): Promise<void> {
	const isRefused = outcome.kind === 'failed' && isAboutMarketing(outcome.failure);
	const row = isRefused
		? await tx.db
				.selectFrom('outbox')
				.select('workspace_id')
				.where('id', '=', outboxId)
				.executeTakeFirst()
		: undefined;
	if (row === undefined) await tx.locks.numbersOf([outboxId]);
	else await lockNumbers(tx, row.workspace_id);
}

/** Nothing was said. */
const NOTHING: ConsentChange & { readonly isConfirmed: boolean } = {
	ended: [],
	events: [],
	isConfirmed: false,
};

/** Hears whether a message says that somebody wants no more marketing, or wants it again. */
export async function hearWish(
	tx: Tx,
	{ workspaceId, optOut, now }: Scope,
	whose: Whose,
	{ content, text, sentAt }: Pick<InboundMessage, 'content' | 'text' | 'sentAt'>,
): Promise<typeof NOTHING> {
	const wish = optOut === null ? null : readWish(sayings(content, text), optOut);
	if (optOut === null || wish === null) return NOTHING;
	const { marketing, language } = wish;
	// "Start" is said for many reasons: it brings back what was stopped, and is no consent by itself.
	if (marketing === 'in' && (await marketingOf(tx, whose.contactId)) !== 'out') return NOTHING;
	const statement = { marketing, source: 'word', at: Math.min(sentAt, now) } as const;
	const change = await writeConsent(tx, whose, statement, now);
	if (change === null) return NOTHING;
	const confirmation = optOut.optOutConfirmation ?? confirmationIn(language);
	if (marketing === 'in' || confirmation === '') return { ...change, isConfirmed: false };
	await confirm(tx, { workspaceId, whose, text: confirmation, now });
	return { ...change, isConfirmed: true };
}

async function confirm(
	tx: Tx,
	{
		workspaceId,
		whose,
		text,
		now,
	}: { workspaceId: string; whose: Whose; text: string; now: number },
): Promise<void> {
	const { numberId, conversationId, messageId } = whose;
	const draft = {
		recipient: { kind: 'conversation', conversationId },
		content: { type: 'text', text, linkPreview: false },
		category: 'service',
		idempotencyKey: `optOut:${messageId}`,
		replyTo: null,
		notBefore: null,
		expiresAt: now + EXPIRES_AFTER_MS.service,
		cause: null,
	} as const;
	await enqueue(tx, { workspaceId, numberId, drafts: [draft], now });
}

/** Writes down what a customer has switched at Meta. Nobody is told: the customer knows. */
export async function storePreference(
	tx: Tx,
	{ workspaceId, numberId, now }: Scope,
	{ contact: keys, marketing, at }: ContactPreference,
): Promise<ConsentChange> {
	const contact = await introduce(tx, { workspaceId, keys, name: null, now });
	const conversation = await findOrCreateConversation(tx, workspaceId, numberId, contact.id, now);
	const whose: Whose = {
		actor: 'customer',
		numberId,
		contactId: contact.id,
		conversationId: conversation.id,
		messageId: '',
	};
	const merged = mergeEvents(contact, whose);
	const change = await hearMeta(tx, whose, { marketing, at }, now);
	return { ended: change.ended, events: [...merged, ...change.events] };
}

/**
 * Hears what a failure says of the person's marketing: that they switched it off at Meta, or that
 * Meta spares them for a while.
 *
 * @param at when the message failed
 */
export async function hearMarketing(
	tx: Tx,
	{ actor, numberId, messageId, ...old }: Whose,
	failure: Failure | null,
	at: number,
	now: number,
): Promise<ConsentChange> {
	if (!isAboutMarketing(failure)) return NOTHING;
	const contactId = await presentId(tx, 'contact', old.contactId);
	const conversationId = await presentId(tx, 'conversation', old.conversationId);
	if (failure?.name === SPARED) {
		await holdMarketing(tx, contactId, Math.min(at, now));
		return NOTHING;
	}
	const whose: Whose = { actor, numberId, messageId, contactId, conversationId };
	return await hearMeta(tx, whose, { marketing: 'out', at }, now);
}

async function hearMeta(
	tx: Tx,
	whose: Whose,
	{ marketing, at }: Preference,
	now: number,
): Promise<ConsentChange> {
	const statement = { marketing, source: 'meta', at: Math.min(at, now) } as const;
	return (await writeConsent(tx, whose, statement, now)) ?? NOTHING;
}
