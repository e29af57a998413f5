import type { OwnerPart } from '../../domain/item.ts';
import type { OwnerReason } from '../../domain/team/owner.ts';
import type { EventTable } from '../schema/log.ts';
import type { Tx } from '../schema.ts';
import type { Selectable } from 'kysely';

/** What events about owners carry: no text, which is with the assignment. */
interface OwnerData {
	readonly from: string | null;
	readonly to: string | null;
	readonly by: string;
	readonly reason: OwnerReason;
	readonly version: number;
}

/**
 * What items tell of changes of the owner, with what a person said about them.
 *
 * @returns by the id of the event
 */
export async function ownerPartsOf(
	{ db }: Pick<Tx, 'db'>,
	events: readonly Selectable<EventTable>[],
): Promise<ReadonlyMap<string, { readonly owner: OwnerPart }>> {
	const about = events.filter(({ type }) => type.startsWith('owner.'));
	if (about.length === 0) return new Map();
	const rows = await db
		.selectFrom('assignment')
		.select(['conversation_id', 'version', 'reason', 'handoff_note'])
		.where('conversation_id', 'in', [...new Set(about.map((event) => event.conversation_id))])
		.execute();
	return new Map(
		about.map((event) => {
			const data = JSON.parse(event.data_json) as OwnerData;
			const said = rows.find(
				(row) =>
					row.conversation_id === event.conversation_id && row.version === data.version,
			);
			const note = said?.handoff_note ?? null;
			const owner: OwnerPart = {
				from: data.from,
				to: data.to,
				by: data.by,
				reason: said?.reason ?? data.reason,
				version: data.version,
				...(note === null ? {} : { handoffNote: note }),
			};
			return [event.id, { owner }];
		}),
	);
}
