import { capsAt, type Cap, type CapName, type CapRules } from './caps.ts';
import type { HealthRules } from '../number/health-rules.ts';
import { halvingsAt, type NumberHealth } from '../number/number-health.ts';

/** Caps that concern whom a number writes to of its own accord. */
const LOWERED: ReadonlySet<CapName> = new Set([
	'perHour',
	'perDay',
	'newChatsPerHour',
	'newChatsPerDay',
]);

/**
 * The caps of a number that is not well. Replies in a live chat are held by none that is lowered: a
 * cap that counts them stays for them as it is.
 *
 * @param caps as they are when it is well
 */
export function lowerCaps(
	rules: HealthRules,
	health: NumberHealth | null,
	caps: readonly Cap[],
	now: number,
): readonly Cap[] {
	const halvings = halvingsAt(rules, health, now);
	if (health === null || halvings === 0) return caps;
	const lower = (cap: Cap): Cap => ({
		...cap,
		limit: Math.max(1, Math.floor(cap.limit / 2 ** halvings)),
	});
	const lowered = caps.flatMap((cap): readonly Cap[] => {
		if (!LOWERED.has(cap.name)) return [cap];
		return cap.counts === 'all' ? [cap, { ...lower(cap), counts: 'starts' }] : [lower(cap)];
	});
	const missing = health.caps.filter((cap) => !caps.some(({ name }) => name === cap.name));
	return [...lowered, ...missing.map(lower)];
}

/** What of a number says which caps hold. */
export interface Youth {
	/** When it was linked; `null` if it has no link that could be young. */
	readonly linkedAt: number | null;
	readonly health: NumberHealth | null;
}

/** The caps that hold at a time: less while the link is young, and less again after bad signs. */
export function capsOf(rules: CapRules, { linkedAt, health }: Youth, now: number): readonly Cap[] {
	const caps = capsAt(rules, linkedAt, now);
	return rules.health === null ? caps : lowerCaps(rules.health, health, caps, now);
}
