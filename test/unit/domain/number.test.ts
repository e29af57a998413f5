import { acceptsSends, type NumberState } from '../../../src/domain/number/number.ts';

const STATES: readonly NumberState[] = [
	'pending',
	'verified',
	'ready',
	'offline',
	'restricted',
	'banned',
	'paused',
	'unknown',
];

it('hands over while a number is ready, or not asked about yet, and holds in every other state', () => {
	expect(STATES.filter(acceptsSends)).toEqual(['ready', 'unknown']);
});
