import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { OutgoingContent } from '../../../../src/domain/outgoing.ts';
import type { MediaKind } from '../../../../src/domain/outgoing/media.ts';
import type { SendResult } from '../../../../src/app/send.ts';
import type { Draft, Outcome } from '../../../../src/ports/store.ts';
import type { Side } from './side.ts';

let serial = 0;

/** A message to the customer. */
export function draftTo(
	{ customer }: Pick<Side, 'customer'>,
	content: OutgoingContent,
	changes: Partial<Draft> = {},
): Draft {
	serial += 1;
	return {
		recipient: { kind: 'phone', phone: customer },
		content,
		category: 'reply',
		idempotencyKey: `key ${serial}`,
		replyTo: null,
		notBefore: null,
		expiresAt: Date.now() + 600_000,
		cause: null,
		...changes,
	};
}

export const text = (words: string): OutgoingContent => ({
	type: 'text',
	text: words,
	linkPreview: false,
});

/** Sends one message as the Send node does. */
export async function send(side: Side, draft: Draft): Promise<SendResult | undefined> {
	return (await side.desk().send({ drafts: [draft], stopOnFailure: false }))[0];
}

/** What became of one message. @throws if nothing did */
export async function outcomeOf(side: Side, draft: Draft): Promise<Outcome> {
	const result = await send(side, draft);
	if (result?.kind !== 'outcome') throw new Error(`No outcome: ${JSON.stringify(result)}`);
	return result.outcome;
}

/** Uploads a file as the Send node does. @returns its id and its SHA-256, hex */
export async function upload(
	side: Side,
	kind: MediaKind,
	mimeType: string,
): Promise<{ readonly id: string; readonly sha256: string }> {
	const data = Buffer.from(`a file of the kind ${kind} on a ${side.mode} number`);
	const file = {
		...{ key: kind, kind, mimeType, fileName: `file.${kind}`, isVoice: false },
		size: data.length,
		open: () => Promise.resolve(Readable.from([data])),
	};
	const id = await side.desk().upload({ kind: 'phone', phone: side.customer }, file);
	return { id, sha256: createHash('sha256').update(data).digest('hex') };
}
