import { pass, warn, type Check } from '../check.ts';
import type { NumberFacts } from './number-facts.ts';

/** What Meta says of the number itself: one check for each point. */
export function factChecks(facts: NumberFacts): readonly Check[] {
	return [
		pin(facts),
		displayName(facts),
		quality(facts),
		messagingLimit(facts),
		throughput(facts),
	];
}

function pin({ hasPin, isOnApp }: NumberFacts): Check {
	if (hasPin === true) return pass('pin', 'Two-step verification has a PIN');
	if (hasPin === null) return pass('pin', 'Meta does not tell whether a PIN is set');
	if (isOnApp) return pass('pin', 'The app on the phone keeps the PIN');
	return warn(
		'pin',
		'Two-step verification has no PIN: whoever holds the SIM can take the number',
		"Run 'Set PIN' once the number is registered; 'Register' sets one as well.",
	);
}

function displayName({ nameStatus }: NumberFacts): Check {
	switch (nameStatus) {
		case 'APPROVED':
		case 'AVAILABLE_WITHOUT_REVIEW':
			return pass('name', 'Meta has approved the display name');
		case 'DECLINED':
		case 'EXPIRED':
			return warn(
				'name',
				`The display name is ${nameStatus.toLowerCase()}: customers see the number alone`,
				'Give another name in WhatsApp Manager, under Phone numbers.',
			);
		case 'PENDING_REVIEW':
			return warn(
				'name',
				'Meta still reviews the display name',
				'Wait: it takes a day or two. Messages go meanwhile.',
			);
		default:
			return pass('name', `Meta says ${nameStatus ?? 'nothing'} of the display name`);
	}
}

function quality({ quality: rating }: NumberFacts): Check {
	if (rating === 'RED' || rating === 'YELLOW') {
		return warn(
			'quality',
			`The quality is ${rating === 'RED' ? 'low' : 'medium'}: customers block or report its messages`,
			'Write less, and only to those who expect it, until it is green again.',
		);
	}
	return pass('quality', rating === 'GREEN' ? 'The quality is high' : 'There is no rating yet');
}

function messagingLimit({ messagingLimit: tier }: NumberFacts): Check {
	return pass(
		'messagingLimit',
		tier === null
			? 'Meta does not tell how many people the portfolio may write to'
			: `${tier}: so many people a day may be written to who have not written themselves, over all numbers of the portfolio`,
	);
}

function throughput({ throughput: level, isOnApp }: NumberFacts): Check {
	const perSecond = isOnApp ? 20 : level === 'HIGH' ? 1_000 : 80;
	return pass('throughput', `${perSecond} messages per second (${level ?? 'not told'})`);
}
