import type { JsonObject, JsonValue } from '../json.ts';
import type { BusinessAccount } from '../state/account.ts';
import type { HealthIssue, PhoneNumber } from '../state/phone-number.ts';

type Entity = HealthIssue['entity'];
type Ability = 'AVAILABLE' | 'LIMITED' | 'BLOCKED';

/** `health_status` of a number: https://developers.facebook.com/docs/whatsapp/cloud-api/health-status. */
export function numberHealth({ id, profile }: PhoneNumber, account: BusinessAccount): JsonValue {
	const own = ability(profile.healthIssues, 'PHONE_NUMBER');
	const entities = [
		entity('PHONE_NUMBER', id, profile.healthIssues, worst([own, profile.canSendMessage])),
		...above(account, profile.healthIssues),
	];
	return statusOf(entities);
}

/** `health_status` of an account. */
export function accountHealth(account: BusinessAccount): JsonValue {
	return statusOf(above(account, []));
}

function above(account: BusinessAccount, issues: readonly HealthIssue[]): JsonObject[] {
	return [
		entity('WABA', account.id, issues),
		entity('BUSINESS', account.portfolioId, issues),
		entity('APP', account.appId, issues),
	];
}

function statusOf(entities: readonly JsonObject[]): JsonValue {
	const overall = worst(entities.map((one) => one['can_send_message'] as Ability));
	return { can_send_message: overall, entities: [...entities] };
}

function entity(
	type: Entity,
	id: string,
	issues: readonly HealthIssue[],
	can: Ability = ability(issues, type),
): JsonObject {
	const own = issues.filter((issue) => issue.entity === type);
	const errors = own.filter(({ can: able }) => able === 'BLOCKED');
	const limits = own.filter(({ can: able }) => able === 'LIMITED');
	return {
		entity_type: type,
		id,
		can_send_message: can,
		...(errors.length === 0
			? {}
			: {
					errors: errors.map(({ code = 0, description, solution = '' }) => ({
						error_code: code,
						error_description: description,
						possible_solution: solution,
					})),
				}),
		...(limits.length === 0
			? {}
			: { additional_info: limits.map(({ description }) => description) }),
	};
}

function ability(issues: readonly HealthIssue[], type: Entity): Ability {
	return worst(issues.filter((issue) => issue.entity === type).map(({ can }) => can));
}

function worst(all: readonly Ability[]): Ability {
	if (all.includes('BLOCKED')) return 'BLOCKED';
	return all.includes('LIMITED') ? 'LIMITED' : 'AVAILABLE';
}
