/** Where webhooks go, and the word that proves to the receiver that Meta asks. */
export interface Callback {
	readonly url: string;
	readonly verifyToken: string;
}

/** The developer's app: it owns the tokens, signs the webhooks and has the default callback. */
export interface App {
	readonly id: string;
	readonly name: string;
	/** Key of `X-Hub-Signature-256`. */
	secret: string;
	callback: Callback | null;
}

/** A WhatsApp Business Account. The simulator knows one app for each. */
export interface BusinessAccount {
	readonly id: string;
	readonly name: string;
	readonly appId: string;
	/** The business portfolio, whose numbers share one messaging limit. */
	portfolioId: string;
	/** Without it the account's webhooks go nowhere, whatever the callbacks say. */
	appSubscribed: boolean;
	override: Callback | null;
}

/** The permissions that the simulated endpoints ask for. */
export type TokenScope = 'whatsapp_business_messaging' | 'whatsapp_business_management';

/** Both permissions, in the order in which Meta lists them. */
export const ALL_SCOPES: readonly TokenScope[] = [
	'whatsapp_business_management',
	'whatsapp_business_messaging',
];

/** An access token and what it opens. */
export interface AccessToken {
	readonly value: string;
	readonly appId: string;
	readonly wabaIds: readonly string[];
	readonly scopes: readonly TokenScope[];
	/** Simulated ms since the epoch; null never expires. */
	readonly expiresAt: number | null;
}
