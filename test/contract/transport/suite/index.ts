import type { Side } from '../support/side.ts';
import { describeFate } from './fate.ts';
import { describeReceiving } from './receiving.ts';
import { describeRestart } from './restart.ts';
import { describeSending } from './sending.ts';

/** Opens a number with WhatsApp behind it. */
export type OpenSide = () => Promise<Side>;

/** What a workflow may rely on, whatever kind its number is of. */
export function describeTransport(open: OpenSide): void {
	let side: Side;
	const current = (): Side => side;
	beforeAll(async () => {
		side = await open();
	});
	afterAll(() => side.close());

	describe('what comes in', () => describeReceiving(current));
	describe('what goes out', () => describeSending(current));
	describe('what became of it', () => describeFate(current));
	describe('a restart', () => describeRestart(current));
}
