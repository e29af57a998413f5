import { until } from '../../linked/support/until.ts';
import { draftTo, outcomeOf, text } from '../support/drafts.ts';
import type { Side } from '../support/side.ts';

/** What becomes of a message is told in the same words on every number. */
export function describeFate(current: () => Side): void {
	/** The events of a message of ours so far. */
	const eventsOf = (messageId: string) =>
		current()
			.items.filter(({ message }) => message?.id === messageId)
			.map(({ event }) => event);

	test('a message is sent, delivered and read, each told once', async () => {
		const side = current();
		const { outboxId } = await outcomeOf(side, draftTo(side, text('Read me')));
		await until(() => eventsOf(outboxId).includes('message.delivered'), 'the delivery');
		await side.reads();
		await until(() => eventsOf(outboxId).includes('message.read'), 'the reading');

		expect(eventsOf(outboxId)).toEqual(['message.sent', 'message.delivered', 'message.read']);
	});

	test('a message that WhatsApp refuses has failed, with the reason and what to do', async () => {
		const side = current();
		await side.refusesNext();
		const outcome = await outcomeOf(side, draftTo(side, text('Refused')));

		expect(outcome).toMatchObject({
			state: 'failed',
			failure: {
				name: expect.stringMatching(/^[a-z]\w+$/) as string,
				message: expect.stringMatching(/\w/) as string,
				advice: expect.stringMatching(/\w/) as string,
			},
		});
		await until(() => eventsOf(outcome.outboxId).length > 0, 'the failure to be told');
		expect(eventsOf(outcome.outboxId)).toEqual(['message.failed']);
		expect((await side.arrived()).map(({ words }) => words)).not.toContain('Refused');
	});

	test('a message whose answer was lost is not sent again, and its delivery proves it sent', async () => {
		const side = current();
		await side.losesNextAnswer();
		const { outboxId, state } = await outcomeOf(side, draftTo(side, text('Lost answer')));

		expect(['uncertain', 'sent', 'delivered']).toContain(state);
		await until(() => eventsOf(outboxId).includes('message.delivered'), 'the proof');
		expect(eventsOf(outboxId)[0]).toBe('message.sent');
		const arrived = await side.arrived();
		expect(arrived.filter(({ words }) => words === 'Lost answer')).toHaveLength(1);
	});
}
