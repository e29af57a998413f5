import { isOutdated, type Marketing, type Statement } from '../../domain/consent.ts';
import type { Origin } from '../../domain/message.ts';
import { MARKETING_HOLD_MS, type RefusalReason } from '../../domain/outbox.ts';
import type { NewEvent } from '../log/events.ts';
import { OPEN } from '../outbox/outbox-states.ts';
import type { OutboxTable } from '../schema/sending.ts';
import type { Tx } from '../schema.ts';

/** About whom something was said, and where. `messageId` is empty if no message said it. */
export interface Whose {
	readonly actor: Origin;
	readonly numberId: string;
	readonly contactId: string;
	readonly conversationId: string;
	readonly messageId: string;
}

/** What became of a contact's consent. */
export interface ConsentChange {
	/** Messages that will not be sent. */
	readonly ended: readonly string[];
	readonly events: readonly NewEvent[];
}

/**
 * Writes down what a contact wants, or is said to want. It holds for all numbers of the workspace,
 * whose locks the caller has: marketing that waits at any of them is refused at once.
 *
 * @returns `null` if nothing changed: it was known, or something newer is
 */
export async function writeConsent(
	{ db }: Pick<Tx, 'db'>,
	whose: Whose,
	{ marketing, source, at }: Statement,
	now: number,
): Promise<ConsentChange | null> {
	const known = await db
		.selectFrom('contact')
		.select(['marketing', 'marketing_at'])
		.where('id', '=', whose.contactId)
		.executeTakeFirstOrThrow();
	if (isOutdated(at, known.marketing_at)) return null;
	await db
		.updateTable('contact')
		.set({ marketing, marketing_source: source, marketing_at: at, updated_at: now })
		.where('id', '=', whose.contactId)
		.execute();
	if (known.marketing === marketing) return null;
	const ended = marketing === 'out' ? await refuseMarketing({ db }, whose.contactId, now) : [];
	const data = { field: 'marketing', from: known.marketing, to: marketing };
	const isBack = marketing === 'in' || known.marketing === 'out';
	const type = isBack ? 'contact.opted_in' : 'contact.opted_out';
	// That nothing is known any more is no news, unless it lifts an opt-out.
	const isNews = marketing !== null || known.marketing === 'out';
	return { ended, events: isNews ? [{ ...whose, type, data }] : [] };
}

async function refuseMarketing(
	{ db }: Pick<Tx, 'db'>,
	contactId: string,
	now: number,
): Promise<readonly string[]> {
	const reason: RefusalReason = 'optedOut';
	const rows = await db
		.updateTable('outbox')
		.set({ state: 'refused', reason, settled_at: now })
		.where('conversation_id', 'in', (eb) =>
			eb.selectFrom('conversation').select('id').where('contact_id', '=', contactId),
		)
		.where('state', 'in', OPEN)
		.where('state', '=', 'queued')
		.where('category', '=', 'marketing')
		.returning('id')
		.execute();
	return rows.map(({ id }) => id);
}

/** What a contact was last known to want. */
export async function marketingOf(
	{ db }: Pick<Tx, 'db'>,
	contactId: string,
): Promise<Marketing | null> {
	const row = await db
		.selectFrom('contact')
		.select('marketing')
		.where('id', '=', contactId)
		.executeTakeFirst();
	return (row?.marketing ?? null) as Marketing | null;
}

/**
 * Whether a message must not go because the contact wants no marketing, or not yet because Meta
 * spares them marketing.
 *
 * @returns `null` if neither is so
 */
export async function judgeMarketing(
	{ db }: Pick<Tx, 'db'>,
	{ category, contact_id: contactId }: Pick<OutboxTable, 'category' | 'contact_id'>,
	now: number,
): Promise<'unwanted' | { readonly until: number } | null> {
	if (category !== 'marketing') return null;
	const row = await db
		.selectFrom('contact')
		.select(['marketing', 'marketing_held_until'])
		.where('id', '=', contactId)
		.executeTakeFirst();
	if (row?.marketing === 'out') return 'unwanted';
	const until = row?.marketing_held_until ?? 0;
	return until > now ? { until } : null;
}

/** Before which time Meta spares a contact marketing; 0 if it does not, or nobody is known. */
export async function marketingHeldUntil(
	{ db }: Pick<Tx, 'db'>,
	contactId: string | null,
): Promise<number> {
	if (contactId === null) return 0;
	const row = await db
		.selectFrom('contact')
		.select('marketing_held_until')
		.where('id', '=', contactId)
		.executeTakeFirst();
	return row?.marketing_held_until ?? 0;
}

/**
 * Notes that Meta spares a contact marketing for a day (131049), on all numbers of the workspace,
 * whose locks the caller has.
 *
 * @param at when Meta said so
 */
export async function holdMarketing(
	{ db }: Pick<Tx, 'db'>,
	contactId: string,
	at: number,
): Promise<void> {
	const until = at + MARKETING_HOLD_MS;
	await db
		.updateTable('contact')
		.set({ marketing_held_until: until })
		.where('id', '=', contactId)
		// Webhooks come late and in any order.
		.where((eb) => eb(eb.fn.coalesce('marketing_held_until', eb.lit(0)), '<', until))
		.execute();
}

/** Which consent two contacts have who are one person: the newest statement. */
export function newestConsent<
	T extends { readonly marketing: string | null; readonly marketing_at: number | null },
>(one: T, other: T): T {
	const [first, second] = [one.marketing_at ?? 0, other.marketing_at ?? 0];
	if (first === second) return other.marketing === 'out' ? other : one;
	return first > second ? one : other;
}
