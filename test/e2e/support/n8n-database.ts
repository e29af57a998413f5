import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'flatted';
import type { N8n } from './n8n.ts';

/** Whatever has an n8n. */
type Team = { readonly n8n: Pick<N8n, 'userFolder'> };

/** An item of ours with which n8n started an execution, whatever became of it. */
export type StartedWith = {
	readonly executionId: string;
	readonly status: string;
	readonly providerId: string;
	readonly eventId: string;
	readonly attempt: number;
};

/**
 * The items of all executions of a workflow out of n8n's own SQLite file: of executions that died,
 * too, and of more than n8n's list shows.
 */
export function itemsThatStarted(team: Team, workflowId: string): readonly StartedWith[] {
	const file = path.join(team.n8n.userFolder, '.n8n/database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
	try {
		const rows = database
			.prepare(
				'select e.id, e.status, d.data from execution_entity e ' +
					'join execution_data d on d.executionId = e.id where e.workflowId = ? order by e.id',
			)
			.all(workflowId);
		return rows.flatMap(({ id, status, data }) =>
			itemsIn(parse(String(data))).map((item) => ({
				executionId: String(id),
				status: String(status),
				...item,
			})),
		);
	} finally {
		database.close();
	}
}

/** Items of `message.received` anywhere in the data of an execution, each once. */
function itemsIn(data: unknown): ReadonlyArray<Omit<StartedWith, 'executionId' | 'status'>> {
	const seen = new Set<unknown>();
	const found = new Map<string, Omit<StartedWith, 'executionId' | 'status'>>();
	const visit = (value: unknown): void => {
		if (typeof value !== 'object' || value === null || seen.has(value)) return;
		seen.add(value);
		const { event, eventId, attempt, message } = value as Record<string, unknown>;
		if (event === 'message.received' && typeof message === 'object' && message !== null) {
			const { providerId } = message as Record<string, unknown>;
			const item = {
				providerId: String(providerId),
				eventId: String(eventId),
				attempt: Number(attempt),
			};
			found.set(`${item.eventId} ${item.attempt}`, item);
		}
		for (const part of Object.values(value)) visit(part);
	};
	visit(data);
	return [...found.values()];
}
