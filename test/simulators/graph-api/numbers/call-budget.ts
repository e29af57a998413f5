import type { Operation } from '../faults/fault.ts';
import { GraphRefusal } from '../graph/refusal.ts';
import type { JsonObject } from '../json.ts';
import type { World } from '../state/world.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Calls of messages and files, which the management of an account does not pay for. */
const FREE: readonly Operation[] = [
	'send',
	'receipt',
	'uploadMedia',
	'readMedia',
	'downloadMedia',
	'deleteMedia',
	'debugToken',
	'uploadSample',
];

/** https://developers.facebook.com/docs/graph-api/overview/rate-limiting#whatsapp-business-management-api: so many calls an hour for an account without a number that works, and with one. */
const QUIET = 200;
const ACTIVE = 5000;

/** Counts what the management of accounts costs, in every hour that ends now. */
export class CallBudget {
	readonly #world: World;
	readonly #calls = new Map<string, number[]>();

	constructor(world: World) {
		this.#world = world;
	}

	/**
	 * Counts a call, or refuses it with 80008.
	 *
	 * @param perHour what is allowed; null for what Meta allows
	 */
	spend(operation: Operation, objectId: string, perHour: number | null, now: number): void {
		const account = this.#accountOf(operation, objectId);
		if (account === null) return;
		const calls = this.#lately(account, now);
		if (calls.length >= (perHour ?? this.#allowed(account)))
			throw new GraphRefusal({ code: 80008 });
		calls.push(now);
	}

	/** `X-Business-Use-Case-Usage` of an answer; null where the call costs nothing. */
	usage(
		operation: Operation,
		objectId: string,
		perHour: number | null,
		now: number,
	): JsonObject | null {
		const account = this.#accountOf(operation, objectId);
		if (account === null) return null;
		const calls = this.#lately(account, now);
		const allowed = perHour ?? this.#allowed(account);
		const share = Math.min(100, Math.floor((calls.length / allowed) * 100));
		const regainMs = calls.length < allowed ? 0 : (calls[0] ?? now) + HOUR_MS - now;
		const usage = {
			type: 'whatsapp_business_management',
			call_count: share,
			total_cputime: 0,
			total_time: 0,
			estimated_time_to_regain_access: Math.ceil(regainMs / 60_000),
		};
		return { [account]: [usage] };
	}

	#accountOf(operation: Operation, objectId: string): string | null {
		if (FREE.includes(operation)) return null;
		const { accounts, numbers, templates } = this.#world;
		if (accounts.has(objectId)) return objectId;
		return (numbers.get(objectId) ?? templates.get(objectId))?.wabaId ?? null;
	}

	#allowed(account: string): number {
		const works = this.#world
			.numbersOf(account)
			.some(({ profile }) => profile.platformType === 'CLOUD_API');
		return works ? ACTIVE : QUIET;
	}

	#lately(account: string, now: number): number[] {
		const calls = this.#calls.get(account) ?? [];
		while ((calls[0] ?? Infinity) <= now - HOUR_MS) calls.shift();
		this.#calls.set(account, calls);
		return calls;
	}
}
