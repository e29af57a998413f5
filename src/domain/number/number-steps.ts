import type { NumberState } from './number.ts';

/** The steps of a number's life that the Inbox node has, by the names of its operations. */
export type NumberStep =
	'requestCode' | 'verifyCode' | 'register' | 'setPin' | 'setProfile' | 'preflight';

/** What to do for a step, for a person who has never done it. */
export const STEP_WORDS: Readonly<Record<NumberStep, string>> = {
	requestCode:
		"Run 'Request Code' of the WhatsApp Team Inbox: Meta sends six digits to the phone of the number, by SMS or by a call.",
	verifyCode: "Run 'Verify Code' with the six digits that arrive on the phone.",
	register:
		"Run 'Register' of the WhatsApp Team Inbox with a PIN of six digits: the one of the number if it has one, otherwise it becomes its PIN.",
	setPin: "Run 'Set PIN' with six digits, and keep them where others find them.",
	setProfile: "Run 'Set Profile' to say who you are, or go on with 'Preflight' if that can wait.",
	preflight: "Run 'Preflight': it tells whether the number can send, and what is still missing.",
};

/** What a number needs next. */
export interface NextStep {
	/** `null` if it is nothing that the Inbox node does. */
	readonly operation: NumberStep | null;
	/** One or two sentences. */
	readonly words: string;
}

/** The step with its words. */
export function stepOf(operation: NumberStep): NextStep {
	return { operation, words: STEP_WORDS[operation] };
}

/** What a number in a state needs next, on its way to `ready`. */
export function nextStepOf(state: NumberState): NextStep {
	switch (state) {
		case 'pending':
		case 'reverify_needed':
			return stepOf('requestCode');
		case 'code_sent':
			return stepOf('verifyCode');
		case 'verified':
		case 'offline':
			return stepOf('register');
		case 'restricted':
		case 'banned':
			return {
				operation: null,
				words: 'Open Account Quality in Meta Business Settings: it says why, and takes a request for review.',
			};
		default:
			return stepOf('preflight');
	}
}

/**
 * The step that is missing when Meta refuses one with a code of the families 133xxx and 136xxx.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 *
 * @param state of the number, for codes that say little
 * @returns `null` for codes that no step answers
 */
export function missingStep(code: number, state: NumberState): NextStep | null {
	switch (code) {
		case 133000:
			return {
				operation: null,
				words: "Run 'Deregister' once more, then 'Register'.",
			};
		case 133004:
			return { operation: null, words: 'Wait some minutes, then run the same step again.' };
		case 133005:
			return {
				operation: null,
				words: "Run the step again with the PIN that was set for the number. Who does not know it turns it off in WhatsApp Manager, under 'Two-step verification', and runs 'Register' with a new one.",
			};
		case 133006:
			return stepOf('requestCode');
		case 133008:
		case 133009:
			return {
				operation: null,
				words: 'Wait as long as Meta says, find the right PIN meanwhile, and run the step again.',
			};
		case 133010:
			return nextStepOf(state === 'ready' || state === 'unknown' ? 'verified' : state);
		case 133015:
			return { operation: null, words: 'Wait 5 minutes, then run the same step again.' };
		case 133016:
			return {
				operation: null,
				words: 'Wait up to 72 hours: each further try is in vain, and counts.',
			};
		case 136024:
			return state === 'pending' || state === 'code_sent' || state === 'reverify_needed'
				? {
						operation: 'verifyCode',
						words: "Meta sends no code for now. Run 'Verify Code' if one has arrived; otherwise wait an hour, then run 'Request Code' with the other way: SMS or a call.",
					}
				: nextStepOf(state);
		case 136025:
			return state === 'pending' || state === 'code_sent' || state === 'reverify_needed'
				? {
						operation: 'verifyCode',
						words: "Run 'Verify Code' with the newest code; a code holds for about ten minutes. If none is left, run 'Request Code'.",
					}
				: nextStepOf(state);
		default:
			return null;
	}
}
