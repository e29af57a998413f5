import type { Tx } from './schema.ts';

/**
 * Makes room for a message of ours whose echo was quicker than the answer to the send: the echo was
 * filed as written on the phone, and is the same message.
 */
export async function yieldEcho(
	{ db }: Tx,
	{ numberId, providerId, outboxId }: { numberId: string; providerId: string; outboxId: string },
): Promise<void> {
	const echo = await db
		.selectFrom('message')
		.select('id')
		.where('number_id', '=', numberId)
		.where('provider_id', '=', providerId)
		.where('direction', '=', 'out')
		.where('origin', '=', 'phone')
		.executeTakeFirst();
	if (echo === undefined) return;
	await db
		.updateTable('event')
		.set({ message_id: outboxId })
		.where('message_id', '=', echo.id)
		.execute();
	await db.deleteFrom('message').where('id', '=', echo.id).execute();
}
