import { silentLogger } from '../../../src/ports/logger.ts';
import type { ListenRequest } from '../../../src/runtime/number/listening.ts';
import type { Office } from '../../../src/runtime/office.ts';
import { TestListener } from '../../../src/runtime/number/test-listener.ts';
import { HandClock } from '../support/hand-clock.ts';
import { NOW } from '../support/team.ts';

/** A listener whose number never opens. */
function newListener(): TestListener {
	const office = { logger: silentLogger, clock: new HandClock(NOW) } as unknown as Office;
	const request = { holder: 'x', credential: () => Promise.reject(new Error('none')) };
	const url = 'http://127.0.0.1/webhook-test/1/whatsapp-team';
	return new TestListener(office, request as unknown as Omit<ListenRequest, 'emit'>, url);
}

it.each([
	['nothing', undefined],
	['two headers', ['a', 'b']],
	['an empty token', ''],
	['another token', '0'.repeat(48)],
	['a token of other letters, which are more bytes', 'é'.repeat(48)],
])('does not take %s for a token of its own', async (_what, token) => {
	const listener = newListener();

	expect(listener.isOurs(token)).toBe(false);

	await listener.close();
});
