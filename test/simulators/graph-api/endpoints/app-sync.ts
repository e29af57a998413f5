import { numberOf } from '../graph/access.ts';
import type { Endpoint } from '../graph/call.ts';
import { badParameter, GraphRefusal, missingParameter } from '../graph/refusal.ts';
import { newTraceId } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import { contactValues, declinedValue, historyValues } from '../webhooks/app-sync.ts';

/** https://developers.facebook.com/docs/whatsapp/embedded-signup/custom-flows/onboarding-business-app-users: within 24 hours of onboarding, once each. */
const WITHIN_MS = 24 * 60 * 60 * 1000;

const KINDS = ['smb_app_state_sync', 'history'] as const;

/** `POST /{phone_number_id}/smb_app_data`: what the app holds comes by webhooks. */
export const syncApp: Endpoint = (call, { world, clock, log, webhooks }) => {
	const number = numberOf(call, world, 'whatsapp_business_management');
	if (call.body['messaging_product'] !== 'whatsapp') throw missingParameter('messaging_product');
	const kind = KINDS.find((one) => one === call.body['sync_type']);
	if (kind === undefined)
		throw badParameter(`Param sync_type must be one of {${KINDS.join(', ')}}.`);
	if (!number.profile.isOnBizApp) {
		throw badParameter('This number is not in use with the WhatsApp Business app.');
	}
	const { registration } = number;
	if (registration.syncs.has(kind)) throw new GraphRefusal({ code: 2593107 });
	if (clock.now() > registration.onboardedAt + WITHIN_MS) {
		throw new GraphRefusal({ code: 2593108 });
	}
	registration.syncs.add(kind);
	log.add({ kind: 'number', phoneNumberId: number.id, action: 'syncAsked' });
	const told = (): readonly JsonObject[] => {
		if (kind === 'smb_app_state_sync') return contactValues(number, clock.now());
		if (!number.app.sharesHistory) return [declinedValue(number)];
		return historyValues(number, clock.now());
	};
	for (const value of told()) {
		webhooks.publish({
			phoneNumberId: number.id,
			recipients: [],
			field: kind,
			values: [value],
			messages: [],
			statuses: [],
		});
	}
	return { messaging_product: 'whatsapp', request_id: newTraceId() };
};
