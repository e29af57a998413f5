import type { StoreOperations } from '../ports/store.ts';
import { listAgents } from './team/agents.ts';
import { saveAgent } from './team/save-agent.ts';
import { searchConversations } from './lookup/lookup.ts';
import { timeline } from './lookup/timeline.ts';
import { mergePeople, upsertContact } from './people/contact-changes.ts';
import { listContacts } from './people/contacts.ts';
import { report } from './lookup/report.ts';
import { listNumbers, updateNumber } from './numbers/number-list.ts';
import { changeLabels, setPriority, setStatus } from './desk/change-conversation.ts';
import { claim } from './outbox/claim.ts';
import { dueNow, fireDue } from './desk/fire-due.ts';
import { deleteLabel, listLabels, saveLabel } from './desk/labels.ts';
import { deletePolicy, listPolicies, savePolicy } from './desk/sla-policies.ts';
import { applyPolicy, slaQuestion } from './desk/sla-match.ts';
import { addNote, completeNote, editNote, listNotes, pinNote } from './desk/notes.ts';
import { limits } from './outbox/caps-used.ts';
import { readLinkedKeys, wipeLinkedKeys, writeLinkedKeys } from './numbers/linked-keys.ts';
import { linkStanding, notePhoneSeen, revokeLinks } from './numbers/linked-number.ts';
import { checkLinkRisk, noteStanding } from './numbers/linked-standing.ts';
import { touchCursors } from './log/cursors.ts';
import { cut } from './retention/cut.ts';
import {
	beginDelivery,
	getDelivery,
	moveCursor,
	settleDelivery,
	startDelivery,
} from './log/deliveries.ts';
import { endDoubts } from './outbox/doubts.ts';
import { enqueue } from './outbox/enqueue.ts';
import { eraseContact } from './retention/erase.ts';
import { openCursor, readFeed } from './log/feed.ts';
import { count, counters, findNumber, saveNumber, setNumberState } from './numbers/numbers.ts';
import { noteCredential, otherRules } from './numbers/note-credential.ts';
import { beginAppSync, forgetAppSync } from './numbers/app-data.ts';
import { beginAttempt, forgetAttempt } from './numbers/number-attempts.ts';
import { noteNumber, numberLife } from './numbers/number-life.ts';
import { numberStanding } from './numbers/number-standing.ts';
import { outcomes } from './outbox/outcomes.ts';
import { assignments, changeOwner } from './team/owners.ts';
import { autoAssign } from './team/owners-auto.ts';
import { pauseNumber } from './numbers/pause.ts';
import { findContact } from './people/known-contact.ts';
import { preview } from './outbox/preview.ts';
import { cancelQueued, listQueue } from './outbox/queue-control.ts';
import { receiveBatch } from './inbox/receive.ts';
import { removeAgent } from './team/remove-agent.ts';
import { lastInbound } from './inbox/last-inbound.ts';
import { listReceivers, removeReceiver, saveReceiver } from './numbers/receivers.ts';
import { routingFacts } from './team/routing-facts.ts';
import type { Tx } from './schema.ts';
import { cancel, settle, takeOver } from './outbox/settle.ts';
import { setConsent } from './people/set-consent.ts';
import { getSettings, listWorkspaces, saveSettings } from './settings.ts';
import { findMessage, findRoutes } from './outbox/target.ts';
import {
	accountOf,
	beginTemplateLook,
	findTemplate,
	noteTemplateEdit,
	noteTemplates,
} from './numbers/templates.ts';
import { endedWaits, endWaits, openWaits, settleWait, waitFate } from './waits/wait-keeping.ts';
import { beginWait, callWait } from './waits/wait-results.ts';
import { openWorkspace } from './workspaces.ts';

/** Every operation of the store, for whichever database runs it inside a transaction. */
export const operations: {
	readonly [Name in keyof StoreOperations]: (
		tx: Tx,
		input: Parameters<StoreOperations[Name]>[0],
	) => ReturnType<StoreOperations[Name]>;
} = {
	openWorkspace,
	saveNumber,
	findNumber,
	setNumberState,
	noteCredential,
	otherRules,
	pauseNumber,
	numberStanding,
	limits,
	listQueue,
	cancelQueued,
	count,
	counters,
	receiveBatch,
	openCursor,
	readFeed,
	beginDelivery,
	startDelivery,
	getDelivery,
	settleDelivery,
	moveCursor,
	enqueue,
	preview,
	findRoutes,
	lastInbound,
	findMessage,
	claim,
	settle,
	outcomes,
	cancel,
	takeOver,
	endDoubts,
	beginWait,
	endedWaits,
	openWaits,
	endWaits,
	callWait,
	settleWait,
	waitFate,
	saveReceiver,
	removeReceiver,
	listReceivers,
	listWorkspaces,
	getSettings,
	saveSettings,
	touchCursors,
	cut,
	findContact,
	setConsent,
	eraseContact,
	readLinkedKeys,
	writeLinkedKeys,
	wipeLinkedKeys,
	noteStanding,
	notePhoneSeen,
	checkLinkRisk,
	linkStanding,
	revokeLinks,
	beginAppSync,
	forgetAppSync,
	beginAttempt,
	forgetAttempt,
	noteNumber,
	numberLife,
	beginTemplateLook,
	noteTemplates,
	noteTemplateEdit,
	findTemplate,
	accountOf,
	setStatus,
	setPriority,
	changeLabels,
	dueNow,
	fireDue,
	addNote,
	editNote,
	completeNote,
	pinNote,
	listNotes,
	saveLabel,
	listLabels,
	deleteLabel,
	savePolicy,
	listPolicies,
	deletePolicy,
	slaQuestion,
	applyPolicy,
	saveAgent,
	removeAgent,
	listAgents,
	changeOwner,
	autoAssign,
	routingFacts,
	assignments,
	searchConversations,
	timeline,
	listContacts,
	upsertContact,
	mergePeople,
	report,
	listNumbers,
	updateNumber,
};

/** The name of an operation. */
export type OperationName = keyof StoreOperations;
