import { problem } from '../../domain/problem.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkedKeys } from '../../ports/linked.ts';
import type { Owned, OwnedNumber, Store } from '../../ports/store.ts';
import type { Seal } from '../credential/seal.ts';

/** What the keys of a linked number are kept with. */
export interface LinkedKeysParts extends OwnedNumber {
	readonly store: Pick<Store, 'readLinkedKeys' | 'writeLinkedKeys' | 'wipeLinkedKeys'>;
	readonly seal: Seal;
	readonly clock: Clock;
}

/**
 * The keys of a linked number for the process that owns it: sealed in the store, each for its number,
 * kind and id, so that a row put in another's place is as good as missing. So are those that were
 * sealed with a key of n8n that is lost: then the number has to be linked anew.
 */
export function linkedKeys(parts: LinkedKeysParts): LinkedKeys {
	const { store, seal, clock, numberId, fence } = parts;
	const owner = { numberId, fence };
	// Neither number nor kind has a blank in it.
	const about = (kind: string, id: string): string => `${numberId} ${kind} ${id}`;
	return {
		async read(kind, ids) {
			if (ids.length === 0) return new Map();
			const rows = await store.readLinkedKeys({ numberId, kind, ids });
			return new Map(
				rows.flatMap(({ id, value }) => {
					const opened = seal.open(value, about(kind, id));
					return opened === null ? [] : [[id, opened] as const];
				}),
			);
		},
		async write(changes) {
			if (changes.length === 0) return;
			const sealed = changes.map(({ kind, id, value }) => ({
				kind,
				id,
				value: value === null ? null : seal.close(value, about(kind, id)),
			}));
			check(await store.writeLinkedKeys({ ...owner, changes: sealed, now: clock.now() }));
		},
		async wipe() {
			check(await store.wipeLinkedKeys(owner));
		},
	};
}

function check({ isOwner }: Owned): void {
	if (isOwner) return;
	throw problem(
		'notOwner',
		'Another process has taken this linked number over',
		'Nothing needs to be done: that process keeps it connected.',
	);
}
