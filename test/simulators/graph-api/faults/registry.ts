import type { Clock } from '../clock.ts';
import { deferred } from '../deferred.ts';
import { IdSequence } from '../ids.ts';
import type { Fault, FaultKind, FaultOf, FaultView, Operation } from './fault.ts';

/** What a fault is matched against. */
export interface FaultTarget {
	readonly phoneNumberId?: string;
	/** Every name of the customers concerned. */
	readonly recipients: readonly string[];
	/** Absent for webhooks. */
	readonly operation?: Operation;
}

/** A fault that met something. */
export interface Hit<F extends Fault> {
	readonly id: string;
	readonly fault: F;
	/** Resolves when the fault is removed: what it holds back may go. */
	readonly removed: Promise<void>;
}

interface Active extends Hit<Fault> {
	readonly remove: () => void;
	used: number;
}

/** The faults that are set. A spent one stays listed (and goes on holding) until it is removed. */
export class FaultRegistry {
	readonly #clock: Clock;
	readonly #onChange: () => Promise<void>;
	readonly #ids = new IdSequence(1);
	readonly #active = new Map<string, Active>();

	/** @param onChange Called after each change; whoever changes faults waits for it. */
	constructor(clock: Clock, onChange: () => Promise<void>) {
		this.#clock = clock;
		this.#onChange = onChange;
	}

	async add(fault: Fault): Promise<string> {
		const id = this.#ids.next();
		const { promise: removed, resolve: remove } = deferred();
		this.#active.set(id, { id, fault, removed, remove, used: 0 });
		if (fault.forMs !== undefined) {
			this.#clock.schedule(fault.forMs, () => void this.remove([id]));
		}
		await this.#onChange();
		return id;
	}

	/** Removes the faults with these ids; default all. Unknown ids are passed over. */
	async remove(ids: readonly string[] = [...this.#active.keys()]): Promise<void> {
		for (const id of ids) {
			this.#active.get(id)?.remove();
			this.#active.delete(id);
		}
		await this.#onChange();
	}

	list(): readonly FaultView[] {
		return [...this.#active.values()].map(({ id, fault, used }) => ({ id, fault, used }));
	}

	/** The first fault of this kind that is not spent and meets the target; counts it as used. */
	take<K extends FaultKind>(
		kind: K,
		target: FaultTarget,
		accepts: (fault: FaultOf<K>) => boolean = () => true,
	): Hit<FaultOf<K>> | undefined {
		for (const active of this.#active.values()) {
			if (isHitOf(active, kind) && meets(active, target) && accepts(active.fault)) {
				active.used++;
				return active;
			}
		}
		return undefined;
	}
}

function isHitOf<K extends FaultKind>(active: Active, kind: K): active is Active & Hit<FaultOf<K>> {
	return active.fault.kind === kind;
}

function meets({ fault, used }: Active, target: FaultTarget): boolean {
	if (fault.times !== undefined && used >= fault.times) return false;
	// The API is away for everybody or for nobody.
	if (fault.kind === 'down') return true;
	if (fault.phoneNumberId !== undefined && fault.phoneNumberId !== target.phoneNumberId)
		return false;
	if (fault.recipient !== undefined && !target.recipients.includes(fault.recipient)) return false;
	if (target.operation === undefined) return true;
	const operation = 'operation' in fault ? fault.operation : undefined;
	return operation === 'any' || (operation ?? 'send') === target.operation;
}
