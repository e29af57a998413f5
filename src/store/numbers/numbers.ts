import type { Selectable } from 'kysely';
import type { NumberMode, NumberState, TeamNumber } from '../../domain/number/number.ts';
import type {
	CounterName,
	CountInput,
	FoundNumber,
	NumberKey,
	SaveNumber,
	StoreOperations,
} from '../../ports/store.ts';
import { valuesOf, writeRules } from './number-rules.ts';
import type { Tables, Tx } from '../schema.ts';
import { releaseUnseenOf } from '../team/release-unseen.ts';

/**
 * See `StoreOperations.saveNumber`. A number that another workspace holds is left untouched; one
 * that moved to another account, and so has a new id, stays the same number.
 */
export async function saveNumber(tx: Tx, input: SaveNumber): Promise<TeamNumber> {
	const { db, newId } = tx;
	const said = {
		mode: input.mode,
		phone: input.phone,
		phone_number_id: input.phoneNumberId,
		business_account_id: input.businessAccountId,
		label: input.label,
		number_group: input.group,
		time_zone: input.timeZone,
		default_country: input.defaultCountry,
		per_second: input.perSecond,
		remote_per_second: input.perSecond,
		...(input.linkedAt === undefined ? {} : { linked_at: input.linkedAt }),
		app_fingerprint: input.appFingerprint,
		updated_at: input.now,
	};
	const known = await db
		.selectFrom('number')
		.select(['id', 'workspace_id', 'phone_number_id', 'mode', 'state', 'number_group'])
		.where((eb) =>
			eb.or([
				...(input.phoneNumberId === null
					? []
					: [eb('phone_number_id', '=', input.phoneNumberId)]),
				...(input.phone === null ? [] : [eb('phone', '=', input.phone)]),
			]),
		)
		.execute();
	const taken = known.find((row) => row.workspace_id !== input.workspaceId);
	const own = known.find((row) => row.phone_number_id === input.phoneNumberId) ?? known[0];
	const kept = own?.mode === input.mode ? own.state : 'unlinked';
	const state = input.state ?? kept;
	const id = taken?.id ?? own?.id ?? newId();
	if (taken === undefined && own !== undefined) {
		const others = known.filter((row) => row.id !== id).map((row) => row.id);
		if (others.length > 0) {
			await db.updateTable('number').set({ phone: null }).where('id', 'in', others).execute();
		}
		await db
			.updateTable('number')
			.set({ ...said, state })
			.where('id', '=', id)
			.execute();
		if (own.number_group !== input.group) {
			const { workspaceId, now } = input;
			await releaseUnseenOf(tx, { workspaceId, numberId: id, now });
		}
	} else if (taken === undefined) {
		const fixed = {
			id,
			workspace_id: input.workspaceId,
			state,
			fence: 0,
			next_start_at: 0,
			next_reply_at: 0,
		};
		await db
			.insertInto('number')
			.values({ ...fixed, ...said, created_at: input.now })
			.execute();
	}
	if (taken === undefined) {
		const { credentialId = '', ownPerSecond = null, rules, now } = input;
		const said = { credentialId, ownPerSecond, rules, valuesJson: valuesOf(input), now };
		await writeRules({ db }, { numberId: id, ...said });
	}
	return toNumber(
		await db.selectFrom('number').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
	);
}

/** See `StoreOperations.findNumber`. */
export async function findNumber({ db }: Tx, key: NumberKey): Promise<FoundNumber | null> {
	const all = db.selectFrom('number').selectAll();
	const named =
		'phone' in key
			? all.where('phone', '=', key.phone)
			: all.where('phone_number_id', '=', key.phoneNumberId);
	const row = await named.executeTakeFirst();
	return row === undefined ? null : { ...toNumber(row), appFingerprint: row.app_fingerprint };
}

/** See `StoreOperations.setNumberState`. */
export async function setNumberState(
	{ db }: Tx,
	input: { readonly numberId: string; readonly state: NumberState; readonly now: number },
): Promise<null> {
	await db
		.updateTable('number')
		.set({ state: input.state, updated_at: input.now })
		.where('id', '=', input.numberId)
		.execute();
	return null;
}

/** See `StoreOperations.count`. */
export async function count({ db }: Tx, input: CountInput): Promise<null> {
	await db
		.insertInto('counter')
		.values({
			phone_number_id: input.phoneNumberId,
			name: input.name,
			n: 1,
			last_at: input.now,
		})
		.onConflict((conflict) =>
			conflict
				.columns(['phone_number_id', 'name'])
				.doUpdateSet((eb) => ({ n: eb('counter.n', '+', 1), last_at: input.now })),
		)
		.execute();
	return null;
}

/** See `StoreOperations.counters`. */
export async function counters(
	{ db }: Tx,
	input: { readonly phoneNumberId: string },
): ReturnType<StoreOperations['counters']> {
	const rows = await db
		.selectFrom('counter')
		.selectAll()
		.where('phone_number_id', '=', input.phoneNumberId)
		.orderBy('name')
		.execute();
	const received = await db
		.selectFrom('message')
		.innerJoin('number', 'number.id', 'message.number_id')
		.select((eb) => eb.fn.max('message.created_at').as('at'))
		.where((eb) =>
			eb.or([
				eb('number.phone_number_id', '=', input.phoneNumberId),
				eb('number.phone', '=', input.phoneNumberId),
			]),
		)
		.where('message.direction', '=', 'in')
		.executeTakeFirst();
	return {
		counters: rows.map((row) => ({
			name: row.name as CounterName,
			count: row.n,
			lastAt: row.last_at,
		})),
		lastReceivedAt: received?.at ?? null,
	};
}

/** A row as the use cases know it. */
export function toNumber(row: Selectable<Tables['number']>): TeamNumber {
	return {
		id: row.id,
		workspaceId: row.workspace_id,
		mode: row.mode as NumberMode,
		label: row.label,
		group: row.number_group,
		phone: row.phone,
		phoneNumberId: row.phone_number_id,
		state: row.state as NumberState,
		perSecond: row.per_second,
	};
}
