import type { NumberFacts } from '../../../../src/domain/number/number-facts.ts';

/** What Meta says of a number that works. */
export function facts(given: Partial<NumberFacts> = {}): NumberFacts {
	return {
		status: 'CONNECTED',
		verification: 'VERIFIED',
		nameStatus: 'APPROVED',
		platform: 'CLOUD_API',
		quality: 'GREEN',
		throughput: 'STANDARD',
		messagingLimit: null,
		accountMode: 'LIVE',
		isOnApp: false,
		hasPin: true,
		portfolioId: null,
		webhooks: { number: null, account: null, app: null },
		health: [],
		...given,
	};
}
