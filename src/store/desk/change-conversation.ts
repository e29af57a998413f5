import { may, type Permission } from '../../domain/team/permissions.ts';
import type {
	ChangeConversation,
	ChangedConversation,
	ChangeResult,
	DeskOperations,
} from '../../ports/store/desk.ts';
import type { Refusal } from '../../ports/store/owners.ts';
import { writeLabels } from './conversation-labels.ts';
import type { Change, ConversationRow } from './conversation-events.ts';
import { writeStatus } from './conversation-state.ts';
import { deskRulesOf } from './desk-rules.ts';
import { setConversationDue, setDue } from './due.ts';
import { appendEvents } from '../log/events.ts';
import { holdConversation, type Held } from '../team/owned-conversation.ts';
import { part, readParts } from '../log/parts.ts';
import type { Tx } from '../schema.ts';
import { releaseUnseen } from '../team/release-unseen.ts';

type Input<Name extends keyof DeskOperations> = Parameters<DeskOperations[Name]>[0];

/** See `DeskOperations.setStatus`. */
export async function setStatus(tx: Tx, input: Input<'setStatus'>): Promise<ChangeResult> {
	const held = await holdFor(tx, input, 'send');
	if ('kind' in held) return held;
	const { row, events, ended } = await writeStatus(tx, held.row, input, changeOf(input));
	await appendEvents(tx, row.workspace_id, events, input.now);
	return { ...(await changed(tx, row, events.length > 0)), ended };
}

/** See `DeskOperations.setPriority`. */
export async function setPriority(tx: Tx, input: Input<'setPriority'>): Promise<ChangeResult> {
	const held = await holdFor(tx, input, 'send');
	if ('kind' in held) return held;
	const { row } = held;
	const { priority, now } = input;
	if (row.priority === priority) return await changed(tx, row, false);
	await tx.db.updateTable('conversation').set({ priority }).where('id', '=', row.id).execute();
	// What was promised hangs on it.
	await setConversationDue(tx, row.id, now);
	if (row.sla_json !== null) await setDue(tx, 'sla', row.id, now);
	return await changed(tx, row, true);
}

/** See `DeskOperations.changeLabels`. */
export async function changeLabels(tx: Tx, input: Input<'changeLabels'>): Promise<ChangeResult> {
	const held = await holdFor(tx, input, 'send');
	if ('kind' in held) return held;
	const rules = await deskRulesOf(tx, input.workspaceId);
	const by = { ...changeOf(input), rules };
	const { row, events } = await writeLabels(tx, held.row, input, by);
	const seen = { ...held.seen, labels: JSON.parse(row.labels_json) as string[] };
	const released = events.length === 0 ? null : await releaseUnseen(tx, row, seen, by);
	const all = released === null ? events : [...events, released];
	await appendEvents(tx, row.workspace_id, all, input.now);
	return await changed(tx, row, events.length > 0);
}

/** Holds a conversation for somebody who may change it. Whoever was erased has none any more. */
export async function holdFor(
	tx: Tx,
	input: ChangeConversation,
	permission: Permission,
): Promise<Held | Refusal> {
	const held = await holdConversation(tx, input);
	if ('kind' in held) return held;
	const { acting, row } = held;
	if (acting !== null && !may(acting.role, permission)) {
		return { kind: 'notAllowed', why: 'role', email: acting.email };
	}
	const { erased_at: erasedAt } = await tx.db
		.selectFrom('contact')
		.select('erased_at')
		.where('id', '=', row.contact_id)
		.executeTakeFirstOrThrow();
	return erasedAt === null ? held : { kind: 'unknownConversation' };
}

/** Who changes something, as events say it. */
export function changeOf({ actingAgent, cause, now }: ChangeConversation): Change {
	return { actor: actingAgent === null ? 'automation' : 'agent', cause, now };
}

async function changed(
	tx: Tx,
	row: ConversationRow,
	hasChanged: boolean,
): Promise<ChangedConversation> {
	const parts = await readParts(tx, [{ ...row, conversation_id: row.id }]);
	return {
		kind: 'done',
		hasChanged,
		conversation: part(parts.conversations, row.id),
		contact: part(parts.contacts, row.contact_id),
		number: part(parts.numbers, row.number_id),
		snoozedUntil: row.snoozed_until,
		outcome: row.outcome,
		ended: [],
	};
}
