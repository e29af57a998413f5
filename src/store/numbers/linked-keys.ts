import type { LinkedKeyChange } from '../../ports/linked.ts';
import type { LinkedOperations, Owned, OwnedNumber } from '../../ports/store/linked.ts';
import type { Tx } from '../schema.ts';

/** How many rows one statement writes or deletes. */
const CHUNK = 200;

/** See `LinkedOperations.readLinkedKeys`. */
export async function readLinkedKeys(
	{ db }: Tx,
	{ numberId, kind, ids }: Parameters<LinkedOperations['readLinkedKeys']>[0],
): ReturnType<LinkedOperations['readLinkedKeys']> {
	const found = [];
	for (const some of chunks([...new Set(ids)])) {
		const rows = await db
			.selectFrom('linked_key')
			.select(['id', 'value'])
			.where('number_id', '=', numberId)
			.where('kind', '=', kind)
			.where('id', 'in', some)
			.execute();
		found.push(...rows);
	}
	return found;
}

/** See `LinkedOperations.writeLinkedKeys`. */
export async function writeLinkedKeys(
	tx: Tx,
	input: Parameters<LinkedOperations['writeLinkedKeys']>[0],
): Promise<Owned> {
	const { numberId: number_id, changes, now: at } = input;
	if (!(await isOwner(tx, input))) return { isOwner: false };
	const last = new Map(changes.map((change) => [`${change.kind} ${change.id}`, change]));
	const written = [...last.values()].flatMap(({ kind, id, value }) =>
		value === null ? [] : [{ number_id, kind, id, value, at }],
	);
	for (const rows of chunks(written)) {
		await tx.db
			.insertInto('linked_key')
			.values(rows)
			.onConflict((conflict) =>
				conflict.columns(['number_id', 'kind', 'id']).doUpdateSet(({ ref }) => ({
					value: ref('excluded.value'),
					at: ref('excluded.at'),
				})),
			)
			.execute();
	}
	const deleted = [...last.values()].filter(({ value }) => value === null);
	for (const [kind, ids] of byKind(deleted)) await deleteKeys(tx, [number_id], kind, ids);
	return { isOwner: true };
}

/** See `LinkedOperations.wipeLinkedKeys`. */
export async function wipeLinkedKeys(tx: Tx, input: OwnedNumber): Promise<Owned> {
	if (!(await isOwner(tx, input))) return { isOwner: false };
	await tx.db.deleteFrom('linked_key').where('number_id', '=', input.numberId).execute();
	return { isOwner: true };
}

/** Deletes keys of one kind. */
export async function deleteKeys(
	{ db }: Pick<Tx, 'db'>,
	numberIds: readonly string[],
	kind: string,
	ids: readonly string[],
): Promise<void> {
	for (const some of chunks(ids)) {
		await db
			.deleteFrom('linked_key')
			.where('number_id', 'in', [...numberIds])
			.where('kind', '=', kind)
			.where('id', 'in', some)
			.execute();
	}
}

/** Holds the number: whoever takes it over does so before or after this transaction. */
async function isOwner({ db, locks }: Tx, { numberId, fence }: OwnedNumber): Promise<boolean> {
	await locks.number(numberId);
	const number = await db
		.selectFrom('number')
		.select('fence')
		.where('id', '=', numberId)
		.executeTakeFirst();
	return number?.fence === fence;
}

function byKind(changes: readonly LinkedKeyChange[]): ReadonlyMap<string, readonly string[]> {
	const kinds = new Map<string, string[]>();
	for (const { kind, id } of changes) {
		const ids = kinds.get(kind) ?? [];
		ids.push(id);
		kinds.set(kind, ids);
	}
	return kinds;
}

function chunks<T>(list: readonly T[]): readonly T[][] {
	return Array.from({ length: Math.ceil(list.length / CHUNK) }, (_, n) =>
		list.slice(n * CHUNK, (n + 1) * CHUNK),
	);
}
