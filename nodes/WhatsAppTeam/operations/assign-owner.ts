import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { wrong, type AutoOrder, type OwnerOrder } from '../../../src/index.ts';
import { readConversationId, readLocator } from '../adapter/fields/conversation.ts';
import { fieldsOf } from '../adapter/fields/fields.ts';
import { toOwnerItem } from '../adapter/items/owner-item.ts';
import type { AssignStep } from './assign.ts';

type Action = OwnerOrder['action'];

/** Reads what is to become of the owner. */
type ActionReader = (context: IExecuteFunctions, index: number) => Action;

/** An operation that names who it shall be. */
function change(read: ActionReader): AssignStep {
	return async (context, desk, index) => {
		const fields = fieldsOf(context, index);
		const outcome = await desk.team().changeOwner({
			conversationId: readConversationId(context, index),
			action: read(context, index),
			actingAgent: fields.optional('actingAgent'),
			expectedVersion: readVersion(fields.optional('expectedVersion')),
			reason: fields.optional('reason'),
			cause: context.getExecutionId(),
		});
		return { json: toOwnerItem(outcome), isLost: outcome.kind !== 'won' };
	};
}

const autoAssign: AssignStep = async (context, desk, index) => {
	const fields = fieldsOf(context, index);
	const outcome = await desk.team().autoAssign({
		conversationId: readConversationId(context, index),
		...readStrategy(fields.text('strategy'), fields.optional('rules')),
		team: fields.optional('team'),
		onlyOnShift: fields.isOn('onlyOnShift'),
		...readBounds(context.getNodeParameter('options', index, {}) as IDataObject),
		actingAgent: fields.optional('actingAgent'),
		cause: context.getExecutionId(),
	});
	return { json: toOwnerItem(outcome), isLost: outcome.kind !== 'won' };
};

/** The operations that change whose a conversation is. */
export const ownerSteps: Readonly<Record<string, AssignStep>> = {
	claim: change((context, index) => ({ kind: 'claim', agent: readAgent(context, index) })),
	assign: change((context, index) => ({ kind: 'assign', agent: readAgent(context, index) })),
	transfer: change((context, index) => {
		const fields = fieldsOf(context, index);
		return {
			kind: 'transfer',
			agent: readAgent(context, index),
			handoffNote: fields.optional('handoffNote'),
			force: fields.isOn('force'),
		};
	}),
	release: change(() => ({ kind: 'release' })),
	autoAssign,
};

function readAgent(context: IExecuteFunctions, index: number): string {
	const email = readLocator(context, 'agent', index);
	if (email !== '') return email;
	throw wrong('Agent', 'is empty', 'Choose a member of the team, or give their email.');
}

function readVersion(text: string | null): number | null {
	if (text === null) return null;
	if (/^\d{1,9}$/.test(text)) return Number(text);
	throw wrong(
		'Expected Version',
		'is no version',
		"Use 'owner.version' of an item of this node.",
	);
}

function readStrategy(
	strategy: string,
	rules: string | null,
): Pick<AutoOrder, 'strategy' | 'rules'> {
	switch (strategy) {
		case 'roundRobin':
		case 'leastOpen':
		case 'sticky':
			return { strategy, rules: '' };
		case 'rules':
			if (rules !== null) return { strategy, rules };
			throw wrong('Rules', 'is empty', "Write JSONata, as in language = 'de' ? 'Berlin'.");
		default:
			throw wrong('Strategy', 'is none that there is', 'Choose one from the list.');
	}
}

const HOUR_MS = 3_600_000;

function readBounds(options: IDataObject): Pick<AutoOrder, 'mostPerHour' | 'maxAgeMs'> {
	const hours = readBound('Leave Out After (Hours)', options['maxAge']);
	const mostPerHour = readBound('Fair Limit per Hour', options['mostPerHour']);
	if (mostPerHour !== null && !Number.isInteger(mostPerHour)) {
		throw wrong('Fair Limit per Hour', 'is no whole number', 'Write it as in 100.');
	}
	return { mostPerHour, maxAgeMs: hours === null ? null : hours * HOUR_MS };
}

function readBound(field: string, value: unknown): number | null {
	if (value === undefined || value === '') return null;
	const bound = Number(value);
	if (Number.isFinite(bound) && bound > 0) return bound;
	throw wrong(field, 'is no number above 0', 'Write it as in 24, or remove the option.');
}
