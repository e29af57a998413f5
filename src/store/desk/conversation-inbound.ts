import type { ConversationStatus } from '../../domain/conditions.ts';
import { duesOf, toldAfter } from '../../domain/desk/conversation-clock.ts';
import { openedByCustomer } from '../../domain/desk/conversation-state.ts';
import { rulesMetBy, type DeskRules } from '../../domain/desk/desk-rules.ts';
import type { InboundMessage } from '../../domain/inbound.ts';
import { asked, resumed } from '../../domain/desk/sla.ts';
import { windowExpiry } from '../../domain/window.ts';
import type { ConversationRow } from './conversation-events.ts';
import { labelsAfter, mirrorLabels } from './conversation-labels.ts';
import { columnsOf, statusOf, toldOf } from './conversation-state.ts';
import { setDue } from './due.ts';
import type { NewEvent } from '../log/events.ts';
import type { Scope } from '../team/scope.ts';
import { slaOf } from './sla.ts';
import type { Tx } from '../schema.ts';

/** What a message of a customer changed: the names of events, and what they carry. */
export type InboundNews = Pick<NewEvent, 'type' | 'data'>;

/**
 * Notes that a customer wrote: the times move forward only, because messages arrive out of order;
 * what slept or was resolved is open again, and words of the text may bring labels. One look and one
 * change of the row: every message passes here.
 */
export async function noteInbound(
	{ db }: Tx,
	scope: Scope,
	conversationId: string,
	{ sentAt, text }: Pick<InboundMessage, 'sentAt' | 'text'>,
): Promise<readonly InboundNews[]> {
	const { rules, now } = scope;
	const expiry = scope.hasWindow ? windowExpiry(sentAt) : null;
	const row = await db
		.selectFrom('conversation')
		.selectAll()
		.where('id', '=', conversationId)
		.executeTakeFirstOrThrow();
	const isAnswered = row.last_outbound_at !== null && row.last_outbound_at >= sentAt;
	const before = {
		...statusOf(row),
		firstInboundAt: Math.min(row.first_inbound_at ?? sentAt, sentAt),
		waitingSince: isAnswered
			? row.waiting_since
			: Math.min(row.waiting_since ?? sentAt, sentAt),
	};
	const met = rulesMetBy(text, rules.keywords);
	const { labels, added } = labelsAfter(
		met.length === 0 ? [] : (JSON.parse(row.labels_json) as string[]),
		{ add: met.map(({ label }) => label), remove: [] },
	);
	const isHandedOff = met.some(({ label, isHandoff }) => isHandoff && added.includes(label));
	const { standing, event } = openedByCustomer(before, now, isHandedOff);
	const window_expires_at =
		expiry === null ? null : Math.max(row.window_expires_at ?? expiry, expiry);
	const toldBefore = toldOf(row);
	const told = toldAfter(toldBefore, row.status, standing.status, now);
	const clock = { ...standing, windowExpiresAt: window_expires_at, told };
	const sla = afterAsking(row, { isAwake: standing.status !== 'snoozed', sentAt, now }, rules);
	// What was promised is looked at once: the policies are not known here.
	const nextAt = sla.isNews ? now : (duesOf(clock, rules, now)[0]?.at ?? null);
	const isSooner = nextAt !== null && (row.due_at === null || nextAt < row.due_at);
	await db
		.updateTable('conversation')
		.set({
			...columnsOf(standing),
			last_inbound_at: Math.max(row.last_inbound_at ?? sentAt, sentAt),
			window_expires_at,
			labels_json: added.length === 0 ? row.labels_json : JSON.stringify(labels),
			due_at: isSooner ? nextAt : row.due_at,
			sla_json: sla.state === null ? null : JSON.stringify(sla.state),
			told_json: told === toldBefore ? row.told_json : JSON.stringify(told),
		})
		.where('id', '=', conversationId)
		.execute();
	if (isSooner) await setDue({ db }, 'conversation', conversationId, nextAt);
	if (sla.isUndecided || (added.length > 0 && sla.state !== null)) {
		await setDue({ db }, 'sla', conversationId, now);
	}
	await mirrorLabels({ db }, row, { added, removed: [] }, now);
	return [...statusNews(row.status, standing.status, event), ...labelNews(added)];
}

/** The clocks of an SLA after the customer wrote. */
function afterAsking(
	row: ConversationRow,
	{ isAwake, sentAt, now }: { isAwake: boolean; sentAt: number; now: number },
	{ hasPolicies }: DeskRules,
) {
	const before = slaOf(row);
	if (before === null && !hasPolicies) {
		return { state: null, isNews: false, isUndecided: false };
	}
	const state = asked(before === null || !isAwake ? before : resumed(before, now), sentAt);
	return { state, isNews: state !== before, isUndecided: state.policy === null };
}

function statusNews(
	from: string,
	to: ConversationStatus,
	event: NewEvent['type'] | null,
): readonly InboundNews[] {
	return event === null ? [] : [{ type: event, data: { field: 'status', from, to } }];
}

function labelNews(labels: readonly string[]): readonly InboundNews[] {
	return labels.map((label) => ({
		type: 'label.added',
		data: { label, action: 'added' },
	}));
}
