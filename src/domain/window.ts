/** One hour, in milliseconds. */
export const HOUR_MS = 3_600_000;

/**
 * How long after a customer's last message free text may be sent on the Cloud API.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows
 */
export const WINDOW_MS = 24 * HOUR_MS;

/** When the window that a customer's message opens will close. Milliseconds since 1970, UTC. */
export function windowExpiry(inboundAt: number): number {
	return inboundAt + WINDOW_MS;
}

/** Whether free text may be sent now. The instant of expiry itself is already too late. */
export function isWindowOpen(expiresAt: number | null, now: number): boolean {
	return expiresAt !== null && now < expiresAt;
}
