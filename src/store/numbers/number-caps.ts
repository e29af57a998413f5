import type { Selectable } from 'kysely';
import { NO_CAPS, type Cap, type CapRules } from '../../domain/caps/caps.ts';
import { capsOf } from '../../domain/caps/lowered-caps.ts';
import { newChatsPausedUntil, type NumberHealth } from '../../domain/number/number-health.ts';
import type { Tables } from '../schema.ts';

type NumberRow = Selectable<Tables['number']>;

/** The caps of a number as they are kept with it. */
export function rulesOf({ caps_json }: Pick<NumberRow, 'caps_json'>): CapRules {
	return caps_json === null ? NO_CAPS : { ...NO_CAPS, ...(JSON.parse(caps_json) as CapRules) };
}

/** What bad signs have come to. `null` if there never was one, or if they are not to count. */
export function healthOf(
	{ health_json }: Pick<NumberRow, 'health_json'>,
	{ health }: Pick<CapRules, 'health'>,
): NumberHealth | null {
	return health === null || health_json === null
		? null
		: (JSON.parse(health_json) as NumberHealth);
}

/** Caps at a time. */
export interface CapsNow {
	readonly caps: readonly Cap[];
	/** Before this time nobody new is written to. */
	readonly newChatsFrom: number;
}

/** The caps of a number as they are at a time, with its age and its health. */
export function capsNow(number: NumberRow, rules: CapRules, now: number): CapsNow {
	const health = healthOf(number, rules);
	return {
		caps: capsOf(rules, { linkedAt: number.linked_at, health }, now),
		newChatsFrom: newChatsPausedUntil(health, now) ?? 0,
	};
}
