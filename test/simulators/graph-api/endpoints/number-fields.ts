import { badParameter } from '../graph/refusal.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { PhoneNumber } from '../state/phone-number.ts';
import type { World } from '../state/world.ts';
import { numberHealth } from '../numbers/health.ts';

/** What `GET /{phone_number_id}` answers when no fields are asked for. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/phone-numbers. */
export const NODE_FIELDS = ['display_phone_number', 'verified_name', 'quality_rating', 'id'];

/** What `GET /{waba_id}/phone_numbers` answers when no fields are asked for. */
export const LIST_FIELDS = [
	'verified_name',
	'code_verification_status',
	'display_phone_number',
	'quality_rating',
	'platform_type',
	'throughput',
	'id',
];

type Reader = (number: PhoneNumber, world: World) => JsonValue;

const READERS: Readonly<Record<string, Reader>> = {
	id: ({ id }) => id,
	display_phone_number: ({ profile }) => profile.displayPhoneNumber,
	verified_name: ({ profile }) => profile.verifiedName,
	status: ({ profile }) => profile.status,
	code_verification_status: ({ profile }) => profile.codeVerificationStatus,
	quality_rating: ({ profile }) => profile.qualityRating,
	platform_type: ({ profile }) => profile.platformType,
	throughput: ({ profile }) => ({ level: profile.throughputLevel }),
	is_on_biz_app: ({ profile }) => profile.isOnBizApp,
	whatsapp_business_manager_messaging_limit: ({ profile }) => profile.messagingLimit,
	name_status: ({ profile }) => profile.nameStatus,
	account_mode: ({ profile }) => profile.accountMode,
	is_pin_enabled: ({ registration }) => registration.pin !== null,
	health_status: (number, world) => numberHealth(number, world.accountOf(number)),
	webhook_configuration: webhooksOf,
};

/** The field names of a `fields` parameter; `throughput{level}` asks for `throughput`. */
export function readFields(fields: string | null, defaults: readonly string[]): readonly string[] {
	if (fields === null || fields === '') return defaults;
	const names = fields.replace(/\{[^}]*\}/g, '').split(',');
	return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** The fields asked for, and always the id. An unknown field is refused. */
export function numberNode(
	number: PhoneNumber,
	fields: readonly string[],
	world: World,
): JsonObject {
	const node: JsonObject = {};
	for (const field of fields) {
		const reader = READERS[field];
		if (reader === undefined) {
			throw badParameter(
				`Tried accessing nonexisting field (${field}) on node type (WhatsAppBusinessPhoneNumber)`,
			);
		}
		node[field] = reader(number, world);
	}
	return { ...node, id: number.id };
}

function webhooksOf(number: PhoneNumber, world: World): JsonValue {
	const account = world.accountOf(number);
	const levels = {
		phone_number: number.override,
		whatsapp_business_account: account.override,
		application: world.appOf(account).callback,
	};
	const set = Object.entries(levels).filter(([, callback]) => callback !== null);
	return Object.fromEntries(set.map(([level, callback]) => [level, callback?.url ?? '']));
}
