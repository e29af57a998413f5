import type { Check } from '../../domain/check.ts';
import {
	firstStep,
	isReady,
	preflight,
	type TemplateCounts,
} from '../../domain/number/preflight.ts';
import { isPending, type Template } from '../../domain/template/model.ts';
import type { NumberReport, NumberState } from '../../domain/number/number.ts';
import { problem } from '../../domain/problem.ts';
import { isOurs } from '../../app/override-keeper.ts';
import { withClient } from './cloud-number.ts';
import { addressOf, asCloud } from '../credential/credential.ts';
import { accessTo, type Asker } from './number-access.ts';
import { lookAtNumber } from './number-look.ts';

/** How many templates are looked at. */
const TEMPLATES = 200;

/** How a number stands, and whether it can send. */
export interface Preflight {
	readonly report: NumberReport;
	readonly state: NumberState;
	readonly isReady: boolean;
	readonly checks: readonly Check[];
	/** What to do first. */
	readonly nextStep: string;
}

/**
 * Checks a number of the Cloud API from the phone to the app, by four calls of Meta's at the most.
 *
 * @throws TeamError `remoteRefused`, `remoteUnreachable`; `invalidInput` for a linked number
 */
export async function checkNumber(asker: Asker): Promise<Preflight> {
	const { office, own, source } = asker;
	if (own.mode === 'linked') throw linkedHasNone();
	const { store, clock } = office;
	const credential = asCloud(await source());
	const { businessAccountId } = credential;
	const { report, state } = await lookAtNumber(asker);
	const access = await accessTo(asker, own.id);
	const [{ isSubscribed }, { readToken }, { cloudTemplates }] = await Promise.all([
		import('../../transport/cloud/number-life.ts'),
		import('../../transport/cloud/token-facts.ts'),
		import('../../transport/cloud/templates/cloud-templates.ts'),
	]);
	const asked = await withClient(access, async (client) => ({
		token: await readToken(client, access),
		isSubscribed:
			businessAccountId === null ? null : await isSubscribed(client, businessAccountId),
		templates:
			businessAccountId === null
				? null
				: await cloudTemplates(client, businessAccountId)
						.list({ limit: TEMPLATES, after: null })
						.then(({ templates, next }) => countTemplates(templates, next !== null))
						.catch(() => null),
	}));
	const now = clock.now();
	const standing = await store.numberStanding({ numberId: own.id, now });
	const known = await store.listReceivers({ phoneNumberId: addressOf(credential) });
	const { number, account, app } = report.facts.webhooks;
	const goesTo = number ?? account ?? app;
	const checks = preflight({
		state,
		facts: report.facts,
		isPaused: standing.pausedAt !== null,
		receiver: goesTo === null ? 'nowhere' : isOurs(goesTo, known) ? 'ours' : 'other',
		...asked,
		limits: standing.limits,
		doCredentialsDiffer: standing.doCredentialsDiffer,
		now,
	});
	return { report, state, isReady: isReady(checks), checks, nextStep: firstStep(checks) };
}

function countTemplates(all: readonly Template[], hasMore: boolean): TemplateCounts {
	const approved = all.filter(({ status }) => status === 'APPROVED').length;
	const pending = all.filter(isPending).length;
	return { approved, pending, stopped: all.length - approved - pending, hasMore };
}

function linkedHasNone() {
	return problem(
		'invalidInput',
		'A linked number lives in the WhatsApp app: Meta keeps no health of it',
		"Run 'Get', which tells how its link stands.",
	);
}
