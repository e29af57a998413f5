import type { StoreOperations } from '../ports/store.ts';

/**
 * The names of all operations, for a client that must not load the database itself. The type makes
 * a forgotten one an error.
 */
const names: { readonly [Name in keyof StoreOperations]: true } = {
	openWorkspace: true,
	saveNumber: true,
	findNumber: true,
	setNumberState: true,
	count: true,
	counters: true,
	receiveBatch: true,
	openCursor: true,
	readFeed: true,
	beginDelivery: true,
	startDelivery: true,
	getDelivery: true,
	settleDelivery: true,
	moveCursor: true,
	enqueue: true,
	claim: true,
	settle: true,
	outcomes: true,
	cancel: true,
	takeOver: true,
	endDoubts: true,
	saveReceiver: true,
	removeReceiver: true,
	listReceivers: true,
};

export const OPERATION_NAMES = Object.keys(names) as readonly (keyof StoreOperations)[];
