import type { LinkView, LinkWay } from '../../ports/linked.ts';
import { qrOutline, type QrOutline } from '../qr.ts';
import { endInWords } from './words.ts';

/** Why a number is not linked. */
export interface Problem {
	readonly title: string;
	readonly advice: string;
	/** What WhatsApp, or the connection, said of it. */
	readonly note: string | null;
}

/** Where linking stands, as the script of the page draws it. Times are spans in ms. */
export type PageView =
	| { readonly kind: 'notLinked'; readonly problem: Problem | null }
	| { readonly kind: 'connecting'; readonly way: LinkWay }
	| { readonly kind: 'qr'; readonly qr: QrOutline; readonly leftMs: number }
	| { readonly kind: 'pairingCode'; readonly code: string; readonly leftMs: number }
	| { readonly kind: 'finishing' }
	| { readonly kind: 'linked'; readonly isConnected: boolean };

/** What the script of the page is answered. */
export type PageAnswer =
	| {
			readonly kind: 'view';
			readonly number: { readonly label: string; readonly phone: string | null };
			readonly view: PageView;
			/** How long the link to the page holds. */
			readonly leftMs: number;
	  }
	/** The link to the page holds no longer, or never did. */
	| { readonly kind: 'expired' | 'invalid' }
	/** The number is not open in n8n. */
	| { readonly kind: 'closed' }
	/** The number is on the Cloud API: there is nothing to link. */
	| { readonly kind: 'cloud' };

/** The view of a linking, ready to be drawn. */
export async function pageView(view: LinkView, now: number): Promise<PageView> {
	switch (view.kind) {
		case 'notLinked':
			return { kind: view.kind, problem: problemOf(view) };
		case 'connecting':
			return { kind: view.kind, way: view.way };
		case 'qr':
			return { kind: view.kind, qr: await qrOutline(view.text), leftMs: left(view, now) };
		case 'pairingCode':
			return { kind: view.kind, code: view.code, leftMs: left(view, now) };
		case 'finishing':
			return { kind: view.kind };
		case 'linked':
			return { kind: view.kind, isConnected: view.isConnected };
	}
}

function problemOf({ end, failure }: Extract<LinkView, { kind: 'notLinked' }>): Problem | null {
	// Of these WhatsApp has something to add; the other ends are told by our words alone.
	const hasMore = end === 'refused' || end === 'banned';
	if (end !== null) {
		return { ...endInWords(end), note: hasMore ? (failure?.message ?? null) : null };
	}
	return failure === null ? null : { title: failure.message, advice: failure.advice, note: null };
}

function left({ expiresAt }: { readonly expiresAt: number }, now: number): number {
	return Math.max(0, expiresAt - now);
}
