import { OverrideKeeper } from '../../../src/app/override-keeper.ts';
import type { Receiver } from '../../../src/ports/store.ts';
import type { WebhookOverride } from '../../../src/ports/transport.ts';
import { HandClock } from './hand-clock.ts';
import { loggerInto, type OrderedLog } from './ordered-log.ts';
import { makeTeam, NOW, type Team } from './team.ts';
import type { TestStore } from './test-store.ts';

/** Meta's side of an address: what is set, and what goes wrong. */
export interface ScriptedOverride extends WebhookOverride {
	/** The address that is set on the number. */
	current: string | null;
	/** Thrown by the next calls, one each. */
	readonly trouble: Error[];
}

/** A keeper over the real store, with Meta in the test's hands. */
export interface OverrideRig {
	readonly keeper: OverrideKeeper;
	readonly meta: ScriptedOverride;
	readonly team: Team;
	readonly clock: HandClock;
	/** `read`, `set <address> <token>`, `clear` and the lines of the logger, in order. */
	readonly log: OrderedLog;
	/** Notes a receiver; its address is `https://n8n.example/webhook/<id>/whatsapp-team`. */
	add(webhookId: string, mode?: Receiver['mode'], host?: string): Promise<string>;
	/** Notes that a receiver has gone. */
	remove(webhookId: string, mode?: Receiver['mode']): Promise<void>;
}

/** Builds a keeper for a number of its own. */
export async function overrideRig({ store, rest }: TestStore): Promise<OverrideRig> {
	const log: OrderedLog = [];
	const team = await makeTeam(store);
	const clock = new HandClock(NOW, rest);
	const call = (line: string, change: () => void): Promise<void> => {
		log.push(line);
		const trouble = meta.trouble.shift();
		if (trouble !== undefined) return Promise.reject(trouble);
		change();
		return Promise.resolve();
	};
	const meta: ScriptedOverride = {
		current: null,
		trouble: [],
		async read() {
			await call('read', () => undefined);
			return meta.current;
		},
		set(url, token) {
			return call(`set ${url} ${token}`, () => {
				meta.current = url;
			});
		},
		clear() {
			return call('clear', () => {
				meta.current = null;
			});
		},
	};
	const { phoneNumberId, workspaceId } = team;
	const keeper = new OverrideKeeper({
		phoneNumberId,
		store,
		override: meta,
		verifyTokenOf: (webhookId) => `token-of-${webhookId}`,
		clock,
		logger: loggerInto(log),
	});
	let age = NOW;
	return {
		keeper,
		meta,
		team,
		clock,
		log,
		async add(webhookId, mode = 'production', host = 'n8n.example') {
			const url = `https://${host}/webhook/${webhookId}/whatsapp-team`;
			const receiver = {
				webhookId,
				workspaceId,
				phoneNumberId,
				workflowId: 'flow',
				url,
				mode,
			};
			await store.saveReceiver({ ...receiver, now: (age += 1) });
			return url;
		},
		async remove(webhookId, mode = 'production') {
			await store.removeReceiver({ webhookId, mode, now: clock.now() });
		},
	};
}
