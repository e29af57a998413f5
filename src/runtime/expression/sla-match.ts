import { describe } from '../../domain/problem.ts';
import { isTruthy } from '../../domain/truthy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Expressions } from '../../ports/expressions.ts';
import type { Logger } from '../../ports/logger.ts';
import type { SlaQuestion, Store } from '../../ports/store.ts';

/** What finding a policy needs. */
export interface MatchParts {
	readonly store: Pick<Store, 'slaQuestion' | 'applyPolicy'>;
	readonly expressions: Expressions;
	readonly clock: Clock;
	readonly logger: Logger;
}

/** Finds the policy of a conversation, the first that matches, and notes it. */
export async function matchPolicy(parts: MatchParts, conversationId: string): Promise<void> {
	const { store, clock } = parts;
	const now = clock.now();
	const question = await store.slaQuestion({ conversationId });
	const policyId = question === null ? null : await firstMatch(parts, question);
	await store.applyPolicy({ conversationId, policyId, now });
}

async function firstMatch(
	{ expressions, logger }: MatchParts,
	{ policies, facts }: SlaQuestion,
): Promise<string | null> {
	for (const { id, name, match } of policies) {
		if (match === null) return id;
		try {
			if (isTruthy(await expressions.evaluate(match, facts))) return id;
		} catch (error) {
			// One wrong expression must not take the promises of all the others.
			logger.warn({ policy: name, error: describe(error) }, 'SLA policy was left out');
		}
	}
	return null;
}
