import type { TeamNumber } from '../../domain/number/number.ts';
import { HOUR_MS } from '../../domain/window.ts';
import { makeToken } from '../../pages/token.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Keys } from '../credential/keys.ts';

/** Where the link page lies below the webhook of a Trigger. */
const LINK_PATH = 'link';

/** How long a link to the page holds, in ms. */
const HOLDS_MS = HOUR_MS;

/** A link to the link page. */
export interface LinkAddress {
	readonly url: string;
	/** Until when it holds. Milliseconds since 1970, UTC. */
	readonly expiresAt: number;
}

/** What the address is made with. */
export interface LinkAddressParts {
	readonly store: Pick<Store, 'linkStanding' | 'listReceivers'>;
	readonly keys: Pick<Keys, 'signPage'>;
	readonly clock: Clock;
}

/**
 * Makes the address under which a person links a number, good for an hour.
 *
 * @returns `null` as long as no workflow with a Trigger of the number is published, which serves the
 *   page
 * @throws TeamError `storeUnavailable`
 */
export async function linkAddress(
	{ store, keys, clock }: LinkAddressParts,
	number: Pick<TeamNumber, 'id' | 'workspaceId' | 'phone'>,
): Promise<LinkAddress | null> {
	const { id: numberId, workspaceId, phone } = number;
	const now = clock.now();
	const standing = await store.linkStanding({ numberId, now });
	const receivers = await store.listReceivers({ phoneNumberId: phone ?? '' });
	const trigger = receivers.find(
		(receiver) =>
			receiver.mode === 'production' &&
			!receiver.isRemoved &&
			receiver.workspaceId === workspaceId,
	);
	if (standing === null || trigger === undefined) return null;
	const expiresAt = now + HOLDS_MS;
	const claims = { workspaceId, numberId, expiresAt, version: standing.linkVersion };
	const token = makeToken({ purpose: 'link', ...claims }, keys.signPage);
	return { url: `${trigger.url}/${LINK_PATH}#${token}`, expiresAt };
}
