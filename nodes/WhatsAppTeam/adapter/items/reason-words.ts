/** The reasons of Send in words: what it means, what to do, whether waiting helps. */
export const REASON_WORDS: Readonly<Record<string, string>> = {
	pacing: 'It waits for its turn, so that the number does not send faster than WhatsApp allows. It goes by itself.',
	notBefore: "It waits for the time in 'Not Before'. It goes by itself.",
	quietHours:
		'It is night where the customer lives, or the quiet hours of the number. It goes by itself in the morning.',
	'cap:perHour':
		'The number has sent as many messages within an hour as its caps allow. It goes by itself when the oldest counts no more.',
	'cap:perDay':
		'The number has sent as many messages within 24 hours as its caps allow. It goes by itself when the oldest counts no more.',
	'cap:newChatsPerHour':
		'The number has written to as many new people within an hour as its caps allow. It goes by itself; answers to customers go all the same.',
	'cap:newChatsPerDay':
		'The number has written to as many new people within 24 hours as its caps allow. It goes by itself; answers to customers go all the same.',
	'cap:newChatsPaused':
		'The number recovers from a bad sign and writes to nobody new for now. It goes by itself; answers to customers go all the same.',
	'cap:marketingRecipient':
		'Meta did not deliver marketing to this customer a short while ago, to spare them (131049). It goes by itself a day after that; answers and service messages go all the same.',
	'cap:internalPerHour':
		'The number has sent as many internal messages within an hour as its caps allow. It goes by itself unless it gets too old.',
	'cap:sameTextPerHour':
		'The same text has gone to as many people within an hour as the caps of the number allow. It goes by itself; texts that differ do not wait for each other.',
	'cap:portfolio':
		'The numbers of the business portfolio have written to as many people outside the 24-hour window as Meta allows in a day. It goes by itself when the first of them counts no more; Meta raises the limit with good quality.',
	'cap:unanswered':
		'The customer has not answered the last messages, and gets no more until they do. It goes by itself when they write, unless it gets too old.',
	duplicateBody:
		'The same person got the same text a short while ago. Change the text if they are to get it again.',
	retrying: 'WhatsApp could not take it just now. It is tried again by itself.',
	numberPaused: 'The number is paused. It goes by itself when the number is resumed.',
	numberNotReady:
		'The number cannot send at the moment: see the test of its credential. It goes by itself when the number is ready.',
	windowClosed:
		"The customer has not written in the last 24 hours, so WhatsApp takes no free text. Send an approved template, set the option 'Fallback Template', or wait until the customer writes.",
	resolved: 'The conversation was resolved: steps of follow-ups that waited were taken back.',
	erased: 'The contact was erased, or the message is older than messages are kept.',
	optedOut:
		'The contact wants no more marketing. Answers and service messages are still possible; START, or Set Consent of WhatsApp Team Inbox, brings marketing back.',
	ownedByOther:
		"The conversation belongs to somebody else than the 'Acting Agent', and 'Owner Guard' blocks.",
	noReplySinceMyLastMessage: 'Skipped: the customer has written since the last message.',
	noReplySince: 'Skipped: the customer has written within the time of the condition.',
	noReplyInSequence: 'Skipped: the customer has written since the sequence began.',
	neverReplied: 'Skipped: the customer has written before.',
	hasLabel: 'Skipped: the conversation does not have the label of the condition.',
	lacksLabel: 'Skipped: the conversation has the label of the condition.',
	lastMessageRead: 'Skipped: it is not known that the customer has read the last message.',
	lastMessageUnread: 'Skipped: the customer has read the last message.',
	statusIs: 'Skipped: the conversation has another status than the condition asks for.',
	ownerIsMeOrNobody: 'Skipped: the conversation belongs to somebody else.',
	withinBusinessHours:
		'Skipped: it was outside the hours of the condition when the message was due.',
	outsideBusinessHours:
		'Skipped: it was one of the hours of the condition when the message was due.',
	expired: 'It waited longer than it may and was given up. Send it again if it is still wanted.',
	numberNotOpen:
		'The number of this conversation is open nowhere: publish a workflow with a WhatsApp Team Trigger that uses its credential.',
	processDied:
		'n8n stopped while the message was on its way; whether WhatsApp took it is unknown. It is not sent again by itself. A status of the message settles it.',
	noAnswer:
		'WhatsApp did not answer; whether it took the message is unknown. It is not sent again by itself. A status of the message settles it.',
};
