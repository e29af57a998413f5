import { plainLabel } from '../../domain/team/agent-scope.ts';
import type { DeskRules } from '../../domain/desk/desk-rules.ts';
import { eventAbout, type Change, type ConversationRow } from './conversation-events.ts';
import { writeStatus } from './conversation-state.ts';
import { setDue } from './due.ts';
import type { NewEvent } from '../log/events.ts';
import type { Tx } from '../schema.ts';

/** Which labels a conversation is given and loses; all others stay. */
export interface LabelChange {
	readonly add: readonly string[];
	readonly remove: readonly string[];
}

/** What a change of labels led to. */
export interface WrittenLabels {
	readonly row: ConversationRow;
	readonly events: readonly NewEvent[];
}

/** The labels that are new, and those that are no longer there. Labels are the same in any case. */
export function labelsAfter(has: readonly string[], { add, remove }: LabelChange) {
	const gone = new Set(remove.map(plainLabel));
	const kept = has.filter((label) => !gone.has(plainLabel(label)));
	const known = new Set(kept.map(plainLabel));
	const added: string[] = [];
	for (const label of add) {
		if (known.has(plainLabel(label))) continue;
		known.add(plainLabel(label));
		added.push(label.trim());
	}
	const removed = has.filter((label) => gone.has(plainLabel(label)));
	return { labels: [...kept, ...added], added, removed };
}

/** Writes labels to a conversation that the caller holds: into its row and into the searched table. */
export async function writeLabels(
	tx: Tx,
	row: ConversationRow,
	change: LabelChange,
	by: Change & { readonly rules: DeskRules },
): Promise<WrittenLabels> {
	const before = JSON.parse(row.labels_json) as string[];
	const { labels, added, removed } = labelsAfter(before, change);
	if (added.length + removed.length === 0) return { row, events: [] };
	const labels_json = JSON.stringify(labels);
	await tx.db.updateTable('conversation').set({ labels_json }).where('id', '=', row.id).execute();
	await mirrorLabels(tx, row, { added, removed }, by.now);
	// A policy may hang on a label.
	if (row.sla_json !== null) await setDue(tx, 'sla', row.id, by.now);
	const events = [...tell(row, by, removed, 'removed'), ...tell(row, by, added, 'added')];
	const written = { ...row, labels_json };
	const handsOff = added.some((label) => isHandoff(by.rules, label));
	if (!handsOff || row.status !== 'pending') return { row: written, events };
	const open = { status: 'open', snoozedUntil: null, outcome: null } as const;
	const opened = await writeStatus(tx, written, open, by);
	return { row: opened.row, events: [...events, ...opened.events] };
}

/** Whether a label hands a pending conversation to the team. */
export function isHandoff({ keywords }: DeskRules, label: string): boolean {
	return keywords.some((rule) => rule.isHandoff && plainLabel(rule.label) === plainLabel(label));
}

/** Keeps the searched table the same as the row. */
export async function mirrorLabels(
	{ db }: Pick<Tx, 'db'>,
	row: Pick<ConversationRow, 'id' | 'workspace_id'>,
	{ added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
	now: number,
): Promise<void> {
	if (removed.length > 0) {
		await db
			.deleteFrom('conversation_label')
			.where('conversation_id', '=', row.id)
			.where('label', 'in', [...removed])
			.execute();
	}
	if (added.length === 0) return;
	await db
		.insertInto('conversation_label')
		.values(
			added.map((label) => ({
				conversation_id: row.id,
				label,
				workspace_id: row.workspace_id,
				added_at: now,
			})),
		)
		.onConflict((conflict) => conflict.columns(['conversation_id', 'label']).doNothing())
		.execute();
}

function tell(
	row: ConversationRow,
	by: Change,
	labels: readonly string[],
	action: 'added' | 'removed',
): readonly NewEvent[] {
	return labels.map((label) => eventAbout(row, by, `label.${action}`, { label, action }));
}
