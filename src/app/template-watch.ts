import { describe, problem } from '../domain/problem.ts';
import type { Template } from '../domain/template/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Store, TemplateAccountKey } from '../ports/store.ts';
import type { TemplateAccount } from '../ports/templates.ts';

/** How long the loop sleeps at the most, in ms: another process may have sent one to review. */
const MOST_SLEEP_MS = 30_000;

/** How long it waits after a look that went wrong, in ms. */
const FAILED_MS = 15 * 60_000;

/** How many templates a call asks for. */
const PAGE = 200;

/** How many calls a look makes at the most: an account has 6,000 templates at the most. */
const MOST_CALLS = 60;

function endless() {
	return problem(
		'remoteUnreachable',
		'Meta lists more templates than an account can have',
		'It is tried again by itself.',
	);
}

/** What watching the templates of an account needs. */
export interface TemplateWatchParts extends TemplateAccountKey {
	/** The number for which the account is watched. */
	readonly numberId: string;
	readonly account: Pick<TemplateAccount, 'list'>;
	readonly store: Pick<Store, 'beginTemplateLook' | 'noteTemplates'>;
	readonly clock: Clock;
	readonly logger: Logger;
}

/**
 * Looks at the templates of an account now and then, and writes down what it sees. Of all who watch
 * the same account, in whatever process, one looks at a time. Ends with the signal.
 */
export async function watchTemplates(
	parts: TemplateWatchParts,
	signal: AbortSignal,
): Promise<void> {
	const { clock, logger, numberId } = parts;
	while (!signal.aborted) {
		let pause = FAILED_MS;
		try {
			const nextAt = await look(parts, signal);
			pause = Math.min(Math.max(nextAt - clock.now(), 0), MOST_SLEEP_MS);
		} catch (error) {
			logger.warn({ numberId, error: describe(error) }, 'templates could not be looked at');
		}
		await clock.sleep(pause, signal);
	}
}

/** @returns when to ask again */
async function look(parts: TemplateWatchParts, signal: AbortSignal): Promise<number> {
	const { workspaceId, businessAccountId, numberId, store, clock } = parts;
	const key = { workspaceId, businessAccountId };
	const begun = await store.beginTemplateLook({ ...key, now: clock.now() });
	if (!begun.isDue) return begun.nextAt;
	const templates: Template[] = [];
	let after: string | null = null;
	let lookCalls = 0;
	do {
		const page = await parts.account.list({ limit: PAGE, after });
		lookCalls += 1;
		templates.push(...page.templates);
		after = page.next;
		// What was not listed to its end says nothing of what is gone.
		if (signal.aborted) return clock.now();
		if (lookCalls === MOST_CALLS && after !== null) throw endless();
	} while (after !== null);
	const seen = { ...key, numberId, templates, lookCalls, now: clock.now() };
	return (await store.noteTemplates(seen)).nextAt;
}
