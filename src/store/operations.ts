import type { StoreOperations } from '../ports/store.ts';
import { listAgents } from './agents.ts';
import { saveAgent } from './save-agent.ts';
import { searchConversations } from './lookup.ts';
import { timeline } from './timeline.ts';
import { mergePeople, upsertContact } from './contact-changes.ts';
import { listContacts } from './contacts.ts';
import { report } from './report.ts';
import { listNumbers, updateNumber } from './number-list.ts';
import { changeLabels, setPriority, setStatus } from './change-conversation.ts';
import { claim } from './claim.ts';
import { dueNow, fireDue } from './fire-due.ts';
import { deleteLabel, listLabels, saveLabel } from './labels.ts';
import { deletePolicy, listPolicies, savePolicy } from './sla-policies.ts';
import { applyPolicy, slaQuestion } from './sla-match.ts';
import { addNote, completeNote, editNote, listNotes, pinNote } from './notes.ts';
import { limits } from './caps-used.ts';
import { readLinkedKeys, wipeLinkedKeys, writeLinkedKeys } from './linked-keys.ts';
import { linkStanding, notePhoneSeen, revokeLinks } from './linked-number.ts';
import { checkLinkRisk, noteStanding } from './linked-standing.ts';
import { touchCursors } from './cursors.ts';
import { cut } from './cut.ts';
import {
	beginDelivery,
	getDelivery,
	moveCursor,
	settleDelivery,
	startDelivery,
} from './deliveries.ts';
import { endDoubts } from './doubts.ts';
import { enqueue } from './enqueue.ts';
import { eraseContact } from './erase.ts';
import { openCursor, readFeed } from './feed.ts';
import { count, counters, findNumber, saveNumber, setNumberState } from './numbers.ts';
import { noteCredential, otherRules } from './note-credential.ts';
import { beginAppSync, forgetAppSync } from './app-data.ts';
import { beginAttempt, forgetAttempt } from './number-attempts.ts';
import { noteNumber, numberLife } from './number-life.ts';
import { numberStanding } from './number-standing.ts';
import { outcomes } from './outcomes.ts';
import { assignments, changeOwner } from './owners.ts';
import { autoAssign } from './owners-auto.ts';
import { pauseNumber } from './pause.ts';
import { findContact } from './known-contact.ts';
import { preview } from './preview.ts';
import { cancelQueued, listQueue } from './queue-control.ts';
import { receiveBatch } from './receive.ts';
import { removeAgent } from './remove-agent.ts';
import { lastInbound } from './last-inbound.ts';
import { listReceivers, removeReceiver, saveReceiver } from './receivers.ts';
import { routingFacts } from './routing-facts.ts';
import type { Tx } from './schema.ts';
import { cancel, settle, takeOver } from './settle.ts';
import { setConsent } from './set-consent.ts';
import { getSettings, listWorkspaces, saveSettings } from './settings.ts';
import { findMessage, findRoutes } from './target.ts';
import {
	accountOf,
	beginTemplateLook,
	findTemplate,
	noteTemplateEdit,
	noteTemplates,
} from './templates.ts';
import { endedWaits, endWaits, openWaits, settleWait, waitFate } from './wait-keeping.ts';
import { beginWait, callWait } from './wait-results.ts';
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
