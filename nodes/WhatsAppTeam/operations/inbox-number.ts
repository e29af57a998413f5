import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	wrong,
	type Desk,
	type NumberControl,
	type QueueChoice,
	type QueuedMessage,
} from '../../../src/index.ts';
import { toHealthItem } from '../adapter/items/health-words.ts';
import { readPerson } from '../adapter/fields/person.ts';
import { REASON_WORDS } from '../adapter/items/reason-words.ts';
import { toLimitItem } from '../adapter/items/send-item.ts';
import { linkNumber } from './inbox-link.ts';
import { runNumberLife } from './inbox-number-life.ts';
import { listNumbers, updateNumber } from './inbox-number-list.ts';

/** The longest list that Get Queue gives. */
const MOST = 2_000;

/**
 * Shows or steers the number of the credential, or lists those of the workspace.
 *
 * @throws TeamError
 */
export async function runNumber(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const operation: unknown = context.getNodeParameter('operation', index);
	switch (operation) {
		case 'getAll':
			return await listNumbers(context, desk, index);
		case 'update':
			return await updateNumber(context, desk, index);
		case 'health':
		case 'preflight':
		case 'requestCode':
		case 'verifyCode':
		case 'register':
		case 'setPin':
		case 'deregister':
		case 'setProfile':
			return [await runNumberLife(context, desk, operation, index)];
		default:
			return await steerNumber(context, desk, operation, index);
	}
}

async function steerNumber(
	context: IExecuteFunctions,
	desk: Desk,
	operation: unknown,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const control = await desk.numberControl();
	switch (operation) {
		case 'get':
			return [{ json: toItem(await control.get()) }];
		case 'pause':
			return [{ json: toItem(await control.pause(true)) }];
		case 'resume':
			return [{ json: toItem(await control.pause(false)) }];
		case 'queue': {
			const choice = await readChoice(context, desk, index);
			const queue = await control.queue(choice, readLimit(context, index));
			return queue.map((message) => ({ json: toQueueItem(message) }));
		}
		case 'cancelQueued': {
			const cancelled = await control.cancelQueued(await readChoice(context, desk, index));
			return [{ json: { cancelled } }];
		}
		case 'link':
			return [await linkNumber(context, control, index)];
		case 'unlink':
			await control.unlink(context.getExecutionCancelSignal());
			return [{ json: toItem(await control.get()) }];
		case 'revokeLinkPages':
			await control.revokeLinkPages();
			return [{ json: toItem(await control.get()) }];
		default:
			throw wrong('Operation', 'is none that the resource has', 'Choose one from the list.');
	}
}

/** Reads which messages are meant. @throws TeamError `invalidInput` */
export async function readChoice(
	context: IExecuteFunctions,
	desk: Pick<Desk, 'readPhone'>,
	index: number,
): Promise<QueueChoice> {
	switch (context.getNodeParameter('which', index)) {
		case 'all':
			return { sequence: null, who: null };
		case 'contact':
			return { sequence: null, who: await readPerson(context, index, desk) };
		case 'sequence': {
			const given: unknown = context.getNodeParameter('sequence', index, '');
			const sequence =
				typeof given === 'string' || typeof given === 'number' ? `${given}` : '';
			// Empty must not mean all.
			if (sequence.trim() !== '') return { sequence: sequence.trim(), who: null };
			throw wrong(
				'Sequence',
				'is empty',
				"Write its name, or choose 'All' for all messages.",
			);
		}
		default:
			throw wrong('Which Messages', 'is none that it can be', 'Choose one from the list.');
	}
}

function readLimit(context: IExecuteFunctions, index: number): number {
	const limit = Number(context.getNodeParameter('limit', index, 50));
	if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
	throw wrong('Limit', `is no whole number from 1 to ${MOST}`, 'Write it as in 50.');
}

function toItem(standing: Awaited<ReturnType<NumberControl['get']>>): IDataObject {
	const { number, state, pausedAt, waiting, limits, capsInWords, health, perSecond } = standing;
	return {
		...number,
		state: pausedAt === null ? state : 'paused',
		/** What Meta says, also while a person has it paused. */
		metaState: state,
		pausedSince: pausedAt === null ? null : new Date(pausedAt).toISOString(),
		waiting,
		limits: limits.map((limit) => ({ ...toLimitItem(limit) })),
		caps: capsInWords,
		health: { ...toHealthItem(health) },
		perSecond,
		doCredentialsDiffer: standing.doCredentialsDiffer,
	};
}

function toQueueItem(message: QueuedMessage): IDataObject {
	const { outboxId, contact, conversation, category, sequence, step, reason, until } = message;
	return {
		id: outboxId,
		contact: { ...contact },
		conversation: { ...conversation, labels: [...conversation.labels] },
		category,
		sequence,
		step,
		reason,
		explanation: reason === null ? null : (REASON_WORDS[reason] ?? null),
		until: until === null ? null : new Date(until).toISOString(),
		expiresAt: new Date(message.expiresAt).toISOString(),
		createdAt: new Date(message.createdAt).toISOString(),
	};
}
