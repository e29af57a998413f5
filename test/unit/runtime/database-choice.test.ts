import {
	chooseDatabase,
	DATABASE_VARIABLE,
	type N8nDatabase,
} from '../../../src/runtime/database-choice.ts';

const FOLDER = '/home/node/.n8n';

const ENTRY = {
	host: 'db.internal',
	port: 5433,
	database: 'n8n',
	user: 'n8n',
	password: 'secret',
};

const PLAIN = { enabled: false, ca: '', cert: '', key: '', rejectUnauthorized: true };

/** What n8n says of its own database. */
function n8n(type: string, ssl: Partial<typeof PLAIN> = {}): () => N8nDatabase {
	return () => ({ type, postgresdb: { ...ENTRY, ssl: { ...PLAIN, ...ssl } } });
}

const ownFile = { kind: 'sqlite', file: `${FOLDER}/whatsapp-team/inbox.db` };

describe('the database of the inbox', () => {
	test.each([
		['n8n keeps its own data in SQLite', n8n('sqlite')],
		['there is no n8n', null],
	])('is a file in n8n’s folder where %s', (_, readN8n) => {
		expect(chooseDatabase(undefined, readN8n, FOLDER)).toEqual(ownFile);
	});

	test('is n8n’s own PostgreSQL where it has one', () => {
		expect(chooseDatabase(undefined, n8n('postgresdb'), FOLDER)).toEqual({
			kind: 'postgres',
			config: { address: { ...ENTRY, ssl: false } },
		});
	});

	test.each([
		['as n8n asks for it', { enabled: true }, true],
		[
			'with n8n’s own authority',
			{ enabled: true, ca: 'CA' },
			{ rejectUnauthorized: true, ca: 'CA' },
		],
		[
			'with a certificate of this client',
			{ cert: 'CERT', key: 'KEY' },
			{ rejectUnauthorized: true, cert: 'CERT', key: 'KEY' },
		],
		[
			'with whoever answers, if n8n does so',
			{ rejectUnauthorized: false },
			{ rejectUnauthorized: false },
		],
	])('is spoken to in secret %s', (_, given, ssl) => {
		expect(chooseDatabase(undefined, n8n('postgresdb', given), FOLDER)).toEqual({
			kind: 'postgres',
			config: { address: { ...ENTRY, ssl } },
		});
	});

	test.each(['postgres://me:secret@db/team', 'postgresql://me:secret@db/team'])(
		'is the PostgreSQL that is named, whatever n8n has: %s',
		(url) => {
			const fail = (): never => {
				throw new Error('n8n was asked');
			};

			expect(chooseDatabase(` ${url}\n`, fail, FOLDER)).toEqual({
				kind: 'postgres',
				config: { address: { url } },
			});
		},
	);

	test.each([
		['/data/team.db', '/data/team.db'],
		['team.db', `${FOLDER}/team.db`],
		['file:///data/team%20one.db', '/data/team one.db'],
	])('is the file that is named: %s', (named, file) => {
		expect(chooseDatabase(named, n8n('postgresdb'), FOLDER)).toEqual({ kind: 'sqlite', file });
	});

	test('is not named by an empty variable', () => {
		expect(chooseDatabase(' ', n8n('sqlite'), FOLDER)).toEqual(ownFile);
	});

	test('is refused in words if its kind is not known, without repeating what was given', () => {
		const choose = (): unknown => chooseDatabase('mysql://me:secret@db/team', null, FOLDER);

		expect(choose).toThrow(
			expect.objectContaining({
				name: 'TeamError',
				code: 'storeUnavailable',
				message: expect.stringContaining(DATABASE_VARIABLE) as unknown,
				advice: expect.stringContaining('postgres://') as unknown,
			}) as Error,
		);
		expect(choose).not.toThrow('secret');
	});
});
