import { describe } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Store } from '../ports/store.ts';
import type { OverrideKeeper } from './override-keeper.ts';

/**
 * How long to wait for the webhooks to come here before looking, and looking again, in ms; the last
 * one repeats. A workflow that is just published says where they go while its number is opened.
 */
const PAUSES_MS = [2_000, 5_000, 15_000, 60_000, 5 * 60_000];

/** What of the app on the phone is asked for, in the order that Meta wants. */
export const APP_DATA = ['smb_app_state_sync', 'history'] as const;

/** How asking ended. */
export type AppDataAnswer =
	| { readonly kind: 'done' }
	| { readonly kind: 'refused'; readonly failure: { readonly message: string } }
	| { readonly kind: 'unreachable'; readonly reason: string; readonly isLost: boolean };

/** What asking for the data of the app needs. */
export interface AppSyncParts {
	readonly numberId: string;
	readonly ask: (kind: (typeof APP_DATA)[number]) => Promise<AppDataAnswer>;
	readonly override: Pick<OverrideKeeper, 'check'>;
	readonly store: Pick<Store, 'numberLife' | 'beginAppSync' | 'forgetAppSync'>;
	readonly clock: Clock;
	readonly logger: Logger;
}

/**
 * A number that also lives in the WhatsApp Business app brings its contacts and its history, by
 * webhooks, once, and only within a day of being connected. They are asked for as soon as the
 * webhooks come here. Ends with the signal.
 *
 * @see https://developers.facebook.com/docs/whatsapp/embedded-signup/custom-flows/onboarding-business-app-users
 */
export async function syncApp(parts: AppSyncParts, signal: AbortSignal): Promise<void> {
	const { numberId, override, store, clock, logger } = parts;
	try {
		const { facts } = await store.numberLife({ numberId, now: clock.now() });
		if (facts?.isOnApp !== true) return;
		for (let looks = 0; ; looks += 1) {
			await clock.sleep(PAUSES_MS[looks] ?? PAUSES_MS.at(-1) ?? 0, signal);
			if (signal.aborted) return;
			if ((await override.check()).kind === 'ours') break;
		}
		const { isFirst } = await store.beginAppSync({ numberId, now: clock.now() });
		if (!isFirst) return;
		for (const kind of APP_DATA) {
			const answer = await parts.ask(kind);
			if (answer.kind === 'done') {
				logger.info({ numberId, kind }, 'data of the app on the phone was asked for');
				continue;
			}
			const error = answer.kind === 'refused' ? answer.failure.message : answer.reason;
			logger.warn({ numberId, kind, error }, 'data of the app on the phone is not to be had');
			if (answer.kind === 'unreachable' && answer.isLost && kind === APP_DATA[0]) {
				await store.forgetAppSync({ numberId });
				return;
			}
		}
	} catch (error) {
		logger.warn({ numberId, error: describe(error) }, 'data of the app not asked for');
	}
}
