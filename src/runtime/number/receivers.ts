import type { Receiver } from '../../ports/store.ts';
import { keyOf } from '../credential/binding.ts';
import { addressOf, type NumberCredential } from '../credential/credential.ts';
import type { Office } from '../office.ts';

/** A place where webhooks of a number are delivered, and its pages served, as a node knows it. */
export type OwnReceiver = Omit<Receiver, 'workspaceId' | 'phoneNumberId'>;

/** Notes where webhooks of the credential's number can be delivered. */
export async function addReceiver(
	office: Office,
	credential: NumberCredential,
	receiver: OwnReceiver,
): Promise<void> {
	const now = office.clock.now();
	const { workspace: workspaceId } = credential;
	const phoneNumberId = addressOf(credential);
	await office.store.saveReceiver({ ...receiver, workspaceId, phoneNumberId, now });
	await tellKeeper(office, credential);
}

/** Notes that a receiver has gone. */
export async function removeReceiver(
	office: Office,
	credential: NumberCredential,
	{ webhookId, mode }: Pick<Receiver, 'webhookId' | 'mode'>,
): Promise<void> {
	await office.store.removeReceiver({ webhookId, mode, now: office.clock.now() });
	await tellKeeper(office, credential);
}

/** Whether a receiver is noted with this address. */
export async function hasReceiver(
	{ store }: Office,
	credential: NumberCredential,
	{ webhookId, mode, url }: Pick<Receiver, 'webhookId' | 'mode' | 'url'>,
): Promise<boolean> {
	const known = await store.listReceivers({ phoneNumberId: addressOf(credential) });
	return known.some(
		(receiver) =>
			receiver.webhookId === webhookId &&
			receiver.mode === mode &&
			receiver.url === url &&
			!receiver.isRemoved,
	);
}

async function tellKeeper({ store, engine }: Office, credential: NumberCredential): Promise<void> {
	const number = await store.findNumber(keyOf(credential));
	if (number !== null) engine.find(number.id)?.override?.receiversChanged();
}
