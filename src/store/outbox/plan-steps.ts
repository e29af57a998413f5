import type { Selectable } from 'kysely';
import { DAY_MS, type CapRules } from '../../domain/caps/caps.ts';
import { recoveryTimes } from '../../domain/number/number-health.ts';
import type { PlanStep } from '../../domain/caps/planned-queue.ts';
import { readPlan } from './ledger.ts';
import { capsNow, healthOf } from '../numbers/number-caps.ts';
import type { Tables, Tx } from '../schema.ts';

/**
 * While the link of a number is young, or it recovers from bad signs, its caps change in steps.
 *
 * @param ahead how many messages will be placed at the most
 */
export async function readSteps(
	tx: Tx,
	number: Selectable<Tables['number']>,
	{ rules, ahead, now }: { rules: CapRules; ahead: number; now: number },
): Promise<readonly PlanStep[]> {
	// The pause of new chats is known to each step, whatever the caps are by its end.
	const { newChatsFrom } = capsNow(number, rules, now);
	const planAt = (at: number) =>
		readPlan(tx, number.id, { ...capsNow(number, rules, at), newChatsFrom, ahead, now });
	const steps: PlanStep[] = [];
	let from = now;
	for (const until of changesOf(number, rules, now)) {
		if (until <= from) continue;
		steps.push({ until, plan: await planAt(from) });
		from = until;
	}
	return [...steps, { until: Infinity, plan: await planAt(from) }];
}

/** When its caps change by themselves, in order. */
function changesOf(
	number: Selectable<Tables['number']>,
	rules: CapRules,
	now: number,
): readonly number[] {
	const { linked_at: linkedAt } = number;
	const warmUps =
		linkedAt === null ? [] : rules.warmUp.map(({ untilDay }) => linkedAt + untilDay * DAY_MS);
	const recoveries =
		rules.health === null ? [] : recoveryTimes(rules.health, healthOf(number, rules), now);
	return [...warmUps, ...recoveries].sort((a, b) => a - b);
}
