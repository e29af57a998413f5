import { capInWords } from '../caps/caps-words.ts';
import type { CapName } from '../caps/caps.ts';
import type { NumberFacts } from './number-facts.ts';
import { fail, pass, warn, type Check } from '../check.ts';
import { healthChecks } from './preflight-health.ts';
import { factChecks } from './preflight-facts.ts';
import { nextStepOf } from './number-steps.ts';
import { acceptsSends, type NumberState } from './number.ts';
import { DAY_MS } from '../settings.ts';

/** What a token is and may do. */
export interface TokenFacts {
	readonly isValid: boolean;
	/** In ms since 1970, UTC; `null` if it never expires. */
	readonly expiresAt: number | null;
	readonly scopes: readonly string[];
}

/** How many templates of an account are in which state. */
export interface TemplateCounts {
	readonly approved: number;
	readonly pending: number;
	/** Paused, disabled or rejected. */
	readonly stopped: number;
	/** Whether there are more than were counted. */
	readonly hasMore: boolean;
}

/** All that is known of a number of the Cloud API. */
export interface PreflightInput {
	readonly state: NumberState;
	readonly facts: NumberFacts;
	readonly isPaused: boolean;
	/** Where its webhooks go. */
	readonly receiver: 'ours' | 'other' | 'nowhere';
	/** Whether the app gets the webhooks of the account; `null` if nobody knows. */
	readonly isSubscribed: boolean | null;
	/** `null` if Meta does not tell. */
	readonly token: TokenFacts | null;
	/** `null` if the credential names no account. */
	readonly templates: TemplateCounts | null;
	readonly limits: readonly {
		readonly name: CapName;
		readonly used: number;
		readonly cap: number;
	}[];
	readonly doCredentialsDiffer: boolean;
	readonly now: number;
}

const SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management'] as const;

/** How long before its end a token is warned of, in ms. */
const TOKEN_ENDS_SOON_MS = 7 * DAY_MS;

/** Checks a number, the most important first. */
export function preflight(input: PreflightInput): readonly Check[] {
	return [
		status(input),
		verification(input),
		...(input.isPaused ? [paused] : []),
		...healthChecks(input.facts),
		...factChecks(input.facts),
		webhook(input),
		subscription(input),
		token(input),
		permissions(input),
		templates(input),
		caps(input),
	];
}

/** Whether nothing keeps the number from sending. */
export function isReady(checks: readonly Check[]): boolean {
	return checks.every(({ result }) => result !== 'fail');
}

/** What to do first: the step of the worst check. */
export function firstStep(checks: readonly Check[]): string {
	const found =
		checks.find(({ result }) => result === 'fail') ??
		checks.find(({ result }) => result === 'warn');
	return (
		found?.nextStep ??
		'Nothing is missing: send a message to your own phone with WhatsApp Team Send.'
	);
}

function status({ state, facts }: PreflightInput): Check {
	const word = facts.status ?? 'nothing';
	if (facts.status === 'FLAGGED') {
		return warn(
			'status',
			'Meta has flagged the number: its quality is low',
			'Write less, and only to those who expect it: Meta restricts the number if this stays.',
		);
	}
	if (acceptsSends(state)) return pass('status', `It is ${state} (Meta says ${word})`);
	const { words } = nextStepOf(state);
	return fail('status', `It is ${state} and sends nothing (Meta says ${word})`, words);
}

function verification({ state, facts }: PreflightInput): Check {
	const word = facts.verification ?? 'nothing';
	if (word === 'VERIFIED') return pass('verification', 'The phone number is verified');
	// Meta lets the verification of a number lapse that goes on sending.
	if (acceptsSends(state)) {
		return pass('verification', `Meta says ${word}; a number that is registered needs no more`);
	}
	const { words } = nextStepOf(state === 'code_sent' ? state : 'pending');
	return fail('verification', `The phone number is not verified (Meta says ${word})`, words);
}

const paused = fail(
	'paused',
	'Somebody has paused the number',
	"Run 'Resume' of the WhatsApp Team Inbox.",
);

function webhook({ receiver, facts }: PreflightInput): Check {
	switch (receiver) {
		case 'ours':
			return pass('webhook', 'Messages of customers come to this n8n');
		case 'other': {
			const { number, account } = facts.webhooks;
			const level = number !== null ? 'number' : account !== null ? 'account' : 'app';
			return warn(
				'webhook',
				`Messages of customers go to another address, set on the ${level}`,
				"Publish a workflow with a WhatsApp Team Trigger, with 'Take Over Webhook' on if that address is not needed.",
			);
		}
		case 'nowhere':
			return warn(
				'webhook',
				'Nobody receives what customers write, nor what becomes of messages',
				'Publish a workflow with a WhatsApp Team Trigger that uses this credential.',
			);
	}
}

function subscription({ isSubscribed }: PreflightInput): Check {
	if (isSubscribed === null) {
		return warn(
			'subscription',
			'It is not known whether the app gets the webhooks of the account',
			"Fill in the field 'Business Account ID' of the credential, and see that the token may manage it.",
		);
	}
	if (isSubscribed) return pass('subscription', 'The app gets the webhooks of the account');
	return fail(
		'subscription',
		'The app does not get the webhooks of the account: nothing that customers write arrives',
		"Run 'Register' again, which subscribes the app, or do it in the App Dashboard under WhatsApp, Configuration.",
	);
}

function token({ token: facts, now }: PreflightInput): Check {
	const renew =
		'Make a token of a system user that never expires, and put it into the credential.';
	if (facts === null) return warn('token', 'Meta does not tell about the token', renew);
	const { isValid, expiresAt } = facts;
	if (!isValid || (expiresAt !== null && expiresAt <= now)) {
		return fail('token', 'The token is not valid any more', renew);
	}
	if (expiresAt === null) return pass('token', 'The token never expires');
	const at = new Date(expiresAt).toISOString();
	return expiresAt - now < TOKEN_ENDS_SOON_MS
		? warn('token', `The token expires soon, at ${at}`, renew)
		: pass('token', `The token is valid until ${at}`);
}

function permissions({ token: facts }: PreflightInput): Check {
	const missing = facts === null ? [] : SCOPES.filter((scope) => !facts.scopes.includes(scope));
	if (missing.length === 0) return pass('permissions', 'The token may send and manage');
	return fail(
		'permissions',
		`The token lacks ${missing.join(' and ')}`,
		'Make the token anew with both permissions, and put it into the credential.',
	);
}

function templates({ templates: counts }: PreflightInput): Check {
	if (counts === null) {
		return warn(
			'templates',
			'It is not known which templates there are',
			"Fill in the field 'Business Account ID' of the credential.",
		);
	}
	const { approved, pending, stopped, hasMore } = counts;
	const words = `${approved}${hasMore ? ' or more' : ''} approved, ${pending} in review, ${stopped} paused, disabled or rejected`;
	if (approved === 0) {
		return warn(
			'templates',
			`No template can be sent: ${words}`,
			'Make one with WhatsApp Team Template, or customers can be written to only within 24 hours of their last message.',
		);
	}
	return pass('templates', words);
}

function caps({ limits, doCredentialsDiffer }: PreflightInput): Check {
	const full = limits.filter(({ used, cap }) => used >= cap);
	const words = limits.map(
		({ name, used, cap }) =>
			`${Math.max(0, cap - used)} left of ${capInWords({ name, limit: cap })}`,
	);
	if (full.length > 0) {
		const names = full.map(({ name, cap }) => capInWords({ name, limit: cap })).join(', ');
		return warn(
			'caps',
			`Full for now: ${names}`,
			"What is sent waits until there is room; 'Preview' of WhatsApp Team Send tells until when.",
		);
	}
	if (doCredentialsDiffer) {
		return warn(
			'caps',
			'Credentials of this number have different caps, and of each the stricter one holds',
			'Give the same caps in all of them.',
		);
	}
	return pass('caps', words.length === 0 ? 'No cap holds' : words.join(', '));
}
