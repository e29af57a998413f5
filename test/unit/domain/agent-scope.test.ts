import { isInScope, scopeOf } from '../../../src/domain/team/agent-scope.ts';
import { may, PERMISSIONS, type Role } from '../../../src/domain/team/permissions.ts';

const SEEN = { numberId: 'n1', numberGroup: 'South', labels: ['VIP', 'new'] };

describe('what somebody may see', () => {
	it.each<[readonly string[] | null, readonly string[] | null, boolean]>([
		[null, null, true],
		[['n1'], null, true],
		[['South'], null, true],
		[['n2', 'North'], null, false],
		[[], null, false],
		[null, ['vip'], true],
		[null, [' Vip '], true],
		[null, ['old'], false],
		[null, [], false],
		[['n1'], ['new'], true],
		[['n1'], ['old'], false],
		[['n2'], ['new'], false],
	])('of numbers %j and labels %j', (numbers, labels, isSeen) => {
		expect(isInScope({ numbers, labels }, SEEN)).toBe(isSeen);
	});

	it('is no number without a group for those who may see groups', () => {
		const scope = { numbers: ['South'], labels: null };
		expect(isInScope(scope, { ...SEEN, numberGroup: null })).toBe(false);
	});

	it.each<[Role, boolean, boolean]>([
		['owner', true, true],
		['manager', true, true],
		['agent', true, false],
		['viewer', true, false],
		['limitedAgent', false, false],
	])('is for %s all without limits: %s, and with limits: %s', (role, all, anyway) => {
		const open = scopeOf({ role, numberScope: null, labelScope: null });
		const closed = scopeOf({ role, numberScope: [], labelScope: null });

		expect([isInScope(open, SEEN), isInScope(closed, SEEN)]).toEqual([all, anyway]);
	});
});

describe('what a role may do', () => {
	it('is everything for an owner, and nothing for a viewer', () => {
		expect(PERMISSIONS.viewer).toEqual([]);
		expect(new Set(PERMISSIONS.owner)).toEqual(new Set(Object.values(PERMISSIONS).flat()));
	});

	it('is to give and take what others have for managers and owners alone', () => {
		const roles = (Object.keys(PERMISSIONS) as Role[]).filter((role) =>
			may(role, 'assignOthers'),
		);
		expect(roles).toEqual(['owner', 'manager']);
	});
});
