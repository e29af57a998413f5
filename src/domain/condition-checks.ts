import type { SendCondition } from './conditions.ts';
import { wrong } from './outgoing/field.ts';
import { checkHours } from './desk/weekly-hours.ts';

/**
 * Checks conditions before anything is put into the outbox.
 *
 * @param sequence the name of the sequence that the message belongs to; `null` for none
 * @throws TeamError `invalidInput`, naming the field
 */
export function checkConditions(
	conditions: readonly SendCondition[],
	sequence: string | null,
): void {
	for (const condition of conditions) checkCondition(condition, sequence);
}

function checkCondition(condition: SendCondition, sequence: string | null): void {
	switch (condition.type) {
		case 'noReplySince':
			if (condition.withinMs > 0 && Number.isFinite(condition.withinMs)) return;
			throw wrong('Duration', 'is no number above 0', 'Write it as in 2.');
		case 'noReplyInSequence':
			if (sequence !== null) return;
			throw wrong(
				'Sequence',
				"is empty, but a condition of 'Send Only If' asks for it",
				'Add the option Sequence, with the same name in every step.',
			);
		case 'hasLabel':
		case 'lacksLabel':
			if (condition.label.trim() !== '') return;
			throw wrong('Label', 'is empty', 'Write the name of the label.');
		case 'statusIs':
			if (condition.statuses.length > 0) return;
			throw wrong('Status', 'is empty', 'Choose at least one status.');
		case 'withinBusinessHours':
		case 'outsideBusinessHours':
			if (condition.hours !== 'number') checkHours(condition.hours);
			return;
		case 'noReplySinceMyLastMessage':
		case 'neverReplied':
		case 'lastMessageRead':
		case 'lastMessageUnread':
		case 'ownerIsMeOrNobody':
			return;
	}
}
