import type { StoreOperations } from '../ports/store.ts';
import { claim } from './claim.ts';
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
import { outcomes } from './outcomes.ts';
import { findContact } from './person.ts';
import { preview } from './preview.ts';
import { receiveBatch } from './receive.ts';
import { listReceivers, removeReceiver, saveReceiver } from './receivers.ts';
import type { Tx } from './schema.ts';
import { cancel, settle, takeOver } from './settle.ts';
import { getSettings, listWorkspaces, saveSettings } from './settings.ts';
import { findMessage, findRoutes } from './target.ts';
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
	findMessage,
	claim,
	settle,
	outcomes,
	cancel,
	takeOver,
	endDoubts,
	saveReceiver,
	removeReceiver,
	listReceivers,
	listWorkspaces,
	getSettings,
	saveSettings,
	touchCursors,
	cut,
	findContact,
	eraseContact,
};

/** The name of an operation. */
export type OperationName = keyof StoreOperations;
