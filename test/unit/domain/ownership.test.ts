import {
	judgeOwner,
	type OwnerVerdict,
	type OwnerWish,
} from '../../../src/domain/team/ownership.ts';
import type { Role } from '../../../src/domain/team/permissions.ts';

const ADA = 'ada@example.com';
const BOB = 'bob@example.com';
const EVE = 'eve@example.com';

const KINDS = ['claim', 'assign', 'transfer', 'release'] as const;

/** A wish of Ada's for herself, or to give back. */
function wish(given: Partial<OwnerWish>, role: Role | null = 'agent'): OwnerWish {
	const acting = role === null ? null : { email: ADA, role };
	const to = given.kind === 'release' ? null : ADA;
	return { kind: 'claim', to, acting, force: false, expectedVersion: null, ...given };
}

describe('whose a conversation becomes', () => {
	it('is nobody’s else by what a viewer wishes', () => {
		for (const kind of KINDS) {
			for (const owner of [null, ADA, BOB]) {
				expect(judgeOwner(wish({ kind }, 'viewer'), { owner, version: 1 })).toBe(
					'notAllowed',
				);
			}
		}
	});

	it.each<[Partial<OwnerWish>, Role | null, string | null, OwnerVerdict]>([
		[{ kind: 'claim' }, 'agent', null, 'change'],
		[{ kind: 'claim' }, 'agent', ADA, 'same'],
		[{ kind: 'claim' }, 'owner', BOB, 'owned'],
		[{ kind: 'assign', to: BOB }, 'agent', null, 'notAllowed'],
		[{ kind: 'assign', to: BOB }, 'manager', null, 'change'],
		[{ kind: 'assign', to: BOB }, 'manager', EVE, 'owned'],
		[{ kind: 'assign', to: BOB }, null, EVE, 'owned'],
		[{ kind: 'transfer', to: BOB }, 'agent', ADA, 'change'],
		[{ kind: 'transfer', to: BOB }, 'agent', EVE, 'owned'],
		[{ kind: 'transfer', to: BOB }, 'manager', EVE, 'owned'],
		[{ kind: 'transfer', to: BOB }, null, EVE, 'change'],
		[{ kind: 'transfer', to: BOB, force: true }, 'agent', EVE, 'notAllowed'],
		[{ kind: 'transfer', to: BOB, force: true }, 'manager', EVE, 'change'],
		[{ kind: 'release' }, 'agent', ADA, 'change'],
		[{ kind: 'release' }, 'agent', BOB, 'owned'],
		[{ kind: 'release' }, 'manager', BOB, 'change'],
		[{ kind: 'release' }, 'agent', null, 'same'],
	])('%j by %s, of %s: %s', (given, role, owner, verdict) => {
		expect(judgeOwner(wish(given, role), { owner, version: 1 })).toBe(verdict);
	});

	it.each<[number | null, OwnerVerdict]>([
		[null, 'change'],
		[6, 'version'],
		[7, 'change'],
		[8, 'version'],
	])('with version 7 and the expected version %s: %s', (expectedVersion, verdict) => {
		const given = { kind: 'transfer', to: BOB, expectedVersion } as const;
		expect(judgeOwner(wish(given), { owner: ADA, version: 7 })).toBe(verdict);
	});
});
