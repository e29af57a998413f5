import { durationsOf } from '../../domain/durations.ts';
import type { Overview } from '../../ports/store.ts';
import { firstAnswers, isNarrowed, messageFigures } from './report-messages.ts';
import { counts, standingNow, standings, type Counted } from './report-parts.ts';
import type { Tx } from '../schema.ts';

/** The figures of the whole inbox. */
export async function overview(tx: Tx, counted: Counted): Promise<Overview> {
	const answers = await firstAnswers(tx, counted);
	return {
		...standingNow(await standings(tx, counted)),
		...(await messageFigures(tx, counted)),
		...durations(answers),
		optedOut: await optOuts(tx, counted),
	};
}

/** How long until the first answers. */
export function durations(answers: Awaited<ReturnType<typeof firstAnswers>>) {
	const known = (of: 'anybodyMs' | 'personMs') =>
		durationsOf(answers.flatMap((one) => one[of] ?? []));
	return { firstAnswer: known('anybodyMs'), firstReply: known('personMs') };
}

async function optOuts({ db }: Tx, counted: Counted): Promise<number> {
	const { count } = await db
		.selectFrom('contact')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('contact.workspace_id', '=', counted.workspaceId)
		.where('contact.merged_into', 'is', null)
		.where('contact.marketing', '=', 'out')
		.where('contact.marketing_at', '>=', counted.from)
		.where('contact.marketing_at', '<', counted.to)
		.$if(isNarrowed(counted), (query) =>
			query.where((eb) =>
				eb.exists(
					eb
						.selectFrom('conversation')
						.select('conversation.id')
						.whereRef('conversation.contact_id', '=', 'contact.id')
						.where((of) => counts(of, counted)),
				),
			),
		)
		.executeTakeFirstOrThrow();
	return Number(count);
}
