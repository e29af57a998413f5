import {
	checkConditions,
	isConversationStatus,
	wrong,
	type Draft,
	type OwnerGuard,
	type SendCondition,
} from '../../../../src/index.ts';
import { entriesOf, readTextList, textOf, type Given } from './values.ts';
import { readWeeklyHours } from './weekly-hours.ts';

/** What the options of Send say about when and in whose name a message goes. */
export interface RuleOptions {
	readonly actingAgent?: unknown;
	readonly ownerGuard?: unknown;
	readonly sendOnlyIf?: unknown;
	readonly sequence?: unknown;
	readonly step?: unknown;
}

/** The part of a draft that they make. What is not said is absent. */
export type Rules = Pick<Draft, 'actingAgent' | 'conditions' | 'ownerGuard' | 'sequence' | 'step'>;

/**
 * Reads them for one item.
 *
 * @throws TeamError `invalidInput`, naming the field
 */
export function readRules(options: RuleOptions): Rules {
	const sequence = readName('Sequence', options.sequence);
	const step = readName('Step', options.step);
	if (step !== null && sequence === null) {
		throw wrong(
			'Sequence',
			"is empty, but there is a 'Step'",
			'Name the sequence that the step is one of.',
		);
	}
	const conditions = readConditions(options.sendOnlyIf);
	checkConditions(conditions, sequence);
	const actingAgent = readName('Acting Agent', options.actingAgent);
	const ownerGuard = readGuard(options.ownerGuard);
	return {
		...(sequence === null ? {} : { sequence }),
		...(step === null ? {} : { step }),
		...(conditions.length === 0 ? {} : { conditions }),
		...(actingAgent === null ? {} : { actingAgent }),
		...(ownerGuard === 'off' ? {} : { ownerGuard }),
	};
}

/**
 * The key under which a contact gets a step once, whatever run sends it.
 *
 * @returns `null` for what is no step
 */
export function stepKey({ sequence = null, step = null }: Rules): string | null {
	return sequence === null || step === null ? null : `step:${JSON.stringify([sequence, step])}`;
}

/** Names are keys: a long one is a mistake. */
const MOST = 200;

function readName(field: string, value: unknown): string | null {
	const text = textOf(value);
	if (text.length <= MOST) return text === '' ? null : text;
	throw wrong(field, `has ${text.length} characters; the most is ${MOST}`, 'Shorten it.');
}

function readGuard(value: unknown): OwnerGuard {
	switch (textOf(value)) {
		case 'warn':
			return 'warn';
		case 'block':
			return 'block';
		case '':
		case 'off':
			return 'off';
		default:
			throw wrong('Owner Guard', 'is none that there is', 'Write off, warn or block.');
	}
}

function readConditions(given: unknown): readonly SendCondition[] {
	return entriesOf(given).map(readCondition);
}

const UNITS: Readonly<Record<string, number>> = {
	minutes: 60_000,
	hours: 3_600_000,
	days: 86_400_000,
};

function readCondition(entry: Given): SendCondition {
	const type = textOf(entry['condition']) || 'noReplySinceMyLastMessage';
	switch (type) {
		case 'noReplySinceMyLastMessage':
		case 'noReplyInSequence':
		case 'neverReplied':
		case 'lastMessageRead':
		case 'lastMessageUnread':
		case 'ownerIsMeOrNobody':
			return { type };
		case 'noReplySince':
			return { type, withinMs: readDuration(entry) };
		case 'hasLabel':
		case 'lacksLabel':
			return { type, label: textOf(entry['label']) };
		case 'statusIs':
			return { type, statuses: readStatuses(entry) };
		case 'withinBusinessHours':
		case 'outsideBusinessHours': {
			const isOfNumber = textOf(entry['whoseHours']) === 'number';
			return { type, hours: isOfNumber ? 'number' : readWeeklyHours(entry) };
		}
		default:
			throw wrong(
				'Send Only If',
				`has no condition '${type.slice(0, 40)}'`,
				'Choose one from the list.',
			);
	}
}

function readDuration(entry: Given): number {
	const unit = textOf(entry['unit']) || 'days';
	const duration = Number(textOf(entry['duration'] ?? 2).replace(',', '.') || NaN);
	return duration * (UNITS[unit] ?? NaN);
}

function readStatuses(entry: Given) {
	return readTextList('Status', entry['status'] ?? ['open']).map((status) => {
		if (isConversationStatus(status)) return status;
		const advice = 'Write open, pending, snoozed or resolved.';
		throw wrong('Status', 'is none that a conversation has', advice);
	});
}
