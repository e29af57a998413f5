import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	isConversationPriority,
	wrong,
	type PolicyEntry,
	type SlaTargets,
} from '../../../../src/index.ts';
import { fieldsOf } from './fields.ts';
import { entriesOf, isOn, textOf, type Given } from './values.ts';
import { readWeeklyHours } from './weekly-hours.ts';

const MINUTE_MS = 60_000;

/** Reads the fields of an SLA policy. @throws TeamError `invalidInput` */
export function readPolicy(context: IExecuteFunctions, index: number): Omit<PolicyEntry, 'id'> {
	const fields = fieldsOf(context, index);
	const given = context.getNodeParameter('policyOptions', index, {}) as IDataObject;
	const warnAt = given['warnAt'] === undefined ? 80 : Number(given['warnAt']);
	return {
		name: fields.optional('policyName') ?? '',
		position: readOrder(given['order']),
		match: fields.optional('match'),
		targets: readTargets(entriesOf(fields.value('targets'))),
		hours: isOn(given['numberHours']) ? 'number' : readHours(given['businessHours']),
		warnAt: warnAt === 0 ? null : warnAt,
		automationCounts: isOn(given['automationCounts']),
	};
}

function readOrder(value: unknown): number {
	const order = value === undefined || value === '' ? 0 : Number(value);
	if (Number.isInteger(order) && Math.abs(order) <= 1_000_000) return order;
	throw wrong('Order', 'is no whole number', 'Write it as in 10: the lowest is asked first.');
}

function readTargets(rows: readonly Given[]) {
	const none: SlaTargets = { first: null, next: null, resolution: null };
	const targets: Record<string, SlaTargets> & { default: SlaTargets } = { default: none };
	for (const row of rows) {
		const priority = textOf(row['priority']) || 'default';
		if (priority !== 'default' && !isConversationPriority(priority)) {
			throw wrong('Priority', 'is none that there is', 'Choose one from the list.');
		}
		targets[priority] = {
			first: readMinutes('First Reply', row['firstMinutes']),
			next: readMinutes('Next Reply', row['nextMinutes']),
			resolution: readMinutes('Resolution', row['resolutionMinutes']),
		};
	}
	return targets;
}

/** @returns ms; `null` for an empty field, or 0 */
function readMinutes(field: string, value: unknown): number | null {
	const minutes = value === undefined || value === null || value === '' ? 0 : Number(value);
	if (minutes === 0) return null;
	if (Number.isFinite(minutes) && minutes > 0) return Math.round(minutes * MINUTE_MS);
	throw wrong(field, 'is no number of minutes', 'Write it as in 15.');
}

function readHours(value: unknown) {
	const { values } = (value ?? {}) as { readonly values?: Given };
	return values === undefined ? null : readWeeklyHours(values);
}
