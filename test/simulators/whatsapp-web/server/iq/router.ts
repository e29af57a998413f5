import type { Context } from '../../context.ts';
import { library } from '../../library.ts';
import { SERVER_JID } from '../../wire/jid.ts';
import type { Node } from '../../wire/node.ts';
import { child, node } from '../../wire/node.ts';
import type { Connection } from '../connection.ts';
import { ACCOUNT_HANDLERS } from './account.ts';
import type { IqHandler } from './call.ts';
import { IqRefused } from './call.ts';
import { KEY_HANDLERS } from './keys.ts';
import { LINK_CODE_HANDLERS } from './link-code.ts';
import { USYNC_HANDLERS } from './usync.ts';

const HANDLERS: Readonly<Record<string, IqHandler>> = {
	...ACCOUNT_HANDLERS,
	...KEY_HANDLERS,
	...LINK_CODE_HANDLERS,
	...USYNC_HANDLERS,
};

/** Answers a question of the client. */
export async function answerIq(
	context: Context,
	connection: Connection,
	stanza: Node,
): Promise<void> {
	const { type, xmlns, to = SERVER_JID, id } = stanza.attrs;
	// The answers to our own questions were taken out before.
	if (type === 'result' || type === 'error') return;
	const asked = child(stanza);
	const iq = `${type}|${xmlns}|${asked?.tag}`;
	const phone = connection.device?.phone.digits;
	if (context.faults.take('dropIq', { phone, iq }) !== undefined) return;
	try {
		const refused = context.faults.take('refuseIq', { phone, iq });
		if (refused !== undefined) {
			const { code = 429, text = 'rate-overlimit' } = refused.fault;
			throw new IqRefused(code, text);
		}
		const handler = HANDLERS[iq];
		if (handler === undefined) {
			const known = library().baileys.binaryNodeToString(stanza);
			context.transcript.add({ kind: 'unknownStanza', stanza: known });
			throw new IqRefused(501, 'feature-not-implemented');
		}
		const parts = await handler({
			context,
			connection,
			stanza,
			asked,
			get device() {
				if (connection.device === undefined) throw new IqRefused(401, 'not-authorized');
				return connection.device;
			},
		});
		connection.send(node('iq', { from: to, type: 'result', id }, parts && [...parts]));
	} catch (error) {
		if (!(error instanceof IqRefused)) throw error;
		const { code, message: text } = error;
		connection.send(
			node('iq', { from: to, type: 'error', id }, [node('error', { code, text })]),
		);
	}
}
