import type { Selectable } from 'kysely';
import { tellHealth, type HealthChange } from '../../domain/number/health-news.ts';
import type { HealthRules } from '../../domain/number/health-rules.ts';
import type { Failure } from '../../domain/message.ts';
import {
	afterSign,
	isBad,
	isNews,
	signIn,
	type BadSign,
	type NumberHealth,
} from '../../domain/number/number-health.ts';
import { numberEvent, type NewEvent } from '../log/events.ts';
import { openersOf, shareUndelivered } from './health-shares.ts';
import { readUsed } from '../outbox/ledger.ts';
import { healthOf, rulesOf } from './number-caps.ts';
import type { Tables, Tx } from '../schema.ts';

type NumberRow = Selectable<Tables['number']>;

/** A message of a number that failed. */
export interface Failed {
	readonly numberId: string;
	readonly outboxId: string;
	readonly failure: Failure;
	readonly handedAt: number;
}

/**
 * Hears what a failure says of the number, in the transaction in which it becomes known. The caller
 * holds the number.
 *
 * @returns what is to be told of the number
 */
export async function hearFailure(
	tx: Pick<Tx, 'db'>,
	{ numberId, outboxId, failure, handedAt }: Failed,
	now: number,
): Promise<readonly NewEvent[]> {
	const number = await tx.db
		.selectFrom('number')
		.selectAll()
		.where('id', '=', numberId)
		.executeTakeFirstOrThrow();
	const { health: rules } = rulesOf(number);
	const reason = rules === null ? null : signIn(rules, failure);
	if (rules === null || reason === null) return [];
	const health = healthOf(number, { health: rules });
	if (reason === 'undelivered') {
		await tx.db
			.updateTable('ledger')
			.set({ is_undelivered: 1 })
			.where('outbox_id', '=', outboxId)
			.execute();
	}
	if (!isNews(rules, health, handedAt, now)) return [];
	if (reason === 'undelivered') {
		const since = health?.countedUntil.undelivered ?? 0;
		const share = await shareUndelivered(tx, numberId, { rule: rules.undelivered, since, now });
		if (!isBad(rules.undelivered, share)) return [];
	}
	const code = failure.code === 0 ? null : failure.code;
	return await worsen(tx, number, rules, { reason, code, at: now });
}

/**
 * Looks whether strangers answer, before one more is written to.
 *
 * @returns what is to be told of the number, whose caps are lower from now on; empty if all is well
 */
export async function judgeAnswers(
	tx: Pick<Tx, 'db'>,
	number: NumberRow,
	now: number,
): Promise<readonly NewEvent[]> {
	const { health: rules } = rulesOf(number);
	if (rules === null) return [];
	const since = healthOf(number, { health: rules })?.countedUntil.unanswered ?? 0;
	const openers = await openersOf(tx, number.id, { rule: rules.unanswered, since, now });
	if (!isBad(rules.unanswered, openers)) return [];
	return await worsen(tx, number, rules, { reason: 'unanswered', code: null, at: now });
}

async function worsen(
	tx: Pick<Tx, 'db'>,
	number: NumberRow,
	rules: HealthRules,
	sign: BadSign,
): Promise<readonly NewEvent[]> {
	const { at } = sign;
	const known = healthOf(number, { health: rules });
	const before = known === null ? null : tellHealth(rules, known, at);
	const caps = [];
	for (const cap of rules.otherwise) {
		const { used } = await readUsed(tx, number.id, cap, at);
		caps.push({ ...cap, limit: Math.max(cap.limit, used) });
	}
	const after = tellHealth(rules, afterSign(rules, before?.health ?? null, sign, caps), at);
	await writeHealth(tx, number.id, after.health);
	return [...(before?.changes ?? []), ...after.changes].map((change) => eventOf(number, change));
}

/**
 * Notes how far a number has recovered, in the transaction of a claim.
 *
 * @returns the number as it is then, and what is to be told of it: each step
 */
export async function noteRecovery(
	tx: Pick<Tx, 'db'>,
	number: NumberRow,
	now: number,
): Promise<{ readonly number: NumberRow; readonly events: readonly NewEvent[] }> {
	if (number.health_json === null) return { number, events: [] };
	const { health: rules } = rulesOf(number);
	const known = healthOf(number, { health: rules });
	if (rules === null || known === null) return { number, events: [] };
	const { health, changes } = tellHealth(rules, known, now);
	if (changes.length === 0) return { number, events: [] };
	const health_json = await writeHealth(tx, number.id, health);
	const events = changes.map((change) => eventOf(number, change));
	return { number: { ...number, health_json }, events };
}

async function writeHealth(
	{ db }: Pick<Tx, 'db'>,
	numberId: string,
	health: NumberHealth,
): Promise<string> {
	const health_json = JSON.stringify(health);
	await db.updateTable('number').set({ health_json }).where('id', '=', numberId).execute();
	return health_json;
}

function eventOf({ id }: NumberRow, { field, from, to, reason }: HealthChange): NewEvent {
	return { ...numberEvent('number.quality', id), data: { field, from, to, reason } };
}
