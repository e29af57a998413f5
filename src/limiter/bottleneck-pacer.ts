import type Bottleneck from 'bottleneck';
import type { Pacer, PacingProfile } from '../ports/pacer.ts';

/**
 * Timers fire early now and then: slots this much further apart than the cap asks for were measured
 * to stay under it in every sliding second.
 */
const MARGIN = 1.024;

/** One limiter passes at most about 430 slots per second; above this rate a slot releases several. */
const SINGLE_SLOT_LIMIT = 400;

/** Distance of slots that release several messages, in ms. */
const BATCH_SLOT_MS = 25;

/**
 * How a rate is cut into slots.
 *
 * @returns `minTime` in ms between slots, and how many messages each releases
 */
export function slotShape(perSecond: number): { readonly minTime: number; readonly size: number } {
	if (perSecond <= SINGLE_SLOT_LIMIT) return { minTime: (1_000 / perSecond) * MARGIN, size: 1 };
	const size = Math.max(1, Math.floor((perSecond * BATCH_SLOT_MS) / 1_000));
	return { minTime: ((size * 1_000) / perSecond) * MARGIN, size };
}

/** Paces one number with Bottleneck. No reservoir: a refresh would let twice the cap through. */
export async function bottleneckPacer(profile: PacingProfile): Promise<Pacer> {
	const { default: Limiter } = await import('bottleneck');
	const { minTime, size } = slotShape(profile.perSecond);
	const limiter: Bottleneck = new Limiter({ minTime, maxConcurrent: 1 });
	let closing: Promise<void> | null = null;
	return {
		slot: () => limiter.schedule(() => Promise.resolve(size)),
		close: () => (closing ??= limiter.stop({ dropWaitingJobs: true })),
	};
}
