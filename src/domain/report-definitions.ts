/** What holds of every report. */
const PERIOD =
	'from the first instant of the period to the last before its end, by the time of the event';
const MESSAGES = `history that a phone brought along, reactions, edits and deletions count nothing; ${PERIOD}`;

const NOW = {
	open: 'conversations with the status open, at this moment',
	pending: 'conversations with the status pending (with a bot), at this moment',
	snoozed: 'conversations with the status snoozed, at this moment',
	waiting:
		'open conversations with a message of the customer that nobody has answered, at this moment',
	oldestWaitingSince: 'when the oldest of those messages was written',
	unowned: "open conversations that are nobody's, at this moment",
	neverAnswered: 'open conversations in which the customer has written and nobody ever answered',
} as const;

const HAPPENED = {
	newConversations: `conversations whose first message of the customer lies in the period`,
	resolved: `conversations that were resolved in the period and still are`,
	received: `messages of customers; ${MESSAGES}`,
	sent: `messages that WhatsApp took, from n8n and from the phone; ${MESSAGES}`,
	delivered: 'of those sent: that reached a device of the customer',
	read: 'of those sent: that were read; customers may switch that off',
	failed: 'messages that were refused at the hand-over or could not be delivered',
	firstAnswer:
		'of new conversations: from the first message of the customer to the first answer of anybody, a workflow too; median and the time that 9 in 10 do not exceed, around the clock',
	firstReply:
		'the same to the first answer of a person: in the name of an agent (Acting Agent), or written on the phone',
} as const;

/** What each figure of a report means. */
export const REPORT_DEFINITIONS = {
	overview: {
		...NOW,
		...HAPPENED,
		optedOut: 'people who said in the period that they want no marketing, and still do not',
	},
	agents: {
		open: 'open conversations that are theirs, at this moment',
		snoozed: 'snoozed conversations that are theirs, at this moment',
		waiting: 'of the open ones: with a message of the customer that nobody has answered',
		oldestWaitingSince: NOW.oldestWaitingSince,
		resolved: 'conversations that are theirs and were resolved in the period',
		sent: 'messages that went in their name (Acting Agent) in the period, for as long as sends are kept',
		firstReply:
			'of new conversations whose first reply of a person went in their name: how long the customer had waited',
	},
	numbers: {
		...NOW,
		...HAPPENED,
		contacted: 'conversations that a message was sent to in the period',
		replied:
			'of those contacted: in how many the customer wrote after the first of those messages',
		replyRate: 'replied divided by contacted',
		failureRate: 'failed divided by sent and failed together',
	},
	sequences: {
		started: 'conversations for which a step was queued in the period',
		sent: 'steps that WhatsApp took',
		waiting: 'steps that wait, or are on their way, at this moment',
		ended: 'steps that ended without being sent, by what became of them and why',
		replied:
			'conversations in which the customer wrote after the first step of the period was handed over',
		replyRate: 'replied divided by started',
		optedOut: 'people who opted out after that, of any marketing',
	},
} as const;
