/** The reasons of Send in words: what it means, what to do, whether waiting helps. */
export const REASON_WORDS: Readonly<Record<string, string>> = {
	pacing: 'It waits for its turn, so that the number does not send faster than WhatsApp allows. It goes by itself.',
	notBefore: "It waits for the time in 'Not Before'. It goes by itself.",
	retrying: 'WhatsApp could not take it just now. It is tried again by itself.',
	numberPaused: 'The number is paused. It goes by itself when the number is resumed.',
	numberNotReady:
		'The number cannot send at the moment: see the test of its credential. It goes by itself when the number is ready.',
	windowClosed:
		"More than 24 hours have passed since the customer's last message. Send an approved template, or wait until the customer writes.",
	erased: 'The contact was erased, or the message is older than messages are kept.',
	expired: 'It waited longer than it may and was given up. Send it again if it is still wanted.',
	numberNotOpen:
		'The number of this conversation is open nowhere: publish a workflow with a WhatsApp Team Trigger that uses its credential.',
	processDied:
		'n8n stopped while the message was on its way; whether WhatsApp took it is unknown. It is not sent again by itself. A status of the message settles it.',
	noAnswer:
		'WhatsApp did not answer; whether it took the message is unknown. It is not sent again by itself. A status of the message settles it.',
};
