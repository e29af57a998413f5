const DAY_MS = 86_400_000;

interface Sign {
	readonly at: number;
	readonly halvings: number;
	readonly pausedUntil: number;
	readonly pauses: number;
}

/**
 * The health of a number as the world understands it, from what it told the number itself: each sign
 * of spam halves its caps and lets it write to nobody new for one day, two, then three; each day
 * without one takes a halving back.
 */
export class HealthView {
	readonly signs: Sign[] = [];

	/** The number has heard that a message, which it handed over at this time, was taken for spam. */
	hear(handedAt: number, at: number): void {
		const last = this.signs.at(-1);
		// Old news, or the same as the last.
		if (at - handedAt >= DAY_MS || (last !== undefined && handedAt <= last.at)) return;
		const isWell = this.halvingsAt(at) === 0 && !this.isPausedAt(at);
		const pauses = isWell ? 1 : (last?.pauses ?? 0) + 1;
		const until = at + Math.min(pauses, 3) * DAY_MS;
		this.signs.push({
			at,
			halvings: Math.min(4, this.halvingsAt(at) + 1),
			pausedUntil: isWell ? until : Math.max(until, last?.pausedUntil ?? 0),
			pauses,
		});
	}

	/** How often the caps are halved at a time. */
	halvingsAt(at: number): number {
		const sign = this.signs.findLast((one) => one.at <= at);
		if (sign === undefined) return 0;
		return Math.max(0, sign.halvings - Math.floor((at - sign.at) / DAY_MS));
	}

	/** Whether nobody new may be written to at a time. */
	isPausedAt(at: number): boolean {
		const sign = this.signs.findLast((one) => one.at <= at);
		return sign !== undefined && at < sign.pausedUntil;
	}
}
