import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	isConversationPriority,
	isConversationStatus,
	readEmail,
	wrong,
	type AboutConversation,
	type ChangedConversation,
	type Desk,
} from '../../../src/index.ts';
import { readConversationId } from '../adapter/fields/conversation.ts';
import { fieldsOf, type Fields } from '../adapter/fields/fields.ts';
import { readMoment } from '../adapter/fields/moment.ts';
import { readTextList } from '../adapter/fields/values.ts';
import type { AssignStep } from './assign.ts';

type Life = ReturnType<Desk['life']>;

/** An operation that says where a conversation stands. */
function change(
	run: (life: Life, about: AboutConversation, fields: Fields) => Promise<ChangedConversation>,
): AssignStep {
	return async (context, desk, index) => {
		const fields = fieldsOf(context, index);
		const done = await run(desk.life(), readAbout(context, fields, index), fields);
		return { json: toStateItem(done) };
	};
}

/** The operations that change where a conversation stands, not whose it is. */
export const stateSteps: Readonly<Record<string, AssignStep>> = {
	setStatus: change(async (life, about, fields) => {
		const status = fields.text('status');
		if (!isConversationStatus(status)) {
			throw wrong('Status', 'is none that there is', 'Choose one from the list.');
		}
		const isSnoozed = status === 'snoozed';
		return await life.setStatus(about, {
			status,
			snoozedUntil: isSnoozed
				? readMoment('Snooze Until', fields.value('snoozeUntil'))
				: null,
			outcome: status === 'resolved' ? fields.optional('outcome') : null,
		});
	}),
	addLabels: change(async (life, about, fields) => {
		const add = readTextList('Labels', fields.value('labels'));
		return await life.changeLabels(about, { add, remove: [] });
	}),
	removeLabels: change(async (life, about, fields) => {
		const remove = readTextList('Labels', fields.value('labels'));
		return await life.changeLabels(about, { add: [], remove });
	}),
	setPriority: change(async (life, about, fields) => {
		const priority = fields.text('priority');
		if (priority === 'none') return await life.setPriority(about, null);
		if (isConversationPriority(priority)) return await life.setPriority(about, priority);
		throw wrong('Priority', 'is none that there is', 'Choose one from the list.');
	}),
};

function readAbout(context: IExecuteFunctions, fields: Fields, index: number): AboutConversation {
	const actingAgent = fields.optional('actingAgent');
	return {
		conversationId: readConversationId(context, index),
		actingAgent: actingAgent === null ? null : readEmail('Acting Agent', actingAgent),
		cause: context.getExecutionId(),
	};
}

/** What Assign emits for a conversation whose standing it changed. Workflows depend on the names. */
function toStateItem(done: ChangedConversation): IDataObject {
	const { snoozedUntil } = done;
	return {
		changed: done.hasChanged,
		snoozedUntil: snoozedUntil === null ? null : new Date(snoozedUntil).toISOString(),
		outcome: done.outcome,
		/** How many messages of follow-ups were taken back. */
		cancelled: done.ended.length,
		conversation: { ...done.conversation },
		contact: { ...done.contact },
		number: { ...done.number },
	};
}
