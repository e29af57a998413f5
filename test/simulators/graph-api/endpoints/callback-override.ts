import type { GraphParts } from '../graph/call.ts';
import { badParameter, GraphRefusal, missingParameter } from '../graph/refusal.ts';
import type { JsonValue } from '../json.ts';
import type { CallbackChange } from '../log-entries.ts';
import type { Callback } from '../state/account.ts';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. */
const LONGEST_URL = 200;

/** Something that can have a callback of its own: a number or an account. */
interface Overridable {
	readonly id: string;
	override: Callback | null;
}

/** Sets the override once its URL has proved itself; an empty URL takes it away. */
export async function changeOverride(
	level: CallbackChange['level'],
	object: Overridable,
	url: string,
	verifyToken: JsonValue | undefined,
	{ log, verifier }: Pick<GraphParts, 'log' | 'verifier'>,
): Promise<void> {
	const note = (outcome: CallbackChange['outcome']) => {
		log.add({ kind: 'override', level, objectId: object.id, url: url || null, outcome });
	};
	if (url === '') {
		object.override = null;
		note('removed');
		return;
	}
	const callback = readCallback(url, verifyToken);
	try {
		await verifier.verify(callback);
	} catch (error) {
		if (error instanceof GraphRefusal) note('refused');
		throw error;
	}
	object.override = callback;
	note('set');
}

function readCallback(url: string, verifyToken: JsonValue | undefined): Callback {
	// Meta insists on https; what the simulator calls is on this machine.
	if (!URL.canParse(url) || !/^https?:/.test(url) || url.length > LONGEST_URL) {
		throw badParameter('Param override_callback_uri must be a valid URI.');
	}
	if (typeof verifyToken !== 'string') throw missingParameter('verify_token');
	return { url, verifyToken };
}
