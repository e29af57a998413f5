/**
 * What watching costs of the calls that Meta allows for the management of an account: 200 an hour
 * while none of its numbers works, 5,000 otherwise. The lower figure holds here, and what is left of
 * it is for people: their steps, lists and checks.
 * @see https://developers.facebook.com/docs/graph-api/overview/rate-limiting#whatsapp-business-management-api
 */
export const MANAGEMENT_CALLS_PER_HOUR = 200;

/** Of these for looking at templates, whatever their number. */
export const TEMPLATE_CALLS_PER_HOUR = 60;

/** Of these for looking at numbers, all numbers of the account together. */
export const NUMBER_CALLS_PER_HOUR = 60;
