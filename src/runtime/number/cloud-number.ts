import type { Opened } from '../../app/engine.ts';
import { OpenNumber } from '../../app/open-number.ts';
import { syncApp } from '../../app/app-sync.ts';
import { watchState } from '../../app/state-watch.ts';
import { OverrideKeeper } from '../../app/override-keeper.ts';
import { watchTemplates } from '../../app/template-watch.ts';
import type { NumberReport, TeamNumber } from '../../domain/number/number.ts';
import { CLOUD_PROFILE } from '../../limiter/profiles.ts';
import type { AccessSource, GraphClient } from '../../transport/cloud/graph-client.ts';
import type { Office } from '../office.ts';

/**
 * Loads axios and Bottleneck.
 *
 * @returns puts the parts of an open Cloud API number together
 */
export async function openCloudNumber(
	office: Office,
	number: TeamNumber,
	phoneNumberId: string,
): Promise<() => Opened> {
	const [
		{ loadGraphClient },
		{ cloudTransport },
		{ cloudOverride },
		{ cloudInspector },
		{ bottleneckPacer },
		{ cloudTemplates },
		{ cloudNumberLife },
	] = await Promise.all([
		import('../../transport/cloud/graph-client.ts'),
		import('../../transport/cloud/cloud-transport.ts'),
		import('../../transport/cloud/cloud-override.ts'),
		import('../../transport/cloud/number-report.ts'),
		import('../../limiter/bottleneck-pacer.ts'),
		import('../../transport/cloud/templates/cloud-templates.ts'),
		import('../../transport/cloud/number-life.ts'),
	]);
	const businessAccountId = await office.store.accountOf({ numberId: number.id });
	const createClient = await loadGraphClient();
	const { store, locks, watch, clock, logger, keys } = office;
	return () => {
		const client = createClient(office.accessOf(number.id).access);
		const transport = cloudTransport(client, phoneNumberId);
		const override = new OverrideKeeper({
			phoneNumberId,
			store,
			override: cloudOverride(client, phoneNumberId),
			verifyTokenOf: keys.verifyToken,
			clock,
			logger,
		});
		const open = new OpenNumber({
			numberId: number.id,
			store,
			locks,
			override,
			connect({ onReady }) {
				const closing = new AbortController();
				const inspect = () => cloudInspector(client, phoneNumberId).inspect();
				const { managementCalls: calls } = office;
				const watched = { numberId: number.id, businessAccountId, inspect, calls };
				const watching = { ...watched, store, clock, logger, onReady };
				return {
					transport,
					linked: null,
					start() {
						override.start();
						void watchState(watching, number.state, closing.signal);
						const { syncApp: ask } = cloudNumberLife(client, phoneNumberId);
						const syncing = {
							numberId: number.id,
							ask,
							override,
							store,
							clock,
							logger,
						};
						void syncApp(syncing, closing.signal);
						if (businessAccountId === null) return;
						const account = cloudTemplates(client, businessAccountId);
						const { workspaceId } = number;
						const key = { workspaceId, businessAccountId, numberId: number.id };
						const parts = { ...key, account, store, clock, logger };
						void watchTemplates(parts, closing.signal);
					},
					close() {
						closing.abort();
						override.close();
						return Promise.resolve();
					},
				};
			},
			openPacer: bottleneckPacer,
			pacing: { ...CLOUD_PROFILE.pacing, perSecond: number.perSecond },
			recipientPace: CLOUD_PROFILE.recipient,
			watch,
			clock,
			random: Math.random,
			logger,
		});
		return { number: open, close: () => transport.close() };
	};
}

/**
 * Asks Meta about a number.
 *
 * @throws TeamError `remoteRefused` or `remoteUnreachable`
 */
export async function inspectCloudNumber(
	phoneNumberId: string,
	access: AccessSource,
): Promise<NumberReport> {
	return await withClient(access, async (client) => {
		const { cloudInspector } = await import('../../transport/cloud/number-report.ts');
		return await cloudInspector(client, phoneNumberId).inspect();
	});
}

/** Uses a client for one question and ends its connections. */
export async function withClient<T>(
	access: AccessSource,
	ask: (client: GraphClient) => Promise<T>,
): Promise<T> {
	const { loadGraphClient } = await import('../../transport/cloud/graph-client.ts');
	const createClient = await loadGraphClient();
	const client = createClient(access);
	try {
		return await ask(client);
	} finally {
		client.close();
	}
}
