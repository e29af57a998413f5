import type { Context } from '../../context.ts';
import type { Node } from '../../wire/node.ts';
import type { LinkedDevice } from '../../world/linked-device.ts';
import type { Connection } from '../connection.ts';

/** A question of the client. */
export interface IqCall {
	readonly context: Context;
	readonly connection: Connection;
	readonly stanza: Node;
	/** Its first part, which says what is asked. */
	readonly asked: Node | undefined;
	/** The device that asks. Throws if none is logged in. */
	readonly device: LinkedDevice;
}

/** Gives the parts of the answer, none for a plain "done". */
export type IqHandler = (call: IqCall) => readonly Node[] | undefined | Promise<undefined>;

/** The question is refused with an error. */
export class IqRefused extends Error {
	readonly code: number;

	constructor(code: number, text: string) {
		super(text);
		this.code = code;
	}
}
