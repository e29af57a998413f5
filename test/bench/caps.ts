import { runWorld } from '../world/world.ts';
import { round } from './measure.ts';
import type { Report } from './report.ts';

const SENDS = Number(process.env['CAPS_SENDS'] ?? 1_000_000);
const SEED = 20_261_121;

/** A hundred numbers for some days, with restarts: every cap is held, and what it allows is used. */
export async function caps(): Promise<Report> {
	const { sends, restarts, violations, doubled, utilisation, days } = await runWorld({
		sends: SENDS,
		numbers: 100,
		seed: SEED,
		onDay: (day, sent) => console.error(`day ${day}: ${sent} messages`),
	});
	return {
		figures: { sends, violations, doubled, utilisation: round(utilisation, 3) },
		rows: [
			{
				what: 'violations',
				ours: String(violations),
				baseline: `${sends} messages`,
				aim: '0',
			},
			{
				what: 'sent twice',
				ours: String(doubled),
				baseline: `${restarts} restarts`,
				aim: '0',
			},
			{
				what: 'used of what the caps allow',
				ours: String(round(utilisation, 3)),
				baseline: `${round(days, 1)} days, seed ${SEED}`,
				aim: 'at least 0.98',
			},
		],
	};
}
