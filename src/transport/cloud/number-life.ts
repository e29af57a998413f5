import type { Failure } from '../../domain/message.ts';
import { readFailure } from './failure.ts';
import type { GraphAnswer, GraphClient } from './graph-client.ts';
import { asList, asObject } from './json.ts';

/** How a step of a number's life ended. */
export type StepOutcome =
	| { readonly kind: 'done' }
	| { readonly kind: 'refused'; readonly failure: Failure }
	/** No answer came; `isLost` if it provably never reached Meta. */
	| { readonly kind: 'unreachable'; readonly reason: string; readonly isLost: boolean };

/** How a code reaches the phone. */
export type CodeMethod = 'SMS' | 'VOICE';

/** What customers read about a business; what is absent stays as it is. */
export interface ProfileChange {
	readonly about?: string;
	readonly address?: string;
	readonly description?: string;
	readonly email?: string;
	/** At most two. */
	readonly websites?: readonly string[];
	/** Meta's word for the kind of business. */
	readonly vertical?: string;
	/** The handle of an uploaded picture. */
	readonly profile_picture_handle?: string;
}

/** The steps from a number that was just added to one that sends. None of them throws. */
export interface CloudNumberLife {
	requestCode(method: CodeMethod, language: string): Promise<StepOutcome>;
	verifyCode(code: string): Promise<StepOutcome>;
	register(pin: string): Promise<StepOutcome>;
	deregister(): Promise<StepOutcome>;
	setPin(pin: string): Promise<StepOutcome>;
	setProfile(change: ProfileChange): Promise<StepOutcome>;
	/** Asks for what the app on the phone holds: contacts, or messages. */
	syncApp(kind: 'smb_app_state_sync' | 'history'): Promise<StepOutcome>;
}

/** @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/registration */
export function cloudNumberLife(client: GraphClient, phoneNumberId: string): CloudNumberLife {
	const post = async (edge: string, body: object, secret = ''): Promise<StepOutcome> =>
		outcomeOf(await client.call('POST', `${phoneNumberId}${edge}`, body), secret);
	const product = { messaging_product: 'whatsapp' };
	return {
		requestCode: (method, language) => post('/request_code', { code_method: method, language }),
		verifyCode: (code) => post('/verify_code', { code }, code),
		register: (pin) => post('/register', { ...product, pin }, pin),
		deregister: () => post('/deregister', product),
		setPin: (pin) => post('', { pin }, pin),
		setProfile: (change) => post('/whatsapp_business_profile', { ...product, ...change }),
		syncApp: (kind) => post('/smb_app_data', { ...product, sync_type: kind }),
	};
}

/**
 * Whether the app that a token belongs to gets the webhooks of an account.
 *
 * @returns `null` if Meta does not tell
 */
export async function isSubscribed(
	client: GraphClient,
	businessAccountId: string,
): Promise<boolean | null> {
	const answer = await client.call('GET', `${businessAccountId}/subscribed_apps`);
	if (answer.kind !== 'answered' || answer.status >= 400) return null;
	return asList(asObject(answer.body)?.['data']).length > 0;
}

/** Lets the app get the webhooks of an account. @returns whether Meta agreed */
export async function subscribe(client: GraphClient, businessAccountId: string): Promise<boolean> {
	const answer = await client.call('POST', `${businessAccountId}/subscribed_apps`, {});
	return outcomeOf(answer, '').kind === 'done';
}

function outcomeOf(answer: GraphAnswer, secret: string): StepOutcome {
	if (answer.kind !== 'answered') {
		const { kind, reason } = answer;
		return { kind: 'unreachable', reason, isLost: kind === 'neverLeft' };
	}
	const known = readFailure(asObject(answer.body)?.['error']);
	if (known !== undefined) {
		const { failure } = known;
		// Meta may repeat what it was given.
		const message = secret === '' ? failure.message : failure.message.replaceAll(secret, '…');
		return { kind: 'refused', failure: { ...failure, message } };
	}
	if (answer.status < 400) return { kind: 'done' };
	return { kind: 'unreachable', reason: `HTTP ${answer.status}`, isLost: false };
}
