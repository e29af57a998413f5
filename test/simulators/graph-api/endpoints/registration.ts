import { randomInt } from 'node:crypto';
import { numberOf } from '../graph/access.ts';
import type { Endpoint, GraphCall, GraphParts } from '../graph/call.ts';
import { badParameter, GraphRefusal, missingParameter } from '../graph/refusal.ts';
import { areUsedUp } from '../numbers/attempts.ts';
import { checkPin, checkPinAgainst } from '../numbers/pin.ts';
import type { NumberProfile, PhoneNumber } from '../state/phone-number.ts';
import { DEREGISTERED, REGISTERED } from '../state/registration.ts';

/** How long a code can be used. Meta names no time; its messages say ten minutes. */
const CODE_LIVES_MS = 10 * 60 * 1000;

/** `POST /{phone_number_id}/request_code`: https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status/request_code/ */
export const requestCode: Endpoint = (call, parts) => {
	const number = managed(call, parts);
	const method = call.body['code_method'];
	if (method !== 'SMS' && method !== 'VOICE') {
		throw badParameter('Param code_method must be one of {SMS, VOICE}.');
	}
	const { language } = call.body;
	if (typeof language !== 'string' || language === '') throw missingParameter('language');
	const { registration, profile } = number;
	if (profile.codeVerificationStatus === 'VERIFIED') {
		throw new GraphRefusal({ code: 136024, details: 'This number is already verified.' });
	}
	const now = parts.clock.now();
	if (areUsedUp(registration.codesAt, now)) {
		throw new GraphRefusal({ code: 136024, details: 'Too many codes were requested.' });
	}
	registration.codesAt.push(now);
	const value = String(randomInt(1e6)).padStart(6, '0');
	registration.code = { value, method, language, expiresAt: now + CODE_LIVES_MS };
	parts.log.add({ kind: 'number', phoneNumberId: number.id, action: 'codeSent' });
	return { success: true };
};

/** `POST /{phone_number_id}/verify_code`. */
export const verifyCode: Endpoint = (call, parts) => {
	const number = managed(call, parts);
	const given = call.body['code'];
	if (typeof given !== 'string' || given === '') throw missingParameter('code');
	const { registration } = number;
	const now = parts.clock.now();
	if (areUsedUp(registration.wrongCodesAt, now)) {
		throw new GraphRefusal({ code: 136025, details: 'Too many codes were tried.' });
	}
	const { code } = registration;
	if (code === null) {
		throw new GraphRefusal({ code: 136025, details: 'No code was requested.' });
	}
	if (code.expiresAt <= now) {
		throw new GraphRefusal({ code: 136025, details: 'The code has expired.' });
	}
	if (code.value !== given) {
		registration.wrongCodesAt.push(now);
		throw new GraphRefusal({ code: 136025, details: 'The code is not correct.' });
	}
	registration.code = null;
	change(number, { codeVerificationStatus: 'VERIFIED' });
	parts.log.add({ kind: 'number', phoneNumberId: number.id, action: 'verified' });
	return { success: true };
};

/** `POST /{phone_number_id}/register`: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/registration. */
export const registerNumber: Endpoint = (call, parts) => {
	const number = managed(call, parts);
	if (call.body['messaging_product'] !== 'whatsapp') throw missingParameter('messaging_product');
	const pin = checkPin(call.body['pin']);
	countRegistration(number, parts);
	if (number.profile.codeVerificationStatus !== 'VERIFIED') {
		throw new GraphRefusal({ code: 133006 });
	}
	checkPinAgainst(number, pin, parts.clock.now());
	number.registration.pin = pin;
	change(number, REGISTERED);
	parts.log.add({ kind: 'number', phoneNumberId: number.id, action: 'registered' });
	return { success: true };
};

/** `POST /{phone_number_id}/deregister`. */
export const deregisterNumber: Endpoint = (call, parts) => {
	const number = managed(call, parts);
	countRegistration(number, parts);
	if (number.profile.platformType !== 'CLOUD_API') throw new GraphRefusal({ code: 133010 });
	change(number, DEREGISTERED);
	parts.log.add({ kind: 'number', phoneNumberId: number.id, action: 'deregistered' });
	return { success: true };
};

/** `POST /{phone_number_id}` with `pin`: sets it, whatever it was. */
export const setPin: Endpoint = (call, parts) => {
	const number = numberOf(call, parts.world, 'whatsapp_business_management');
	const pin = checkPin(call.body['pin']);
	if (number.profile.platformType !== 'CLOUD_API') throw new GraphRefusal({ code: 133010 });
	number.registration.pin = pin;
	parts.log.add({ kind: 'number', phoneNumberId: number.id, action: 'pinSet' });
	return { success: true };
};

/** What lives in the app on a phone is verified and registered there. */
function managed(call: GraphCall, { world }: GraphParts): PhoneNumber {
	const number = numberOf(call, world, 'whatsapp_business_management');
	if (!number.profile.isOnBizApp) return number;
	throw badParameter('This number is in use with the WhatsApp Business app.');
}

function countRegistration({ registration }: PhoneNumber, { clock }: GraphParts): void {
	if (areUsedUp(registration.registrationsAt, clock.now())) {
		throw new GraphRefusal({ code: 133016 });
	}
	registration.registrationsAt.push(clock.now());
}

function change(number: PhoneNumber, changes: Partial<NumberProfile>): void {
	number.profile = { ...number.profile, ...changes };
}
