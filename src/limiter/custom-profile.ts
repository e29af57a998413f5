import {
	DAY_MS,
	type Cap,
	type CapName,
	type Counted,
	type Gap,
	type QuietHours,
} from '../domain/caps/caps.ts';
import { problem } from '../domain/problem.ts';
import { HOUR_MS } from '../domain/window.ts';
import type { SendingProfile } from './profiles.ts';

/** The fields of a profile of one's own, with an example of each. */
export const CUSTOM_FIELDS = {
	perSecond: 20,
	perHour: 30,
	perDay: 300,
	newChatsPerHour: 5,
	newChatsPerDay: 40,
	internalPerHour: 60,
	repliesCount: true,
	gapSeconds: [8, 25],
	unanswered: 2,
	duplicateHours: 24,
	sameTextPerHour: 10,
	quietHours: '21:00-08:00',
	health: true,
} as const;

const MAX = 1_000_000;

/**
 * Reads caps of one's own: what is left out is as in the profile that they change.
 *
 * @param text JSON, an object with any of {@link CUSTOM_FIELDS}; `null` as a value takes a limit away
 * @throws TeamError `invalidCredential`, naming the field
 */
export function customProfile(base: SendingProfile, text: string): SendingProfile {
	const fields = parse(text);
	const unknown = Object.keys(fields).find((name) => !(name in CUSTOM_FIELDS));
	if (unknown !== undefined) {
		const known = Object.keys(CUSTOM_FIELDS).join(', ');
		throw wrong(unknown.slice(0, 40), `is none of the caps: ${known}`);
	}
	const { rules, pacing } = base;
	const read = new Fields(fields);
	const repliesCount = read.flag('repliesCount') ?? true;
	const counted = (repliesCount ? 'all' : 'starts') satisfies Counted;
	const gap = read.gap('gapSeconds');
	return {
		...base,
		pacing: { ...pacing, perSecond: read.count('perSecond', 1_000) ?? pacing.perSecond },
		rules: {
			...rules,
			caps: [
				read.cap('perHour', counted, HOUR_MS, rules.caps),
				read.cap('perDay', counted, DAY_MS, rules.caps),
				read.cap('newChatsPerHour', 'newChats', HOUR_MS, rules.caps),
				read.cap('newChatsPerDay', 'newChats', DAY_MS, rules.caps),
				read.cap('internalPerHour', 'internal', HOUR_MS, rules.caps),
			].flat(),
			gap:
				gap === undefined
					? rules.gap
					: gap && {
							starts: gap,
							replies: repliesCount ? gap : (rules.gap?.replies ?? gap),
						},
			unanswered: read.optional('unanswered', MAX, rules.unanswered),
			duplicateMs: read.optional('duplicateHours', 720, rules.duplicateMs, HOUR_MS),
			sameTextPerHour: read.optional('sameTextPerHour', MAX, rules.sameTextPerHour),
			quietHours: read.quietHours('quietHours', rules.quietHours),
			health: (read.flag('health') ?? true) ? rules.health : null,
		},
	};
}

function parse(text: string): Record<string, unknown> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		value = null;
	}
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
		return value as Record<string, unknown>;
	}
	throw problem(
		'invalidCredential',
		"The field 'Caps' of the credential is not JSON",
		`Write an object, such as ${JSON.stringify({ perHour: 30, quietHours: '21:00-08:00' })}.`,
	);
}

/** Reads the fields one by one. */
class Fields {
	readonly #fields: Readonly<Record<string, unknown>>;

	constructor(fields: Readonly<Record<string, unknown>>) {
		this.#fields = fields;
	}

	flag(name: string): boolean | undefined {
		const value = this.#fields[name];
		if (value === undefined || typeof value === 'boolean') return value;
		throw wrong(name, 'is neither true nor false');
	}

	count(name: string, max: number): number | undefined {
		const value = this.#fields[name];
		if (value === undefined) return undefined;
		if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) {
			return value;
		}
		throw wrong(name, `is not a whole number from 1 to ${max}`);
	}

	/** `null` takes the limit away. */
	optional(name: string, max: number, otherwise: number | null, unit = 1): number | null {
		if (this.#fields[name] === null) return null;
		const value = this.count(name, max);
		return value === undefined ? otherwise : value * unit;
	}

	cap(name: CapName, counts: Counted, windowMs: number, others: readonly Cap[]): readonly Cap[] {
		const otherwise = others.filter((cap) => cap.name === name);
		const limit = this.optional(name, MAX, -1);
		if (limit === null) return [];
		return limit === -1 ? otherwise : [{ name, counts, limit, windowMs }];
	}

	gap(name: string): Gap | null | undefined {
		const value = this.#fields[name];
		if (value === undefined || value === null) return value;
		const [min, max, ...rest] = Array.isArray(value) ? (value as unknown[]) : [];
		const isRange =
			typeof min === 'number' &&
			typeof max === 'number' &&
			min >= 0 &&
			max >= min &&
			max <= 3_600;
		if (isRange && rest.length === 0) return { minMs: min * 1_000, maxMs: max * 1_000 };
		throw wrong(name, 'is not two numbers of seconds, the smaller first, up to 3600: [8, 25]');
	}

	quietHours(name: string, otherwise: QuietHours | null): QuietHours | null {
		const value = this.#fields[name];
		if (value === undefined) return otherwise;
		if (value === null) return null;
		const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(String(value));
		const [, ...parts] = match ?? [];
		const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = parts.map(Number);
		const hours = { from: h1 * 60 + m1, to: h2 * 60 + m2 };
		if (match !== null && hours.from !== hours.to) return hours;
		throw wrong(name, "is not two times of day, such as '21:00-08:00'");
	}
}

function wrong(name: string, what: string) {
	return problem(
		'invalidCredential',
		`The field 'Caps' of the credential: '${name}' ${what}`,
		'Open the credential, correct the field and save it.',
	);
}
