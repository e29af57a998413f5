/** How many quarters of a history have come. @param progress in percent */
export function quartersOf(progress: number): number {
	return Math.floor(Math.min(100, Math.max(0, progress)) / 25);
}
