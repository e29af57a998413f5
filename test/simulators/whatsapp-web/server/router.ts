import type { Context } from '../context.ts';
import { library } from '../library.ts';
import type { Node } from '../wire/node.ts';
import type { Connection } from './connection.ts';
import { answerIq } from './iq/router.ts';
import { takeMessage } from './messages.ts';
import { takeCall, takeChatState, takePresence } from './presence.ts';
import { takeReceipt } from './receipts.ts';

/** Takes one stanza of a client. */
export async function takeStanza(
	context: Context,
	connection: Connection,
	stanza: Node,
): Promise<void> {
	const { tag, attrs } = stanza;
	const { device } = connection;
	switch (tag) {
		case 'iq':
			return answerIq(context, connection, stanza);
		case 'message':
			return takeMessage(context, connection, stanza);
		case 'receipt':
			return takeReceipt(context, connection, stanza);
		case 'ack':
			device?.settle(attrs['class'] ?? '', attrs);
			return;
		case 'presence':
			if (device !== undefined) takePresence(context, device, stanza);
			return;
		case 'chatstate':
			if (device !== undefined) takeChatState(context, device, stanza);
			return;
		case 'call':
			takeCall(context, connection, stanza);
			return;
		case 'ib':
			return;
		default:
			context.transcript.add({
				kind: 'unknownStanza',
				stanza: library().baileys.binaryNodeToString(stanza),
			});
	}
}
