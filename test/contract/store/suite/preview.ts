import { CLOUD_RECIPIENT_PACE } from '../../../../src/domain/caps/recipient-pace.ts';
import type { Draft, PreviewResult } from '../../../../src/ports/store.ts';
import { ANNA, BEN, draft, HOUR, NOON } from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** What would become of a message, told without sending it. */
export function describePreview(stores: Stores): void {
	describe('a preview', () => {
		const preview = async (team: Team, drafts: readonly Draft[], now = NOON) =>
			await team.store.preview({
				workspaceId: team.workspaceId,
				numberId: team.numberId,
				drafts,
				pace: CLOUD_RECIPIENT_PACE,
				now,
			});
		const forecastOf = (result: PreviewResult | undefined) =>
			result?.kind === 'forecast' ? result.forecast : result;
		const toConversation = (conversationId: string, given: Partial<Draft> = {}) =>
			draft({ recipient: { kind: 'conversation', conversationId }, ...given });

		test('tells that a message would go, by which number and to whom', async () => {
			const team = await openTeam(stores);
			const { conversationId, item } = await team.writtenBy();

			expect(await preview(team, [toConversation(conversationId)])).toEqual([
				{
					kind: 'forecast',
					forecast: { verdict: 'sent' },
					number: item.number,
					contact: item.contact,
					conversation: { ...item.conversation, isNew: false },
				},
			]);
		});

		test('says the same as the claim that follows', async () => {
			const team = await openTeam(stores);
			const { conversationId } = await team.writtenBy();
			const late = NOON + 24 * HOUR;
			const given = { expiresAt: late + HOUR };
			const drafts = [toConversation(conversationId, given)];
			const [before] = await preview(team, drafts, late - 1);
			const [after] = await preview(team, drafts, late);
			const id = await team.queue({ ...drafts[0] });
			const { refused } = await team.claim({ now: late });

			expect(forecastOf(before)).toEqual({ verdict: 'sent' });
			expect(forecastOf(after)).toEqual({ verdict: 'refused', reason: 'windowClosed' });
			expect(refused).toEqual([id]);
		});

		test('asks what must hold for the time at which it would go', async () => {
			const team = await openTeam(stores, { timeZone: 'UTC' });
			const { conversationId } = await team.writtenBy();
			const hours = { days: [5], from: 540, to: 1_080 } as const;
			const at = async (notBefore: number) => {
				const [result] = await preview(team, [
					toConversation(conversationId, {
						conditions: [{ type: 'withinBusinessHours', hours }],
						notBefore,
					}),
				]);
				return forecastOf(result);
			};

			expect(await at(NOON + 6 * HOUR - 1)).toMatchObject({ verdict: 'queued' });
			expect(await at(NOON + 6 * HOUR)).toEqual({
				verdict: 'skipped',
				reason: 'withinBusinessHours',
			});
		});

		test('makes neither contact nor conversation of somebody new', async () => {
			const team = await openTeam(stores);
			const results = await preview(team, [
				draft({ recipient: { kind: 'phone', phone: BEN } }),
			]);
			const [route] = await team.store.findRoutes({
				workspaceId: team.workspaceId,
				numberId: team.numberId,
				recipients: [{ kind: 'contact', contactId: BEN }],
			});

			expect(results).toMatchObject([
				{
					kind: 'forecast',
					forecast: { verdict: 'refused', reason: 'windowClosed' },
					number: { id: team.numberId },
					contact: null,
					conversation: null,
				},
			]);
			expect(route?.kind).toBe('unknownRecipient');
			expect(await preview(team, [draft()])).toMatchObject([{ contact: null }]);
		});

		test('leaves nothing in the outbox', async () => {
			const team = await openTeam(stores);
			const { conversationId } = await team.writtenBy();
			await preview(team, [toConversation(conversationId)]);

			expect((await team.claim()).claimed).toEqual([]);
		});

		test('counts the pace of the messages before it', async () => {
			const team = await openTeam(stores);
			const { conversationId } = await team.writtenBy();
			const drafts = Array.from({ length: 46 }, () => toConversation(conversationId));
			const results = await preview(team, drafts);

			expect(results.slice(0, 45).map(forecastOf)).toEqual(
				results.slice(0, 45).map(() => ({ verdict: 'sent' })),
			);
			expect(forecastOf(results[45])).toEqual({
				verdict: 'queued',
				reason: 'pacing',
				until: NOON + CLOUD_RECIPIENT_PACE.intervalMs,
			});
		});

		test('finds what an earlier send with the same key became', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const outboxId = await team.queue({ idempotencyKey: 'order-1' });

			expect(await preview(team, [draft({ idempotencyKey: 'order-1' })])).toMatchObject([
				{ kind: 'deduplicated', outcome: { outboxId, state: 'queued' } },
			]);
		});

		test('does not find what ended without leaving', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const outboxId = await team.queue({ idempotencyKey: 'order-2' });
			await team.store.cancel({ outboxIds: [outboxId], refusal: null, now: NOON });

			expect(await preview(team, [draft({ idempotencyKey: 'order-2' })])).toMatchObject([
				{ kind: 'forecast' },
			]);
			expect(await team.stateOf(outboxId)).toEqual({ state: 'cancelled', reason: null });
		});

		test('does not know the conversation of another workspace', async () => {
			const team = await openTeam(stores);
			const stranger = await openTeam(stores);
			const { conversationId } = await stranger.writtenBy(ANNA);

			expect(await preview(team, [toConversation(conversationId)])).toEqual([
				{ kind: 'unknownRecipient', what: 'conversation' },
			]);
		});
	});
}
