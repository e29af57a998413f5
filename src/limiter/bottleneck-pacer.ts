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
const BATCH_SLOT_MS = 25 * MARGIN;

/**
 * How a rate is cut into slots. What a slot releases may be used until the next one begins, so that
 * a second can touch one slot more than fit into it: together they stay under the rate.
 *
 * @returns `minTime` in ms between slots, and how many messages each releases
 */
export function slotShape(perSecond: number): { readonly minTime: number; readonly size: number } {
	if (perSecond <= SINGLE_SLOT_LIMIT) return { minTime: (1_000 / perSecond) * MARGIN, size: 1 };
	const touched = Math.ceil(1_000 / BATCH_SLOT_MS) + 1;
	return { minTime: BATCH_SLOT_MS, size: Math.max(1, Math.floor(perSecond / touched)) };
}

/** Paces one number with Bottleneck. No reservoir: a refresh would let twice the cap through. */
export async function bottleneckPacer(profile: PacingProfile): Promise<Pacer> {
	const { default: Limiter } = await import('bottleneck');
	let shape = slotShape(profile.perSecond);
	const limiter: Bottleneck = new Limiter({ minTime: shape.minTime, maxConcurrent: 1 });
	let closing: Promise<void> | null = null;
	let left = 0;
	let ends = 0;
	return {
		slot() {
			const unused = closing === null && performance.now() < ends ? left : 0;
			left = 0;
			if (unused > 0) return Promise.resolve(unused);
			return limiter.schedule(() => {
				ends = performance.now() + shape.minTime;
				return Promise.resolve(shape.size);
			});
		},
		giveBack(unused) {
			if (shape.size > 1) left = unused;
		},
		setPace(perSecond) {
			shape = slotShape(perSecond);
			left = 0;
			if (closing === null) limiter.updateSettings({ minTime: shape.minTime });
		},
		close: () => (closing ??= limiter.stop({ dropWaitingJobs: true })),
	};
}
