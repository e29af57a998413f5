import pg, { type CustomTypesConfig } from 'pg';

/** PostgreSQL's number of the type `bigint`. */
const INT8 = 20;

/**
 * Reads `bigint` as a number, as SQLite gives it: our times and counters stay far below 2^53. Given
 * to our own connections alone; n8n's go on reading texts.
 */
export const typesWithNumbers: CustomTypesConfig = {
	getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
		oid === INT8
			? Number
			: pg.types.getTypeParser(oid, format as 'text')) as CustomTypesConfig['getTypeParser'],
};
