import { deferred } from '../../graph-api/deferred.ts';
import { digitsOf } from '../wire/jid.ts';
import type { Fault, FaultKind, FaultOf, FaultView } from './fault.ts';

/** What a fault is matched against; phone and customer as digits. */
export interface FaultTarget {
	readonly phone?: string | undefined;
	readonly customer?: string | undefined;
	readonly messageId?: string | undefined;
	/** "type|xmlns|child". */
	readonly iq?: string;
}

/** A fault that met something. */
export interface Hit<F extends Fault> {
	readonly fault: F;
	/** Resolves when the fault is removed: what it holds back may go. */
	readonly removed: Promise<void>;
}

interface Active extends Hit<Fault> {
	readonly remove: () => void;
	used: number;
}

/** The faults that are set. A spent one stays listed until it is removed. */
export class FaultRegistry {
	readonly #active = new Map<string, Active>();
	readonly #onChange: () => void;
	#lastId = 0;

	/** @param onChange Called after faults were set or removed. */
	constructor(onChange: () => void) {
		this.#onChange = onChange;
	}

	/** Sets a fault; it is in force at once. Gives its id. */
	add(fault: Fault): string {
		const id = String(++this.#lastId);
		const { promise: removed, resolve: remove } = deferred();
		this.#active.set(id, { fault: normalised(fault), removed, remove, used: 0 });
		this.#onChange();
		return id;
	}

	/** Removes one fault, or all. An unknown id is passed over. */
	remove(id?: string): void {
		for (const key of id === undefined ? [...this.#active.keys()] : [id]) {
			this.#active.get(key)?.remove();
			this.#active.delete(key);
		}
		this.#onChange();
	}

	list(): readonly FaultView[] {
		return [...this.#active].map(([id, { fault, used }]) => ({ id, fault, used }));
	}

	/** Whether a fault of this kind meets the target now; for faults that are a state. */
	has(kind: FaultKind, target: FaultTarget): boolean {
		return [...this.#active.values()].some((active) => {
			return active.fault.kind === kind && meets(active, target);
		});
	}

	/** The first fault of this kind that is not spent and meets the target; counts it as used. */
	take<K extends FaultKind>(
		kind: K,
		target: FaultTarget,
		accepts: (fault: FaultOf<K>) => boolean = () => true,
	): Hit<FaultOf<K>> | undefined {
		for (const active of this.#active.values()) {
			if (isOf(active, kind) && meets(active, target) && accepts(active.fault)) {
				active.used++;
				return active;
			}
		}
		return undefined;
	}
}

function isOf<K extends FaultKind>(active: Active, kind: K): active is Active & Hit<FaultOf<K>> {
	return active.fault.kind === kind;
}

function meets({ fault, used }: Active, target: FaultTarget): boolean {
	if (fault.times !== undefined && used >= fault.times) return false;
	if ('phone' in fault && fault.phone !== target.phone) return false;
	if ('iq' in fault && !target.iq?.includes(fault.iq)) return false;
	if ('customer' in fault && fault.customer !== target.customer) return false;
	return !('messageId' in fault) || fault.messageId === target.messageId;
}

function normalised(fault: Fault): Fault {
	const phone =
		'phone' in fault && fault.phone !== undefined ? { phone: digitsOf(fault.phone) } : {};
	const customer =
		'customer' in fault && fault.customer !== undefined
			? { customer: digitsOf(fault.customer) }
			: {};
	return { ...fault, ...phone, ...customer };
}
