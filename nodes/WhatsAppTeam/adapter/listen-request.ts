import type { IHookFunctions, IRun, ITriggerFunctions } from 'n8n-workflow';
import { isEventType, type Emit, type EventType, type ListenRequest } from '../../../src/index.ts';
import { credentialOf } from './credential.ts';
import { holderOf } from './holder.ts';
import { readItemFilter } from './fields/item-filter.ts';
import { withMedia } from './inbound-media.ts';

interface Options {
	catchUp?: 'none' | 'sinceDeactivation';
	includeRaw?: boolean;
	maxParallelRuns?: number;
	maxWaitForPrevious?: number;
	order?: 'perConversation' | 'none';
	takeOverWebhook?: boolean;
}

/** Reads the Trigger's fields. */
export function readListenRequest(
	context: ITriggerFunctions | IHookFunctions,
): Omit<ListenRequest, 'emit'> {
	const options = context.getNodeParameter('options', {}) as Options;
	const isPublishing = context.getActivationMode() === 'activate';
	const catchesUp = options.catchUp === 'sinceDeactivation';
	return {
		holder: holderOf(context),
		credential: credentialOf(context),
		scope: context.getNodeParameter('scope') as 'number' | 'workspace',
		takeOverWebhook: options.takeOverWebhook ?? false,
		filter: readItemFilter(context.getNodeParameter('filters', {})),
		feed: {
			types: readEvents(context.getNodeParameter('events')),
			includeRaw: options.includeRaw ?? false,
			from: isPublishing && !catchesUp ? 'end' : 'resume',
			order: options.order ?? 'perConversation',
			maxWaitForPreviousMs: (options.maxWaitForPrevious ?? 60) * 1_000,
			maxParallelRuns: options.maxParallelRuns ?? 20,
		},
	};
}

/**
 * Starts runs by n8n's own means.
 *
 * @param closing aborted when the trigger is closed: what was being fetched then starts nothing
 */
export function emitOf(context: ITriggerFunctions, closing: AbortSignal): Emit {
	return async (item, deduplicationKey) => {
		const done = context.helpers.createDeferredPromise<IRun>();
		const data = await withMedia(context, item, closing);
		if (closing.aborted) throw new Error('The trigger was closed');
		context.emit([[data]], undefined, done, deduplicationKey);
		// n8n answers `undefined` for a key that it has seen before.
		const run = (await done.promise) as IRun | undefined;
		return run === undefined ? 'duplicate' : 'finished';
	};
}

function readEvents(value: unknown): readonly EventType[] {
	return Array.isArray(value)
		? value.filter((name): name is EventType => typeof name === 'string' && isEventType(name))
		: [];
}
