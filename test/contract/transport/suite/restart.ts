import { until } from '../../linked/support/until.ts';
import { draftTo, outcomeOf, send, text } from '../support/drafts.ts';
import type { Side } from '../support/side.ts';

/** What a restart of n8n changes: nothing. */
export function describeRestart(current: () => Side): void {
	test('what came while n8n was off starts one run each, and what was sent is not sent again', async () => {
		const side = current();
		const draft = draftTo(side, text('Before the restart'));
		await outcomeOf(side, draft);
		const known = side.items.length;
		await side.stops();
		const ids = [
			await side.says({ type: 'text', text: 'Are you' }),
			await side.says({ type: 'text', text: 'there?' }),
		];
		await side.starts();
		await side.triesAgain();
		const told = () =>
			side.items
				.slice(known)
				.flatMap(({ event, message }) =>
					event === 'message.received' ? [message?.providerId] : [],
				);
		await until(() => told().length >= ids.length, 'the runs');
		const again = await send(side, draft);
		const after = await outcomeOf(side, draftTo(side, text('After the restart')));

		expect(told()).toEqual(ids);
		expect(again).toMatchObject({ deduplicated: true, outcome: { state: 'sent' } });
		expect(after.state).toBe('sent');
		await until(
			async () => (await side.arrived()).some(({ words }) => words === 'After the restart'),
			'the answer',
		);
		const words = (await side.arrived()).map((arrived) => arrived.words);
		expect(words.filter((said) => said.endsWith('the restart'))).toEqual([
			'Before the restart',
			'After the restart',
		]);
	});
}
