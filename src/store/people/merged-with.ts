import type { Tx } from '../schema.ts';

/** The ids of a conversation and of those that it took in, for a query. */
export function mergedWith({ db }: Pick<Tx, 'db'>, conversationId: string) {
	return db
		.selectFrom('conversation')
		.select('conversation.id')
		.where((eb) =>
			eb.or([
				eb('conversation.id', '=', conversationId),
				eb('conversation.merged_into', '=', conversationId),
			]),
		);
}
