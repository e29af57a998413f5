import { readableText } from '../../../src/domain/outgoing.ts';
import type { HandOver, HandOverOutcome, Transport } from '../../../src/ports/transport.ts';
import type { OrderedLog } from './ordered-log.ts';

/** What the other side does with a message: an outcome, or one that comes later. */
export type Script = (message: HandOver) => HandOverOutcome | Promise<HandOverOutcome>;

/** A transport that writes what it is given into a log, and answers by a script. */
export interface ScriptedTransport extends Transport {
	/** Answers from now on. */
	script: Script;
	/** How many messages are on their way now, and how many were at the most. */
	readonly onTheWay: { now: number; most: number };
}

/** Takes every message until its `script` is replaced. */
export function scriptedTransport(log: OrderedLog): ScriptedTransport {
	const onTheWay = { now: 0, most: 0 };
	return {
		kind: 'cloud',
		onTheWay,
		script: taken,
		async send(message) {
			log.push(`send ${textOf(message)}`);
			onTheWay.now += 1;
			onTheWay.most = Math.max(onTheWay.most, onTheWay.now);
			const outcome = await this.script(message);
			onTheWay.now -= 1;
			return outcome;
		},
		close() {
			log.push('transport closed');
			return Promise.resolve();
		},
	};
}

/** The words of a message. */
export function textOf(message: HandOver): string | null {
	return readableText(message.content);
}

/** The other side took it. */
export function taken(message: HandOver): HandOverOutcome {
	return { kind: 'sent', providerId: `wamid.${message.outboxId}` };
}

/** An answer that is held back until a test lets it go. */
export interface Held<T> {
	readonly promise: Promise<T>;
	release(value: T): void;
	fail(error: Error): void;
}

/** Makes an answer that is held back. */
export function hold<T>(): Held<T> {
	let [release, fail]: [(value: T) => void, (error: Error) => void] = [() => {}, () => {}];
	const promise = new Promise<T>((resolve, reject) => {
		[release, fail] = [resolve, reject];
	});
	return { promise, release, fail };
}
