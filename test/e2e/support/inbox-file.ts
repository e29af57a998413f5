import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { waitFor } from './deadline.ts';
import type { N8n } from './n8n.ts';

/** Whatever has an n8n. */
type Team = { readonly n8n: Pick<N8n, 'userFolder'> };

/** Reads the store of a running n8n from outside, as another process may. */
export function readInbox(team: Team, sql: string): readonly Record<string, unknown>[] {
	const file = path.join(team.n8n.userFolder, '.n8n/whatsapp-team/inbox.db');
	const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
	try {
		return database.prepare(sql).all();
	} finally {
		database.close();
	}
}

/** Changes the store of a running n8n from outside. */
export function changeInbox(team: Team, sql: string): void {
	const file = path.join(team.n8n.userFolder, '.n8n/whatsapp-team/inbox.db');
	const database = new DatabaseSync(file, { timeout: 2_000 });
	try {
		database.exec(sql);
	} finally {
		database.close();
	}
}

/** Waits until the outbox has a row like this. */
export async function untilInOutbox(team: Team, condition: string): Promise<void> {
	const look = (): true | undefined =>
		readInbox(team, `select id from outbox where ${condition}`).length > 0 || undefined;
	await waitFor(`a row in the outbox where ${condition}`, look, {
		timeoutMs: 20_000,
		everyMs: 20,
	});
}
