import type { IDataObject } from 'n8n-workflow';
import type { AutoOutcome, NobodyReason, OwnerOutcome } from '../../../../src/index.ts';

/** Why nothing was done: workflows depend on the names. */
type Reason = 'alreadyOwned' | 'versionChanged' | NobodyReason;

const WORDS: Readonly<Record<Reason, string>> = {
	alreadyOwned: 'Somebody has the conversation already: see "owner".',
	versionChanged: 'The owner has changed since it was looked at: see "owner".',
	noAgents: 'Nobody in the team may have this conversation.',
	nobodyOnShift:
		'Nobody who may have it is there: they are outside their shifts, away or offline.',
	everybodyFull:
		'Everybody who is there has as many as they can have, or was given enough in this hour.',
	tooOld: 'The customer has waited too long for this rule.',
	noRule: 'The rules named nobody.',
};

/**
 * What Assign emits for a conversation. Workflows depend on the names.
 *
 * @param outcome what came of it, `won` or not
 */
export function toOwnerItem(outcome: OwnerOutcome | AutoOutcome): IDataObject {
	const { owner, team, conversation, contact, number } = outcome;
	const reason = reasonOf(outcome);
	return {
		won: reason === null,
		/** Whether this changed anything. */
		changed: outcome.kind === 'won' && outcome.hasChanged,
		reason,
		explanation: reason === null ? null : WORDS[reason],
		owner: { ...owner },
		team,
		conversation: { ...conversation },
		contact: { ...contact },
		number: { ...number },
	};
}

function reasonOf(outcome: OwnerOutcome | AutoOutcome): Reason | null {
	switch (outcome.kind) {
		case 'won':
			return null;
		case 'lost':
			return outcome.why === 'owned' ? 'alreadyOwned' : 'versionChanged';
		case 'nobody':
			return outcome.why;
	}
}
