import { describe, isProblem } from '../domain/problem.ts';
import { describeCaps } from '../domain/caps-words.ts';
import type { CapRules } from '../domain/caps.ts';
import type { NumberReport } from '../domain/number.ts';
import { stricter } from '../domain/stricter-caps.ts';
import { inspectCloudNumber, withClient } from './cloud-number.ts';
import { readCredential, type NumberCredential } from './credential.ts';
import type { Office } from './office.ts';
import { ownLimits } from './sending-profile.ts';
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
		const report = await inspectCloudNumber(credential.phoneNumberId, () =>
			Promise.resolve(credential),
		);
		const signatures = await lookAtSignatures(office, credential);
		return {
			// n8n shows the message only of a test that failed.
			isOk: isUsable(report) && !signatures.areWrong,
			message: [words(report), await capWords(office, credential, rules), signatures.words]
				.join(' ')
				.trim(),
		};
	} catch (error) {
		return { isOk: false, message: await explain(fields, error) };
	}
}

/** Which caps hold; another credential of the same number may have stricter ones. */
async function capWords(
	{ store, clock }: Office,
	{ phoneNumberId, id, workspace }: NumberCredential,
	own: CapRules,
): Promise<string> {
	const words = `Caps: ${describeCaps(own)}.`;
	const number = await store.findNumber({ phoneNumberId });
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

/**
 * A wrong app secret cannot be seen by asking Meta: only by webhooks that were refused, with none
 * taken in since.
 */
async function lookAtSignatures(
	office: Office,
	{ phoneNumberId }: NumberCredential,
): Promise<{ readonly words: string; readonly areWrong: boolean }> {
	const { counters, lastReceivedAt } = await office.store.counters({ phoneNumberId });
	const rejected = counters.find((counter) => counter.name === 'signatureRejected');
	if (rejected === undefined) return { words: '', areWrong: false };
	const what = rejected.count === 1 ? '1 webhook was' : `${rejected.count} webhooks were`;
	const last = new Date(rejected.lastAt).toISOString();
	return {
		words: `${what} refused because the signature did not fit, the last at ${last}: if this goes on, copy the app secret anew from the Meta app under 'App settings, Basic'.`,
		areWrong: (lastReceivedAt ?? 0) < rejected.lastAt,
	};
}

async function explain(fields: Readonly<Record<string, unknown>>, error: unknown): Promise<string> {
	if (!isProblem(error)) return describe(error);
	const text = `${error.message}. ${error.advice}`;
	return error.code === 'remoteRefused' ? `${text}${await otherNumbers(fields)}` : text;
}

/** With the id of the account at hand, its numbers help those who copied the wrong id. */
async function otherNumbers(fields: Readonly<Record<string, unknown>>): Promise<string> {
	try {
		const credential = readCredential(fields);
		const { businessAccountId } = credential;
		if (businessAccountId === null) return '';
		const { listNumbers } = await import('../transport/cloud/number-report.ts');
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
