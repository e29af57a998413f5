import { wrong } from './field.ts';

/** An emoji under a message; which one stands in the `replyTo` of the draft. */
export interface ReactionContent {
	readonly type: 'reaction';
	/** One emoji; empty takes the reaction back. */
	readonly emoji: string;
}

/** One emoji, flags, skin tones and families included. */
const EMOJI = new RegExp(
	'^(?:\\p{RGI_Emoji}|\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\ufe0f?)$',
	'v',
);

/** @throws TeamError `invalidInput` */
export function checkReaction({ emoji }: ReactionContent): void {
	if (emoji === '' || EMOJI.test(emoji)) return;
	throw wrong(
		'Emoji',
		'is not a single emoji',
		'Put in one emoji, or leave the field empty to take the reaction back.',
	);
}
