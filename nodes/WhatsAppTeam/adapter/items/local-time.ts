/** Times as a person reads them, in the time zone of the workflow. */
export class LocalTime {
	readonly #zone: string;
	readonly #now: number;

	constructor(zone: string, now: number) {
		this.#zone = zone;
		this.#now = now;
	}

	/** `at 14:05` today, `tomorrow at 09:00`, `on 24 Nov at 09:00` later. */
	at(time: number): string {
		const [day, clock] = [this.day(time), `at ${this.clock(time)}`];
		if (day === 'today') return clock;
		return day === 'tomorrow' ? `${day} ${clock}` : `on ${day} ${clock}`;
	}

	/** The same after `until`: `14:05`, `tomorrow at 09:00`, `24 Nov at 09:00`. */
	until(time: number): string {
		return this.at(time).replace(/^(at|on) /, '');
	}

	/** `today`, `tomorrow` or the date. */
	day(time: number): string {
		const [today, other] = [this.#date(this.#now), this.#date(time)];
		const days = Math.round((Date.parse(other) - Date.parse(today)) / 86_400_000);
		if (days === 0) return 'today';
		if (days === 1) return 'tomorrow';
		return this.#format(time, { day: 'numeric', month: 'short' });
	}

	/** `09:00`. */
	clock(time: number): string {
		return this.#format(time, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
	}

	#date(time: number): string {
		// Canadian dates are written as ISO 8601 writes them.
		return new Intl.DateTimeFormat('en-CA', { timeZone: this.#zone }).format(time);
	}

	#format(time: number, options: Intl.DateTimeFormatOptions): string {
		return new Intl.DateTimeFormat('en-GB', { timeZone: this.#zone, ...options }).format(time);
	}
}
