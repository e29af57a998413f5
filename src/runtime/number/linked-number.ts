import type { Opened } from '../../app/engine.ts';
import { OpenNumber } from '../../app/open-number.ts';
import { mayHaveLink } from '../../domain/number/link-risk.ts';
import { acceptsSends, type TeamNumber } from '../../domain/number/number.ts';
import { describe } from '../../domain/problem.ts';
import { HOUR_MS } from '../../domain/window.ts';
import { LINKED_PROFILE } from '../../limiter/profiles.ts';
import type { Connection, Ownership } from '../../ports/connection.ts';
import type { LinkedConnection, LinkedNews, LinkedStanding } from '../../ports/linked.ts';
import type { LinkedCredential } from '../credential/credential.ts';
import { linkedKeys } from './linked-keys.ts';
import type { Office } from '../office.ts';
import { onOutboxOf } from '../webhook-door.ts';

/**
 * Loads what linked numbers need, Baileys apart: that waits until a number connects.
 *
 * @returns puts the parts of an open linked number together
 */
export async function openLinkedNumber(
	office: Office,
	number: TeamNumber,
	credential: LinkedCredential,
): Promise<() => Opened> {
	const [{ openLinkedConnection }, { bottleneckPacer }] = await Promise.all([
		import('../../transport/linked/open.ts'),
		import('../../limiter/bottleneck-pacer.ts'),
	]);
	const { store, locks, watch, clock, logger } = office;
	return () => ({
		number: new OpenNumber({
			numberId: number.id,
			store,
			locks,
			override: null,
			async connect(ownership) {
				const numberId = number.id;
				const { workspaceId } = number;
				const standing = await store.linkStanding({ numberId, now: clock.now() });
				const { privateAddresses } = await store.getSettings({ workspaceId });
				const connection = openLinkedConnection(
					{
						...reports(office, number, ownership),
						numberId,
						phone: credential.phone,
						deviceName: credential.deviceName,
						wasLinked:
							standing !== null &&
							standing.linkedAt !== null &&
							mayHaveLink(standing.state),
						privateAddresses,
						keys: linkedKeys({
							store,
							seal: office.keys.linked,
							clock,
							numberId,
							fence: ownership.fence,
						}),
					},
					{ clock, random: Math.random, logger },
				);
				return watched(office, number, ownership, connection);
			},
			openPacer: bottleneckPacer,
			pacing: { ...LINKED_PROFILE.pacing, perSecond: number.perSecond },
			recipientPace: LINKED_PROFILE.recipient,
			watch,
			clock,
			random: Math.random,
			logger,
		}),
		close: () => Promise.resolve(),
	});
}

/** Where the connection of a number tells what happens. */
function reports(office: Office, number: TeamNumber, { fence, ...ownership }: Ownership) {
	const { store, clock, logger } = office;
	const { id: numberId, workspaceId } = number;
	return {
		onOwnershipLost: ownership.onOwnershipLost,
		deliver: (news: LinkedNews) => takeIn(office, number, news),
		async onStanding({ state, failure }: LinkedStanding) {
			const now = clock.now();
			const { isOwner } = await store.noteStanding({ numberId, fence, state, failure, now });
			logger.info({ numberId, why: failure?.name }, `linked number is ${state}`);
			if (!isOwner) ownership.onOwnershipLost();
			else if (acceptsSends(state)) ownership.onReady();
		},
		async onPhoneSeen(at: number) {
			const now = clock.now();
			await store.notePhoneSeen({ numberId, at, now });
			// A phone that comes back takes the risk away at once.
			const standing = await store.linkStanding({ numberId, now });
			if (standing?.state === 'at_risk') await store.checkLinkRisk({ numberId, fence, now });
		},
		async findQuoted(messageId: string) {
			const found = await store.findMessage({ workspaceId, numberId, messageId });
			return found === null ? null : { isOwn: found.direction === 'out', text: found.text };
		},
	};
}

/** Stores what came in by the socket: as a webhook would, with nobody else's news in it. */
async function takeIn(office: Office, number: TeamNumber, news: LinkedNews): Promise<void> {
	const { store, clock, logger } = office;
	const { id: numberId, phone } = number;
	const { messages, recorded, statuses, history, unreadable, groupIgnored } = news;
	const now = clock.now();
	const count = async (name: 'unreadable' | 'groupIgnored', many: number): Promise<void> => {
		if (many > 0 && phone !== null) await store.count({ phoneNumberId: phone, name, now });
	};
	if (messages.length + recorded.length + statuses.length > 0 || history !== null) {
		const historyProgress = history?.progress ?? 0;
		const batch = { numberId, messages, recorded, statuses, historyProgress, now };
		const result = await store.receiveBatch(batch);
		const { ended, isDue } = result;
		if (ended.length > 0 || isDue) onOutboxOf(office)({ numberId, ended, isDue });
	}
	await count('unreadable', unreadable);
	await count('groupIgnored', groupIgnored);
	if (unreadable > 0)
		logger.warn({ numberId, parts: unreadable }, 'messages of an unknown shape');
}

/** A connection whose link is looked after: that neither phone nor n8n are away for too long. */
function watched(
	office: Office,
	{ id: numberId }: TeamNumber,
	{ fence }: Ownership,
	linked: LinkedConnection,
): Connection {
	const { store, clock, logger } = office;
	const closing = new AbortController();
	const watch = async (): Promise<void> => {
		const { signal } = closing;
		while (!signal.aborted) {
			try {
				await store.checkLinkRisk({ numberId, fence, now: clock.now() });
			} catch (error) {
				logger.warn({ numberId, error: describe(error) }, 'age of the link not looked at');
			}
			await clock.sleep(HOUR_MS, signal);
		}
	};
	return {
		transport: linked.transport,
		linked,
		start() {
			linked.start();
			void watch();
		},
		async close() {
			closing.abort();
			await linked.close();
		},
	};
}
