import type { NumberMode, NumberState } from '../domain/number.ts';
import { spend } from '../domain/recipient-pace.ts';
import { forecast } from '../domain/sending-rules.ts';
import type { Draft, Preview, PreviewResult } from '../ports/store.ts';
import { findEarlier } from './enqueue.ts';
import { outcomes } from './outcomes.ts';
import { part, readContacts, readConversations, readNumbers } from './parts.ts';
import type { Tx } from './schema.ts';
import { findTarget, unknown, type Target } from './target.ts';

/** See `StoreOperations.preview`. In the order of the drafts; nothing is written. */
export async function preview(tx: Tx, input: Preview): Promise<readonly PreviewResult[]> {
	// What earlier drafts of the same preview add to the pace of their recipients.
	const debts = new Map<string, number>();
	const results: PreviewResult[] = [];
	for (const draft of input.drafts) results.push(await previewOne(tx, input, draft, debts));
	return results;
}

async function previewOne(
	tx: Tx,
	input: Preview,
	draft: Draft,
	debts: Map<string, number>,
): Promise<PreviewResult> {
	const { workspaceId, pace, now } = input;
	const earlier = await findEarlier(tx, workspaceId, draft.idempotencyKey);
	if (earlier?.isAnswer === true) {
		const [outcome] = await outcomes(tx, { outboxIds: [earlier.id], now, pace });
		if (outcome !== undefined) return { kind: 'deduplicated', outcome };
	}
	const target = await findTarget(tx, input, draft.recipient);
	if (target === null) return unknown(draft.recipient);
	const { number, conversation } = await readStanding(tx, target);
	const person = target.contactId ?? JSON.stringify(draft.recipient);
	const paceDebt = debts.get(person) ?? conversation?.pace_debt ?? 0;
	const foretold = forecast(
		{
			mode: number.mode as NumberMode,
			numberState: number.state as NumberState,
			windowExpiresAt: conversation?.window_expires_at ?? null,
			paceDebt,
			notBefore: draft.notBefore ?? now,
			expiresAt: draft.expiresAt,
		},
		pace,
		now,
	);
	if (foretold.verdict === 'sent') debts.set(person, spend(pace, paceDebt, now));
	return { kind: 'forecast', forecast: foretold, ...(await readParties(tx, target)) };
}

async function readStanding({ db }: Tx, { numberId, conversationId }: Target) {
	const number = await db
		.selectFrom('number')
		.select(['mode', 'state'])
		.where('id', '=', numberId)
		.executeTakeFirstOrThrow();
	const conversation = await db
		.selectFrom('conversation')
		.select(['window_expires_at', 'pace_debt'])
		.where('id', '=', conversationId ?? '')
		.executeTakeFirst();
	return { number, conversation };
}

async function readParties(tx: Tx, { numberId, contactId, conversationId }: Target) {
	return {
		number: part(await readNumbers(tx, [numberId]), numberId),
		contact: contactId === null ? null : part(await readContacts(tx, [contactId]), contactId),
		conversation:
			conversationId === null
				? null
				: part(await readConversations(tx, [conversationId]), conversationId),
	};
}
