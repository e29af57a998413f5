import {
	workflow,
	type CredentialReference,
	type WorkflowDraft,
} from '../../e2e/support/workflow.ts';
import { begin, pause, say, WORDS } from './parts.ts';

/** How long it waits between two steps, in s: days in real life. */
const PAUSE_S = 20;

/** Who asks for an offer is asked again twice, unless they reply or say STOP. */
export function followUp(credential: CredentialReference, name: string): WorkflowDraft {
	const step = (n: number, text: string, left: number) =>
		say(`Step ${n}`, text, {
			credential,
			at: [left, 200],
			options: {
				category: n === 1 ? 'service' : 'marketing',
				sequence: 'offer',
				step: String(n),
				...(n === 1
					? {}
					: { sendOnlyIf: { values: [{ condition: 'noReplyInSequence' }] } }),
			},
		});
	return workflow(name, [
		begin(credential, { textContains: WORDS.offer }),
		step(1, 'Our offer: ten croissants for 15.00, baked the same morning. Interested?', 240),
		pause('Wait', PAUSE_S, [480, 200]),
		step(2, 'The offer still stands. Shall we bake for you?', 720),
		pause('Wait again', PAUSE_S, [960, 200]),
		step(3, 'Last call for ten croissants!', 1_200),
	]);
}
