import { badParameter, GraphRefusal } from '../graph/refusal.ts';
import type { JsonValue } from '../json.ts';
import type { PhoneNumber } from '../state/phone-number.ts';

/** So many wrong PINs within an hour, and no more are looked at. Meta names no figure. */
const MOST_GUESSES = 5;
const GUESS_WINDOW_MS = 60 * 60 * 1000;

/** Reads a PIN, or refuses what is none. */
export function checkPin(value: JsonValue | undefined): string {
	if (typeof value === 'string' && /^\d{6}$/.test(value)) return value;
	throw badParameter('Param pin must be a 6 digit PIN.');
}

/** Refuses a PIN that is not the one of the number, and every one after too many wrong ones. */
export function checkPinAgainst({ registration }: PhoneNumber, pin: string, now: number): void {
	if (registration.pin === null) return;
	const guesses = registration.wrongPinsAt.filter((at) => at > now - GUESS_WINDOW_MS);
	if (guesses.length >= MOST_GUESSES) {
		const seconds = Math.ceil(((guesses[0] ?? now) + GUESS_WINDOW_MS - now) / 1000);
		const details = `Too many two step verification PIN guesses. Try again after ${seconds} seconds.`;
		throw new GraphRefusal({ code: 133008, details });
	}
	if (registration.pin === pin) return;
	registration.wrongPinsAt.push(now);
	throw new GraphRefusal({ code: 133005 });
}
