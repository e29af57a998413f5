import type { TimelineEntry } from '../../ports/store.ts';
import { messagesShown, toShown } from './lookup-rows.ts';
import { readNotes } from '../desk/note-rows.ts';
import type { Tx } from '../schema.ts';

/** Where an entry of a timeline stands in it, and where it is read. */
export interface Place {
	readonly kind: TimelineEntry['kind'];
	readonly id: string;
	readonly at: number;
}

/** Entries by their ids, with one query for each kind that there is. */
export async function readEntries(
	tx: Tx,
	places: readonly Place[],
): Promise<ReadonlyMap<string, TimelineEntry>> {
	const entries: TimelineEntry[] = [];
	for (const kind of ['message', 'note', 'owner', 'event'] as const) {
		const ids = places.filter((place) => place.kind === kind).map(({ id }) => id);
		if (ids.length > 0) entries.push(...(await READ[kind](tx, ids)));
	}
	return new Map(entries.map((entry) => [entry.id, entry]));
}

type Read = (tx: Tx, ids: readonly string[]) => Promise<readonly TimelineEntry[]>;

const READ: Readonly<Record<TimelineEntry['kind'], Read>> = {
	async message(tx, ids) {
		const rows = await messagesShown(tx)
			.where('message.id', 'in', [...ids])
			.execute();
		return rows.map((row) => {
			const message = toShown(row);
			return { kind: 'message', at: message.sentAt, id: message.id, message };
		});
	},
	async note(tx, ids) {
		const notes = await readNotes(tx, ids);
		return notes.map((note) => ({ kind: 'note', at: note.createdAt, id: note.id, note }));
	},
	async owner({ db }, ids) {
		const rows = await db
			.selectFrom('assignment')
			.selectAll()
			.where('id', 'in', [...ids])
			.execute();
		return rows.map(({ id, at, by, kind, reason, version, ...row }) => {
			const [from, to, handoffNote] = [row.from_agent, row.to_agent, row.handoff_note];
			return {
				kind: 'owner',
				at,
				id,
				owner: { from, to, by, kind, reason, handoffNote, version },
			};
		});
	},
	async event({ db }, ids) {
		const rows = await db
			.selectFrom('event')
			.select(['id', 'at', 'type', 'actor', 'data_json'])
			.where('id', 'in', [...ids])
			.execute();
		return rows.map(({ id, at, type, actor, data_json: json }) => {
			const data = JSON.parse(json) as Record<string, unknown>;
			return { kind: 'event', at, id, event: { type, actor, data } };
		});
	},
};
