import { lengthOf, wrong } from '../outgoing/field.ts';
import type { SlaPolicy, SlaTargets } from './sla.ts';
import { checkHours } from './weekly-hours.ts';

/** The shortest and the longest time that can be promised, in ms. */
const LEAST_MS = 1_000;
const MOST_MS = 366 * 86_400_000;

const MOST_NAME = 100;

/** @throws TeamError `invalidInput`, naming the field */
export function checkPolicy(policy: SlaPolicy): void {
	if (policy.name.trim() === '') throw wrong('Policy Name', 'is empty', 'Write a name.');
	if (lengthOf(policy.name) > MOST_NAME) {
		throw wrong('Policy Name', `has more than ${MOST_NAME} characters`, 'Shorten it.');
	}
	const { warnAt, hours } = policy;
	if (warnAt !== null && !(warnAt > 0 && warnAt < 100)) {
		throw wrong('Warn At', 'is no number between 0 and 100', 'Write it as in 80.');
	}
	if (hours !== null && hours !== 'number') checkHours(hours);
	const times = Object.values(policy.targets).flatMap(timesOf);
	if (times.length === 0) {
		throw wrong('Targets', 'promise nothing', 'Give at least one time.');
	}
	for (const time of times) {
		if (time >= LEAST_MS && time <= MOST_MS) continue;
		throw wrong('Targets', 'have a time that is too short or too long', 'Write minutes.');
	}
}

function timesOf({ first, next, resolution }: SlaTargets): readonly number[] {
	return [first, next, resolution].filter((time) => time !== null);
}
