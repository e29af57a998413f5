import type { StoreOperations } from '../ports/store.ts';

/**
 * What each operation does to the book, for a client that must not load the database itself. The
 * type makes a forgotten one an error.
 */
const operations: { readonly [Name in keyof StoreOperations]: 'read' | 'write' } = {
	openWorkspace: 'write',
	saveNumber: 'write',
	findNumber: 'read',
	setNumberState: 'write',
	noteCredential: 'write',
	otherRules: 'read',
	pauseNumber: 'write',
	numberStanding: 'read',
	limits: 'read',
	listQueue: 'read',
	cancelQueued: 'write',
	count: 'write',
	counters: 'read',
	receiveBatch: 'write',
	openCursor: 'write',
	readFeed: 'read',
	beginDelivery: 'write',
	startDelivery: 'write',
	getDelivery: 'read',
	settleDelivery: 'write',
	moveCursor: 'write',
	enqueue: 'write',
	preview: 'read',
	findRoutes: 'read',
	lastInbound: 'read',
	findMessage: 'read',
	claim: 'write',
	settle: 'write',
	outcomes: 'read',
	cancel: 'write',
	takeOver: 'write',
	endDoubts: 'write',
	beginWait: 'write',
	endedWaits: 'read',
	openWaits: 'read',
	endWaits: 'write',
	callWait: 'write',
	settleWait: 'write',
	waitFate: 'read',
	saveReceiver: 'write',
	removeReceiver: 'write',
	listReceivers: 'read',
	listWorkspaces: 'read',
	getSettings: 'read',
	saveSettings: 'write',
	touchCursors: 'write',
	cut: 'write',
	findContact: 'read',
	setConsent: 'write',
	eraseContact: 'write',
	readLinkedKeys: 'read',
	writeLinkedKeys: 'write',
	wipeLinkedKeys: 'write',
	noteStanding: 'write',
	notePhoneSeen: 'write',
	checkLinkRisk: 'write',
	linkStanding: 'read',
	revokeLinks: 'write',
	beginTemplateLook: 'write',
	noteTemplates: 'write',
	noteTemplateEdit: 'write',
	findTemplate: 'read',
	accountOf: 'read',
};

/** The names of all operations. */
export const OPERATION_NAMES = Object.keys(operations) as readonly (keyof StoreOperations)[];

/** Whether an operation changes nothing. */
export function isRead(name: keyof StoreOperations): boolean {
	return operations[name] === 'read';
}
