import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';

/** Gives the value with its type, or throws `BadInput` that says where it is wrong. */
export type Check<T> = (value: unknown, at: string) => T;

/** A request to the control API that cannot be understood. */
export class BadInput extends Error {}

/** A check for each key of an object. */
export type Shape<T> = { readonly [K in keyof Required<T>]: Check<T[K]> };

/** An object with these keys and no others; a key whose check takes `undefined` may be absent. */
export function object<T extends object>(shape: Shape<T>): Check<T> {
	const checks = Object.entries<Check<unknown>>(shape);
	return (value, at) => {
		if (!isJsonObject(value)) throw wrong(at, 'an object');
		const unknown = Object.keys(value).find((key) => !(key in shape));
		if (unknown !== undefined) throw new BadInput(`${at}.${unknown} is not known.`);
		const entries = checks.map(([key, check]) => [key, check(value[key], `${at}.${key}`)]);
		// The checks were run, key by key.
		return Object.fromEntries(entries.filter(([, checked]) => checked !== undefined)) as T;
	};
}

/** The value may be absent. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
	return (value, at) => (value === undefined ? undefined : check(value, at));
}

/** The value may be null. */
export function nullable<T>(check: Check<T>): Check<T | null> {
	return (value, at) => (value === null ? null : check(value, at));
}

/** Every element passes. */
export function list<T>(check: Check<T>): Check<readonly T[]> {
	return (value, at) => {
		if (!Array.isArray(value)) throw wrong(at, 'a list');
		return value.map((element, index) => check(element, `${at}[${index}]`));
	};
}

/** One of these words or numbers. */
export function oneOf<T extends string | number>(...allowed: readonly T[]): Check<T> {
	return (value, at) => {
		const found = allowed.find((candidate) => candidate === value);
		if (found === undefined) throw wrong(at, `one of ${allowed.join(', ')}`);
		return found;
	};
}

/** Any text. */
export const text: Check<string> = (value, at) => {
	if (typeof value !== 'string') throw wrong(at, 'text');
	return value;
};

/** Any finite number. */
export const number: Check<number> = (value, at) => {
	if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(at, 'a number');
	return value;
};

/** True or false. */
export const flag: Check<boolean> = (value, at) => {
	if (typeof value !== 'boolean') throw wrong(at, 'true or false');
	return value;
};

/** Any JSON object. */
export const json: Check<JsonObject> = (value, at) => {
	if (!isJsonObject(value)) throw wrong(at, 'an object');
	return value;
};

function wrong(at: string, expected: string): BadInput {
	return new BadInput(`${at} is to be ${expected}.`);
}
