import type { OtherUpdate } from '../../../domain/inbound.ts';
import { asObject, asText } from '../json.ts';

/**
 * The webhook fields beside messages.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference
 */
const SUBJECTS: Readonly<Record<string, OtherUpdate['subject']>> = {
	account_alerts: 'account',
	account_review_update: 'account',
	account_settings_update: 'account',
	account_update: 'account',
	business_capability_update: 'account',
	partner_solutions: 'account',
	payment_configuration_update: 'account',
	security: 'account',
	message_template_components_update: 'template',
	message_template_quality_update: 'template',
	message_template_status_update: 'template',
	template_category_update: 'template',
	template_correct_category_detection: 'template',
	business_username_update: 'number',
	business_username_updates: 'number',
	phone_number_name_update: 'number',
	phone_number_quality_update: 'number',
	consumer_profile: 'contact',
	user_id_update: 'contact',
	user_preferences: 'contact',
	automatic_events: 'feature',
	flows: 'feature',
	messaging_handovers: 'feature',
	standby: 'feature',
	tracking_events: 'feature',
};

/** Where the different fields say what happened. */
const EVENT_KEYS = ['event', 'decision', 'status', 'new_quality_score', 'new_category'] as const;

/** Reads what is only counted so far. */
export function readOther(field: string, value: unknown): OtherUpdate {
	const said = asObject(value);
	const events = EVENT_KEYS.map((key) => asText(said?.[key]));
	return {
		field,
		subject: Object.hasOwn(SUBJECTS, field) ? (SUBJECTS[field] ?? 'unknown') : 'unknown',
		event: events.find((event) => event !== undefined) ?? null,
	};
}
