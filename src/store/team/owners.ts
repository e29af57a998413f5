import { isInScope, scopeOf } from '../../domain/team/agent-scope.ts';
import type { OwnerReason } from '../../domain/team/owner.ts';
import { judgeOwner, type OwnerWish } from '../../domain/team/ownership.ts';
import { may } from '../../domain/team/permissions.ts';
import type {
	Assignment,
	ChangeOwner,
	OwnerAction,
	OwnerOperations,
	OwnerResult,
	Refusal,
} from '../../ports/store/owners.ts';
import { findAgent } from './agents.ts';
import { appendEvents } from '../log/events.ts';
import { holdConversation, ownedOf, type Held } from './owned-conversation.ts';
import { mergedWith } from '../people/merged-with.ts';
import { presentId } from '../people/people.ts';
import type { Tx } from '../schema.ts';
import { setOwner } from './set-owner.ts';

/** See `OwnerOperations.changeOwner`. */
export async function changeOwner(tx: Tx, input: ChangeOwner): Promise<OwnerResult> {
	const { action, workspaceId, now } = input;
	const actingAgent = action.kind === 'claim' ? action.agent : input.actingAgent;
	const held = await holdConversation(tx, { ...input, actingAgent });
	if ('kind' in held) return held;
	const { row, acting } = held;
	const target = action.kind === 'release' ? null : await findTarget(tx, held, action.agent);
	if (target !== null && 'kind' in target) return target;
	const wish: OwnerWish = {
		kind: action.kind,
		to: target?.email ?? null,
		acting,
		force: action.kind === 'transfer' && action.force,
		expectedVersion: input.expectedVersion,
	};
	const verdict = judgeOwner(wish, { owner: row.owner, version: row.owner_version });
	switch (verdict) {
		case 'notAllowed':
			return { kind: 'notAllowed', why: 'role', email: acting?.email ?? '' };
		case 'same':
			return { kind: 'won', hasChanged: false, ...(await ownedOf(tx, row)) };
		case 'owned':
		case 'version':
			return { kind: 'lost', why: verdict, ...(await ownedOf(tx, row)) };
		case 'change':
			break;
	}
	const event = await setOwner(tx, row, {
		to: wish.to,
		by: acting?.email ?? 'workflow',
		how: howOf(action),
		reason: input.reason,
		handoffNote: action.kind === 'transfer' ? action.handoffNote : null,
		cause: input.cause,
		now,
	});
	const owned = await ownedOf(tx, row);
	if (event === null) return { kind: 'lost', why: 'version', ...owned };
	await appendEvents(tx, workspaceId, [event], now);
	return { kind: 'won', hasChanged: true, ...owned };
}

/** Who would get it, unless they cannot have it. */
async function findTarget(
	tx: Tx,
	{ row, seen, acting }: Held,
	email: string,
): Promise<Refusal | { readonly email: string }> {
	const target = await findAgent(tx, row.workspace_id, email);
	if (target === null) return { kind: 'unknownAgent', email };
	// Of those who act for themselves it is their own role that says no.
	if (target.email === acting?.email) return target;
	const { email: found } = target;
	if (!may(target.role, 'send')) return { kind: 'notAllowed', why: 'targetRole', email: found };
	if (isInScope(scopeOf(target), seen)) return target;
	return { kind: 'notAllowed', why: 'targetScope', email: found };
}

function howOf(action: OwnerAction): OwnerReason {
	return action.kind === 'transfer' && action.force ? 'force' : action.kind;
}

/** See `OwnerOperations.assignments`. */
export async function assignments(
	tx: Tx,
	input: Parameters<OwnerOperations['assignments']>[0],
): Promise<readonly Assignment[]> {
	const id = await presentId(tx, 'conversation', input.conversationId);
	const rows = await tx.db
		.selectFrom('assignment')
		.selectAll()
		.where('conversation_id', 'in', mergedWith(tx, id))
		.where('workspace_id', '=', input.workspaceId)
		.orderBy('at')
		.orderBy('version')
		.execute();
	return rows.map((row) => ({
		version: row.version,
		from: row.from_agent,
		to: row.to_agent,
		by: row.by,
		how: row.kind as OwnerReason,
		reason: row.reason,
		handoffNote: row.handoff_note,
		at: row.at,
	}));
}
