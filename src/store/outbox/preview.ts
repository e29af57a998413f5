import type { Selectable } from 'kysely';
import { acceptsSends, type NumberMode } from '../../domain/number/number.ts';
import { priorityOf } from '../../domain/outbox.ts';
import type { Fate, PlannedChat, PlannedMessage } from '../../domain/caps/planned-queue.ts';
import { forecast, type Forecast } from '../../domain/sending-rules.ts';
import type { Draft, Preview, PreviewResult } from '../../ports/store.ts';
import { whyNotReached } from '../team/acting-scope.ts';
import { foretellBar } from './bar.ts';
import { bodyHash } from './body-hash.ts';
import { marketingHeldUntil } from '../people/consent.ts';
import { draftAsItGoes, timeOf } from './draft-as-it-goes.ts';
import { findEarlier, whyUnsupported, windowColumns } from './enqueue.ts';
import { outcomes } from './outcomes.ts';
import { businessOf } from '../numbers/number-hours.ts';
import { part, readContacts, readConversations, readNumbers } from '../log/parts.ts';
import { standingOf } from '../numbers/pause.ts';
import { foretell, type Foretold } from './queue.ts';
import type { Tables, Tx } from '../schema.ts';
import { keyOf } from './step-keys.ts';
import { findTarget, unknown, type Target } from './target.ts';
import { zonesOf, zonesOfPhone } from './zones.ts';

/** A draft that would go into the outbox. */
interface Candidate {
	readonly draft: Draft;
	readonly target: Target;
	readonly message: PlannedMessage;
}

type NumberRow = Selectable<Tables['number']>;

/**
 * See `StoreOperations.preview`. In the order of the drafts, as if they were all queued now behind
 * what waits; nothing is written.
 */
export async function preview(tx: Tx, input: Preview): Promise<readonly PreviewResult[]> {
	const found: (Candidate | PreviewResult)[] = [];
	for (const [index, draft] of input.drafts.entries()) {
		found.push(await look(tx, input, draft, index));
	}
	const candidates = found.filter((one) => 'draft' in one);
	const forecasts = new Map<string, Forecast>();
	for (const numberId of new Set(candidates.map(({ target }) => target.numberId))) {
		const own = candidates.filter(({ target }) => target.numberId === numberId);
		for (const [id, foretold] of await forecastAll(tx, input, numberId, own)) {
			forecasts.set(id, foretold);
		}
	}
	const results: PreviewResult[] = [];
	for (const one of found) {
		if (!('draft' in one)) {
			results.push(one);
			continue;
		}
		const parties = await readParties(tx, one.target);
		const rules = await foretellRules(tx, input, one, part(forecasts, one.message.id));
		results.push({ kind: 'forecast', ...rules, ...parties });
	}
	return results;
}

type Rules = Pick<Extract<PreviewResult, { kind: 'forecast' }>, 'forecast' | 'usedFallback'>;

/** What the contact wants, the conditions and the owner may still say. */
async function foretellRules(
	tx: Tx,
	{ now }: Preview,
	{ draft: asked, target }: Candidate,
	otherwise: Forecast,
): Promise<Rules> {
	const draft = await draftAsItGoes(tx, asked, target, timeOf(otherwise, now));
	const number = await tx.db
		.selectFrom('number')
		.select(['time_zone', 'hours_json'])
		.where('id', '=', target.numberId)
		.executeTakeFirstOrThrow();
	const judging = { ...businessOf(number), now };
	const forecast = await foretellBar(tx, draft, target, judging, otherwise);
	if ((asked.fallback ?? null) === null || asked.content.type === 'template') return { forecast };
	const goes = forecast.verdict === 'sent' || forecast.verdict === 'queued';
	return { forecast, usedFallback: goes && draft !== asked };
}

async function look(
	tx: Tx,
	input: Preview,
	draft: Draft,
	index: number,
): Promise<Candidate | PreviewResult> {
	const { workspaceId, pace, now } = input;
	const target = await findTarget(tx, input, draft.recipient);
	const bar = target && (await whyNotReached(tx, workspaceId, draft, target));
	if (bar !== null) return bar;
	const key = keyOf(draft, target?.contactId ?? '');
	const earlier = await findEarlier(tx, workspaceId, key);
	if (earlier?.isAnswer === true) {
		const [outcome] = await outcomes(tx, { outboxIds: [earlier.id], now, pace });
		if (outcome !== undefined) return { kind: 'deduplicated', outcome };
	}
	if (target === null) return unknown(draft.recipient);
	const failure = await whyUnsupported(tx, target.numberId, draft);
	if (failure !== null) {
		const forecast = { verdict: 'refused', reason: 'unsupported', failure } as const;
		return { kind: 'forecast', forecast, ...(await readParties(tx, target)) };
	}
	const message: PlannedMessage = {
		// Behind all that wait: their ids begin with a digit or a small letter.
		id: `~${String(index).padStart(9, '0')}`,
		category: draft.category,
		priority: priorityOf(draft.category, draft.urgency),
		notBefore: Math.max(now, draft.notBefore ?? now),
		reason: null,
		expiresAt: draft.expiresAt,
		bodyHash: bodyHash(draft.content),
		chatId: target.conversationId ?? newChatId(draft, target),
		beyondWindow: windowColumns(draft).beyond_window,
	};
	return { draft, target, message };
}

function newChatId({ recipient }: Draft, { contactId }: Target): string {
	return `new:${contactId ?? JSON.stringify(recipient)}`;
}

async function forecastAll(
	tx: Tx,
	{ pace, now }: Preview,
	numberId: string,
	candidates: readonly Candidate[],
): Promise<ReadonlyMap<string, Forecast>> {
	const number = await tx.db
		.selectFrom('number')
		.selectAll()
		.where('id', '=', numberId)
		.executeTakeFirstOrThrow();
	const messages = candidates.map(({ message }) => message);
	if (!acceptsSends(standingOf(number))) {
		return new Map(await forecastHeld(tx, number, candidates, { pace, now }));
	}
	const chats = new Map<string, PlannedChat>();
	const known = new Map<string, string>();
	for (const candidate of candidates) {
		const { chatId } = candidate.message;
		const { conversationId, contactId } = candidate.target;
		if (conversationId !== null && contactId !== null) known.set(conversationId, contactId);
		else if (!chats.has(chatId)) chats.set(chatId, await newChat(tx, number, candidate));
	}
	const imagined = { messages, chats: [...chats.values()], known };
	const foretold = await foretell(tx, number, { pace, now, asked: messages }, imagined);
	return new Map(messages.map(({ id }) => [id, toForecast(id, foretold, now)]));
}

/** A number that may not send holds everything that is not refused anyway. */
async function forecastHeld(
	{ db }: Tx,
	number: NumberRow,
	candidates: readonly Candidate[],
	{ pace, now }: Pick<Preview, 'pace' | 'now'>,
): Promise<[string, Forecast][]> {
	const forecasts: [string, Forecast][] = [];
	for (const { message, target } of candidates) {
		const chat = await db
			.selectFrom('conversation')
			.select('window_expires_at')
			.where('id', '=', target.conversationId ?? '')
			.executeTakeFirst();
		const { notBefore, expiresAt, id } = message;
		const standing = {
			mode: number.mode as NumberMode,
			numberState: standingOf(number),
			windowExpiresAt: chat?.window_expires_at ?? null,
			goesBeyondWindow: (message.beyondWindow ?? null) !== null,
			paceDebt: 0,
			notBefore,
			expiresAt,
		};
		forecasts.push([id, forecast(standing, pace, now)]);
	}
	return forecasts;
}

async function newChat(
	tx: Tx,
	number: NumberRow,
	{ message, target, draft }: Candidate,
): Promise<PlannedChat> {
	const { recipient } = draft;
	const found = recipient.kind === 'phone' ? await zonesOfPhone(recipient.phone) : [];
	const zones =
		found.length > 0 ? found : await zonesOf(tx, target.contactId ?? '', number.time_zone);
	return {
		id: message.chatId,
		person: target.contactId ?? message.chatId,
		firstInboundAt: null,
		lastInboundAt: null,
		isOpened: false,
		windowExpiresAt: null,
		paceDebt: 0,
		marketingHeldUntil: await marketingHeldUntil(tx, target.contactId),
		unanswered: 0,
		zones,
	};
}

function toForecast(id: string, foretold: Foretold | null, now: number): Forecast {
	const fate: Fate | undefined = foretold?.fates.get(id);
	if (fate === undefined) {
		return { verdict: 'queued', reason: foretold?.behind ?? 'pacing', until: null };
	}
	switch (fate.kind) {
		case 'goes':
			return fate.at <= now
				? { verdict: 'sent' }
				: { verdict: 'queued', reason: fate.reason ?? 'pacing', until: fate.at };
		case 'waits':
			return { verdict: 'queued', reason: fate.reason, until: null };
		case 'refused':
			return { verdict: 'refused', reason: fate.reason };
	}
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
