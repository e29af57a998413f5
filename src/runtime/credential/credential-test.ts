import { maskPhone } from '../../domain/address.ts';
import { describe, isProblem } from '../../domain/problem.ts';
import { describeCaps } from '../../domain/caps/caps-words.ts';
import type { CapRules } from '../../domain/caps/caps.ts';
import type { NumberReport, NumberState } from '../../domain/number/number.ts';
import { stricter } from '../../domain/caps/stricter-caps.ts';
import { keyOf } from './binding.ts';
import { inspectCloudNumber, withClient } from '../number/cloud-number.ts';
import {
	asCloud,
	readCredential,
	type CloudCredential,
	type LinkedCredential,
	type NumberCredential,
} from './credential.ts';
import type { Office } from '../office.ts';
import { lookAtSignatures } from './signature-words.ts';
import { ownLimits } from '../number/sending-profile.ts';
import { enterWorkspace } from './workspace.ts';

/** What the credential's test says. */
export interface TestResult {
	readonly isOk: boolean;
	readonly message: string;
}

/**
 * Tests a credential and says the state of its number in words. Never throws.
 *
 * @param openOffice gives the store, for the workspace's key and for what was counted
 * @param id n8n's id of the credential
 */
export async function testCredential(
	fields: Readonly<Record<string, unknown>>,
	openOffice: () => Promise<Office>,
	id: string | null = null,
): Promise<TestResult> {
	try {
		const credential = readCredential(fields, id);
		const { rules } = ownLimits(credential);
		const office = await openOffice();
		await enterWorkspace(office, credential);
		const caps = await capWords(office, credential, rules);
		const state =
			credential.mode === 'cloud'
				? await cloudState(office, credential)
				: await linkedState(office, credential);
		// n8n shows the message only of a test that failed.
		return { isOk: state.isOk, message: [state.words, caps, state.more].join(' ').trim() };
	} catch (error) {
		return { isOk: false, message: await explain(fields, error) };
	}
}

interface StateInWords {
	readonly isOk: boolean;
	readonly words: string;
	/** What stands at the end. */
	readonly more: string;
}

async function cloudState(office: Office, credential: CloudCredential): Promise<StateInWords> {
	const { phoneNumberId } = credential;
	const report = await inspectCloudNumber(phoneNumberId, () => Promise.resolve(credential));
	const signatures = await lookAtSignatures(office, phoneNumberId);
	const isOk = isUsable(report) && !signatures.areWrong;
	return { isOk, words: words(report), more: signatures.words };
}

/**
 * WhatsApp cannot be asked without linking: what is known is how the number stood last. One that is
 * not linked yet is no mistake of the credential.
 */
async function linkedState(
	{ store }: Office,
	{ phone, workspace }: LinkedCredential,
): Promise<StateInWords> {
	const number = await store.findNumber({ phone });
	if (number !== null && number.workspaceId !== workspace) {
		const words = `${maskPhone(phone)} belongs to another workspace.`;
		return { isOk: false, words, more: '' };
	}
	const state = number?.mode === 'linked' ? number.state : 'unlinked';
	const isOk = state !== 'banned' && state !== 'restricted';
	return { isOk, words: `${maskPhone(phone)} is ${LINKED_WORDS[state]}`, more: '' };
}

const LINK_IT =
	"publish a workflow with a WhatsApp Team Trigger that uses this credential, then open the link page from its panel or run the operation 'Link' of the WhatsApp Team Inbox node.";

const LINKED_WORDS: Readonly<Record<NumberState, string>> = {
	unlinked: `not linked yet: ${LINK_IT}`,
	linking: 'being linked: a code is shown on its link page.',
	ready: 'linked.',
	degraded: 'linked, and connects again at the moment.',
	at_risk:
		'linked, but its phone has been away for ten days or more: open WhatsApp on the phone, or the link ends on day 14.',
	offline: 'linked, but stopped: see its link page for what to do.',
	restricted: 'restricted by WhatsApp.',
	logged_out: `logged out: ${LINK_IT}`,
	banned: 'banned by WhatsApp.',
	paused: 'paused by a person.',
	pending: 'not linked yet.',
	code_sent: 'not linked yet.',
	verified: 'not linked yet.',
	reverify_needed: 'not linked yet.',
	unknown: 'not linked yet.',
};

/** Which caps hold; another credential of the same number may have stricter ones. */
async function capWords(
	{ store, clock }: Office,
	credential: NumberCredential,
	own: CapRules,
): Promise<string> {
	const { id, workspace } = credential;
	const words = `Caps: ${describeCaps(own)}.`;
	const number = await store.findNumber(keyOf(credential));
	if (number === null || number.workspaceId !== workspace) return words;
	const others = await store.otherRules({
		numberId: number.id,
		credentialId: id ?? '',
		now: clock.now(),
	});
	const rules = others.reduce(stricter, own);
	const holding = describeCaps(rules);
	return holding === describeCaps(own)
		? words
		: `Another credential of this number has stricter caps, and of each the stricter one holds: ${holding}.`;
}

function isUsable(report: NumberReport): boolean {
	return report.state === 'ready' || report.state === 'unknown';
}

function words(report: NumberReport): string {
	const name = report.verifiedName === null ? '' : ` (${report.verifiedName})`;
	const advice = report.advice === null ? '' : ` ${report.advice}`;
	return `${report.displayPhone}${name} is ${report.state}.${advice}`;
}

async function explain(fields: Readonly<Record<string, unknown>>, error: unknown): Promise<string> {
	if (!isProblem(error)) return describe(error);
	const text = `${error.message}. ${error.advice}`;
	return error.code === 'remoteRefused' ? `${text}${await otherNumbers(fields)}` : text;
}

/** With the id of the account at hand, its numbers help those who copied the wrong id. */
async function otherNumbers(fields: Readonly<Record<string, unknown>>): Promise<string> {
	try {
		const credential = asCloud(readCredential(fields));
		const { businessAccountId } = credential;
		if (businessAccountId === null) return '';
		const { listNumbers } = await import('../../transport/cloud/number-report.ts');
		const numbers = await withClient(
			() => Promise.resolve(credential),
			(client) => listNumbers(client, businessAccountId),
		);
		const list = numbers.map((number) => `${number.displayPhone} has the ID ${number.id}`);
		return list.length === 0 ? '' : ` Numbers of this account: ${list.join(', ')}.`;
	} catch {
		// The account cannot be read either: the first refusal is what there is to say.
		return '';
	}
}
