import type { CapRules } from '../../domain/caps/caps.ts';
import type { StoreOperations } from '../../ports/store.ts';
import { doCredentialsDiffer, IN_USE_MS, valuesOf, writeRules } from './number-rules.ts';
import { toNumber } from './numbers.ts';
import { releaseUnseenOf } from '../team/release-unseen.ts';
import type { Tx } from '../schema.ts';

/** See `StoreOperations.noteCredential`. */
export async function noteCredential(
	tx: Tx,
	input: Parameters<StoreOperations['noteCredential']>[0],
): ReturnType<StoreOperations['noteCredential']> {
	const { db } = tx;
	const { numberId, values, now } = input;
	await tx.locks.number(numberId);
	const valuesJson = valuesOf(values);
	const { areValuesNew } = await writeRules(tx, { ...input, valuesJson });
	if (areValuesNew) {
		const before = await db
			.selectFrom('number')
			.select(['workspace_id', 'number_group'])
			.where('id', '=', numberId)
			.executeTakeFirstOrThrow();
		await db
			.updateTable('number')
			.set({
				label: values.label,
				number_group: values.group,
				time_zone: values.timeZone,
				default_country: values.defaultCountry,
				updated_at: now,
			})
			.where('id', '=', numberId)
			.execute();
		if (before.number_group !== values.group) {
			await releaseUnseenOf(tx, { workspaceId: before.workspace_id, numberId, now });
		}
	}
	const row = await db
		.selectFrom('number')
		.selectAll()
		.where('id', '=', numberId)
		.executeTakeFirstOrThrow();
	return { number: toNumber(row), doDiffer: await doCredentialsDiffer(tx, numberId, now) };
}

/** See `StoreOperations.otherRules`. */
export async function otherRules(
	{ db }: Tx,
	{ numberId, credentialId, now }: Parameters<StoreOperations['otherRules']>[0],
): ReturnType<StoreOperations['otherRules']> {
	const rows = await db
		.selectFrom('number_credential')
		.select('rules_json')
		.where('number_id', '=', numberId)
		.where('credential_id', '!=', credentialId)
		.where('seen_at', '>', now - IN_USE_MS)
		.orderBy('credential_id')
		.execute();
	return rows.map((row) => JSON.parse(row.rules_json) as CapRules);
}
