import type { Forwarded, Referral } from '../../../domain/inbound.ts';
import { asNumber, asObject, asText, type JsonObject } from '../json.ts';

/** Forwarded so often, WhatsApp calls a message "forwarded many times". */
const OFTEN = 5;

/** How WhatsApp numbers what an ad shows. */
const AD_MEDIA: readonly (string | null)[] = [null, 'image', 'video'];

/** What a message says of where it comes from. */
export interface MessageContext {
	/** The id of the message it answers. */
	readonly replyTo: string | null;
	readonly forwarded: Forwarded | null;
	readonly referral: Referral | null;
}

/** Reads the context of an unwrapped message: it stands in whatever object the message holds. */
export function readContext(message: JsonObject): MessageContext {
	const context = Object.values(message)
		.map((part) => asObject(asObject(part)?.['contextInfo']))
		.find((found) => found !== undefined);
	if (context === undefined) return { replyTo: null, forwarded: null, referral: null };
	return {
		replyTo: asText(context['stanzaId']) ?? null,
		forwarded: readForwarded(context),
		referral: readReferral(asObject(context['externalAdReply'])),
	};
}

function readForwarded(context: JsonObject): Forwarded | null {
	const score = asNumber(context['forwardingScore']) ?? 0;
	if (score >= OFTEN) return 'often';
	return score > 0 || context['isForwarded'] === true ? 'once' : null;
}

/** The ad that led a customer here. The same object also serves as a preview of links: then it names none. */
function readReferral(ad: JsonObject | undefined): Referral | null {
	const clickId = asText(ad?.['ctwaClid']) ?? null;
	const sourceId = asText(ad?.['sourceId']) ?? null;
	if (ad === undefined || (clickId === null && sourceId === null)) return null;
	const text = (name: string): string | null => asText(ad[name]) ?? null;
	return {
		sourceType: text('sourceType'),
		sourceId,
		sourceUrl: text('sourceUrl'),
		headline: text('title'),
		body: text('body'),
		mediaType: AD_MEDIA[asNumber(ad['mediaType']) ?? 0] ?? null,
		mediaUrl: text('mediaUrl'),
		thumbnailUrl: text('thumbnailUrl'),
		clickId,
		welcomeText: text('greetingMessageBody'),
	};
}
