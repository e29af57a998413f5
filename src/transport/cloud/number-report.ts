import { parsePhone } from '../../domain/address.ts';
import type { NumberReport, NumberState } from '../../domain/number/number.ts';
import { STEP_WORDS } from '../../domain/number/number-steps.ts';
import { problem, type TeamError } from '../../domain/problem.ts';
import type { NumberInspector } from '../../ports/transport.ts';
import { readFailure } from './failure.ts';
import type { GraphAnswer, GraphClient } from './graph-client.ts';
import { asList, asObject, asText, type JsonObject } from './json.ts';
import { readFacts } from './number-facts.ts';

/** What every version of the API knows of a number. */
const CORE_FIELDS = [
	'id',
	'display_phone_number',
	'verified_name',
	'status',
	'code_verification_status',
	'platform_type',
	'quality_rating',
	'throughput',
	'is_on_biz_app',
];

/** What more there is to know; one that an API does not know makes it refuse the whole question. */
const MORE_FIELDS = [
	'name_status',
	'whatsapp_business_manager_messaging_limit',
	'account_mode',
	'is_pin_enabled',
	'webhook_configuration',
	'health_status',
];

const UNKNOWN_FIELD = /nonexisting field/i;

/** Asks Meta about one number. */
export function cloudInspector(client: GraphClient, phoneNumberId: string): NumberInspector {
	return {
		async inspect(): Promise<NumberReport> {
			const ask = async (fields: readonly string[]) =>
				await client.call('GET', `${phoneNumberId}?fields=${fields.join(',')}`);
			const answer = await ask([...CORE_FIELDS, ...MORE_FIELDS]);
			const known = doesNotKnowField(answer) ? await ask(CORE_FIELDS) : answer;
			return toReport(phoneNumberId, successOf(known));
		},
	};
}

function doesNotKnowField(answer: GraphAnswer): boolean {
	if (answer.kind !== 'answered') return false;
	const error = asObject(asObject(answer.body)?.['error']);
	return error?.['code'] === 100 && UNKNOWN_FIELD.test(asText(error['message']) ?? '');
}

/** A number of an account, for those who typed a wrong id. */
export interface ListedNumber {
	readonly id: string;
	readonly displayPhone: string;
}

/** The numbers of a WhatsApp business account, at most 25. */
export async function listNumbers(
	client: GraphClient,
	businessAccountId: string,
): Promise<readonly ListedNumber[]> {
	const path = `${businessAccountId}/phone_numbers?fields=id,display_phone_number&limit=25`;
	const body = successOf(await client.call('GET', path));
	return asList(body['data']).flatMap((entry) => {
		const id = asText(asObject(entry)?.['id']);
		const displayPhone = asText(asObject(entry)?.['display_phone_number']);
		return id === undefined || displayPhone === undefined ? [] : [{ id, displayPhone }];
	});
}

/**
 * The body of an answer that is no error.
 *
 * @throws TeamError `remoteRefused` or `remoteUnreachable`
 */
export function successOf(answer: GraphAnswer): JsonObject {
	if (answer.kind !== 'answered') throw unreachable(answer.reason);
	const body = asObject(answer.body) ?? {};
	const known = readFailure(body['error']);
	if (known === undefined && answer.status < 400) return body;
	if (known === undefined) throw unreachable(`HTTP ${answer.status}`);
	const { failure, row } = known;
	if (row.class === 'retry') throw unreachable(failure.message);
	const { waitMs: retryAfterMs } = row;
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	throw problem('remoteRefused', failure.message, failure.advice, wait);
}

function unreachable(reason: string): TeamError {
	return problem(
		'remoteUnreachable',
		`The Graph API could not be reached (${reason})`,
		'Waiting may help. Check the network of the n8n server, and the base URL in the credential.',
		{ retryAfterMs: 10_000 },
	);
}

function toReport(phoneNumberId: string, body: JsonObject): NumberReport {
	const displayPhone = asText(body['display_phone_number']) ?? '';
	const { state, advice } = toState(body);
	const level = asText(asObject(body['throughput'])?.['level']);
	return {
		phoneNumberId,
		phone: parsePhone(displayPhone) ?? null,
		displayPhone,
		verifiedName: asText(body['verified_name']) ?? null,
		state,
		advice,
		quality: asText(body['quality_rating']) ?? null,
		// https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput
		perSecond: body['is_on_biz_app'] === true ? 20 : level === 'HIGH' ? 1_000 : 80,
		facts: readFacts(body),
	};
}

/** @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status/ */
function toState(body: JsonObject): { state: NumberState; advice: string | null } {
	const isVerified = asText(body['code_verification_status']) === 'VERIFIED';
	switch (asText(body['status'])) {
		case 'CONNECTED':
			return { state: 'ready', advice: null };
		case 'FLAGGED':
			return { state: 'ready', advice: 'Its quality is low: Meta may restrict it soon.' };
		case 'PENDING':
		case 'UNVERIFIED':
			return isVerified
				? {
						state: 'verified',
						advice: `It is verified, but not registered: register it with its six-digit PIN. ${STEP_WORDS.register}`,
					}
				: {
						state: 'pending',
						advice: `It is not verified: request a code by SMS or voice and verify it. ${STEP_WORDS.requestCode}`,
					};
		case 'RESTRICTED':
		case 'RATE_LIMITED':
			return {
				state: 'restricted',
				advice: 'Meta restricts it: see Account Quality in Meta Business Settings.',
			};
		case 'BANNED':
			return {
				state: 'banned',
				advice: 'Meta has banned it: see Account Quality in Meta Business Settings.',
			};
		case 'DISCONNECTED':
		case 'MIGRATED':
		case 'DELETED':
			return {
				state: 'offline',
				advice: `It is not connected to the Cloud API: register it again. ${STEP_WORDS.register}`,
			};
		default:
			// An answer without a status, or with a new one: the send itself will tell.
			return { state: 'unknown', advice: null };
	}
}
