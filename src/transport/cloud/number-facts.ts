import type { HealthEntity, HealthIssue, NumberFacts } from '../../domain/number/number-facts.ts';
import { asList, asNumber, asObject, asObjects, asText, type JsonObject } from './json.ts';

/**
 * Reads what Meta says of a number, in its own words.
 * @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status/
 */
export function readFacts(body: JsonObject): NumberFacts {
	const health = readHealth(body['health_status']);
	const webhooks = asObject(body['webhook_configuration']);
	const hasPin = body['is_pin_enabled'];
	return {
		status: asText(body['status']) ?? null,
		verification: asText(body['code_verification_status']) ?? null,
		nameStatus: asText(body['name_status']) ?? null,
		platform: asText(body['platform_type']) ?? null,
		quality: asText(body['quality_rating']) ?? null,
		throughput: asText(asObject(body['throughput'])?.['level']) ?? null,
		messagingLimit: asText(body['whatsapp_business_manager_messaging_limit']) ?? null,
		accountMode: asText(body['account_mode']) ?? null,
		isOnApp: body['is_on_biz_app'] === true,
		hasPin: typeof hasPin === 'boolean' ? hasPin : null,
		portfolioId: health.find(({ type }) => type === 'BUSINESS')?.id ?? null,
		webhooks: {
			number: asText(webhooks?.['phone_number']) ?? null,
			account: asText(webhooks?.['whatsapp_business_account']) ?? null,
			app: asText(webhooks?.['application']) ?? null,
		},
		health,
	};
}

/** @see https://developers.facebook.com/docs/whatsapp/cloud-api/health-status */
function readHealth(value: unknown): readonly HealthEntity[] {
	return asObjects(asObject(value)?.['entities']).flatMap((entity) => {
		const type = asText(entity['entity_type']);
		const canSend = asText(entity['can_send_message']);
		if (type === undefined || canSend === undefined) return [];
		const issues = [
			...asObjects(entity['errors']).map(readIssue),
			...asList(entity['additional_info']).flatMap(asIssue),
		];
		return [{ type, id: asText(entity['id']) ?? null, canSend, issues }];
	});
}

function readIssue(error: JsonObject): HealthIssue {
	return {
		code: asNumber(error['error_code']) ?? null,
		text: asText(error['error_description']) ?? 'Meta gives no reason',
		solution: asText(error['possible_solution']) || null,
	};
}

function asIssue(info: unknown): readonly HealthIssue[] {
	const text = asText(info);
	return text === undefined ? [] : [{ code: null, text, solution: null }];
}
