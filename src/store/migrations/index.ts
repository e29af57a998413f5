import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { inbox } from './001-inbox.ts';
import { content } from './002-content.ts';
import { waits } from './003-waits.ts';
import { settings } from './004-settings.ts';
import { caps } from './005-caps.ts';
import { steering } from './006-steering.ts';
import { health } from './007-health.ts';
import { linked } from './008-linked.ts';
import { templates } from './009-templates.ts';
import { team } from './010-team.ts';
import { owners } from './011-owners.ts';
import { desk } from './012-desk.ts';
import { lookup } from './013-lookup.ts';
import { numberLife } from './014-number-life.ts';
import { lookupSpeed } from './016-lookup-speed.ts';
import { teamGaps } from './017-team-gaps.ts';

/** Every change of the tables, in order. A released one is never edited. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
	'001-inbox': inbox,
	'002-content': content,
	'003-waits': waits,
	'004-settings': settings,
	'005-caps': caps,
	'006-steering': steering,
	'007-health': health,
	'008-linked': linked,
	'009-templates': templates,
	'010-team': team,
	'011-owners': owners,
	'012-desk': desk,
	'013-lookup': lookup,
	'014-number-life': numberLife,
	'016-lookup-speed': lookupSpeed,
	'017-team-gaps': teamGaps,
};

/**
 * Brings the tables up to date. The caller holds a lock that keeps other processes out.
 *
 * @throws if the database was written by a newer version of the package.
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
	const { Migrator } = await import('kysely/migration');
	const migrator = new Migrator({
		db,
		provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
		migrationTableName: 'migration',
		migrationLockTableName: 'migration_lock',
	});
	const { error } = await migrator.migrateToLatest();
	if (error !== undefined) throw error;
}
