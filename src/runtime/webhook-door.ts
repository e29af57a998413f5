import { receive, type OutboxChange } from '../app/receive.ts';
import { isProblem } from '../domain/problem.ts';
import { knownNumber } from './credential/binding.ts';
import type { CloudCredential } from './credential/credential.ts';
import type { HeldCredential } from './credential/held-credential.ts';
import type { Office } from './office.ts';

/** How a webhook is to be answered. */
export interface WebhookAnswer {
	/** 200 acknowledges; Meta delivers everything else again, for up to seven days. */
	readonly status: 200 | 400 | 401 | 503;
	readonly text: string;
}

/**
 * Takes a webhook of Meta in. Nothing is acknowledged before it is committed.
 *
 * @param rawBody the bytes as they came: they are what Meta signed
 * @throws TeamError; then nothing may be acknowledged
 */
export async function takeWebhook(
	office: Office,
	held: HeldCredential,
	rawBody: Uint8Array,
	signature: string | undefined,
): Promise<WebhookAnswer> {
	const { logger, keys } = office;
	const isSigned = await isSignedForUs(held, rawBody, signature);
	const credential = held.current;
	if (credential.mode === 'linked') {
		return { status: 400, text: 'a linked number takes no webhooks' };
	}
	const { phoneNumberId, appSecret, workspace: workspaceId } = credential;
	if (!isSigned) {
		const now = office.clock.now();
		await office.store.count({ phoneNumberId, name: 'signatureRejected', now });
		logger.warn(
			{ phoneNumberId },
			'webhook refused: its signature does not fit. Most likely the app secret in the credential is not the one of the Meta app that sends it',
		);
		return { status: 401, text: 'signature does not fit' };
	}
	const [{ parseJson }, { parseWebhook }] = await Promise.all([
		import('../transport/cloud/json.ts'),
		import('../transport/cloud/webhook/parse.ts'),
	]);
	const delivered = parseWebhook(parseJson(Buffer.from(rawBody).toString('utf8')));
	if (delivered === undefined) return { status: 400, text: 'not a WhatsApp webhook' };
	if (delivered.numbers.some((news) => news.phoneNumberId === phoneNumberId)) {
		// The number may be new, and Meta unreachable: then this is delivered again.
		await makeKnown(office, credential);
	}
	const appFingerprint = keys.appFingerprint(appSecret);
	const door = { workspaceId, phoneNumberId, appFingerprint };
	const received = await receive(receiveParts(office), door, delivered);
	logger.debug({ phoneNumberId, ...received }, 'webhook taken in');
	return { status: 200, text: 'ok' };
}

/** What came in may end messages in the outbox, or let them go. */
export function onOutboxOf({ watch, engine }: Office) {
	return ({ numberId, ended, isDue }: OutboxChange): void => {
		watch.notify(ended);
		if (isDue) engine.find(numberId)?.wake();
	};
}

/** Whether Meta signed this with the app secret; it may have been changed a moment ago. */
async function isSignedForUs(
	held: HeldCredential,
	rawBody: Uint8Array,
	signature: string | undefined,
): Promise<boolean> {
	const { isSignedBy } = await import('../transport/cloud/signature.ts');
	const fits = (): boolean =>
		held.current.mode === 'cloud' && isSignedBy(held.current.appSecret, rawBody, signature);
	return fits() || ((await held.renew()) && fits());
}

/** Wrong caps keep messages from going out, not from coming in. */
async function makeKnown(office: Office, credential: CloudCredential): Promise<void> {
	const { numbers, logger } = office;
	const { phoneNumberId } = credential;
	await knownNumber(office, credential).catch(async (error: unknown) => {
		const isKnown = (await numbers.find({ phoneNumberId })) !== null;
		if (!isKnown || !isProblem(error) || error.code !== 'invalidCredential') throw error;
		logger.warn(
			{ phoneNumberId, error: error.message },
			'caps of the credential cannot be read: those before hold',
		);
	});
}

function receiveParts(office: Office) {
	const { store, numbers, clock, logger } = office;
	const { receiveBatch, count } = store;
	const findNumber = numbers.find.bind(numbers);
	return {
		clock,
		logger,
		onOutbox: onOutboxOf(office),
		store: { receiveBatch, count, findNumber },
	};
}
