import type { Failure } from '../../domain/message.ts';
import type { HandOver, HandOverOutcome, Transport } from '../../ports/transport.ts';
import { readFailure } from './failure.ts';
import type { GraphAnswer, GraphClient } from './graph-client.ts';
import { asList, asObject, asText } from './json.ts';
import { toPayload } from './payload.ts';

/** Sends by Meta's Cloud API. */
export function cloudTransport(client: GraphClient, phoneNumberId: string): Transport {
	return {
		kind: 'cloud',
		async send(message: HandOver): Promise<HandOverOutcome> {
			if (message.content.type === 'reaction' && message.replyTo === null) {
				return { kind: 'failed', failure: NO_TARGET };
			}
			const payload = toPayload(message);
			if (payload === null) return { kind: 'failed', failure: NO_ADDRESS };
			return toOutcome(await client.call('POST', `${phoneNumberId}/messages`, payload));
		},
		close() {
			client.close();
			return Promise.resolve();
		},
	};
}

function toOutcome(answer: GraphAnswer): HandOverOutcome {
	switch (answer.kind) {
		case 'neverLeft':
			return { kind: 'neverLeft', failure: unreachable(answer.reason) };
		case 'unknown':
			return { kind: 'unknown', failure: noAnswer(answer.reason) };
		case 'answered': {
			const body = asObject(answer.body);
			const providerId = asText(asObject(asList(body?.['messages'])[0])?.['id']);
			if (providerId !== undefined) return { kind: 'sent', providerId };
			const known = readFailure(body?.['error']);
			// Neither an id nor an error: Meta may have taken it.
			if (known === undefined) {
				return { kind: 'unknown', failure: noAnswer(`HTTP ${answer.status}`) };
			}
			return known.row.class === 'retry'
				? { kind: 'retry', failure: known.failure, afterMs: null }
				: { kind: 'failed', failure: known.failure };
		}
	}
}

const NO_ADDRESS: Failure = {
	name: 'noAddress',
	code: 0,
	message: 'The contact has no phone number and no user ID that Meta takes',
	advice: 'Wait until the customer writes, or choose a contact with a phone number.',
};

const NO_TARGET: Failure = {
	name: 'noTarget',
	code: 0,
	message: 'The message to react to is not known in this conversation, or was never sent',
	advice: "Take the field 'message.providerId' of the message.",
};

function unreachable(reason: string): Failure {
	return {
		name: 'unreachable',
		code: 0,
		message: `The Graph API could not be reached (${reason})`,
		advice: 'It is tried again by itself. Check the network of the n8n server, and the base URL in the credential.',
	};
}

function noAnswer(reason: string): Failure {
	return {
		name: 'noAnswer',
		code: 0,
		message: `Meta did not answer (${reason}); whether the message was sent is unknown`,
		advice: 'It is not sent again by itself. A status of the message settles it if Meta has taken it.',
	};
}
