/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/registration: ten requests per number in a moving window of 72 hours. */
const MOST = 10;
const WINDOW_MS = 72 * 60 * 60 * 1000;

/** Whether ten attempts were made within the 72 hours that end now. */
export function areUsedUp(times: readonly number[], now: number): boolean {
	return times.filter((at) => at > now - WINDOW_MS).length >= MOST;
}
