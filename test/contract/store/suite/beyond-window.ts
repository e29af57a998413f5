import { CLOUD_RECIPIENT_PACE } from '../../../../src/domain/caps/recipient-pace.ts';
import type { TemplateContent } from '../../../../src/domain/outgoing/template.ts';
import type { Draft, Preview } from '../../../../src/ports/store.ts';
import { ANNA, draft, failure, HOUR, NOON } from '../support/builders.ts';
import { idsOf, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const CLOSED = NOON + 24 * HOUR;
const OPEN = CLOSED - 1;

/** A template that says hello to Anna. */
function templateContent(given: Partial<TemplateContent> = {}): TemplateContent {
	return {
		type: 'template',
		name: 'hello',
		language: 'en_US',
		category: 'UTILITY',
		text: 'Hello Anna',
		components: [{ kind: 'body', parameters: [{ kind: 'text', text: 'Anna', name: null }] }],
		...given,
	};
}

const hello = templateContent();
const offer = templateContent({ name: 'offer', category: 'MARKETING', text: 'An offer' });

/** What goes although the 24-hour window is closed, and what goes on no number at all. */
export function describeBeyondWindow(stores: Stores): void {
	const preview = async (team: Team, given: Partial<Draft>, now: number) => {
		const input: Preview = {
			workspaceId: team.workspaceId,
			numberId: team.numberId,
			drafts: [draft(given)],
			pace: CLOUD_RECIPIENT_PACE,
			now,
		};
		const [result] = await team.store.preview(input);
		if (result?.kind !== 'forecast') throw new Error(`No forecast: ${JSON.stringify(result)}`);
		const { forecast, usedFallback } = result;
		return usedFallback === undefined ? forecast : { ...forecast, usedFallback };
	};
	const optOut = (team: Team) =>
		team.store.setConsent({
			workspaceId: team.workspaceId,
			who: { kind: 'phone', phone: ANNA },
			marketing: 'out',
			now: NOON,
		});

	describe('a template', () => {
		const service = { content: hello, category: 'service' } as const;
		const marketing = { content: offer, category: 'marketing' } as const;

		test('goes to somebody who has never written', async () => {
			const team = await openTeam(stores);
			const id = await team.queue(service);
			const { claimed } = await team.claim();

			expect(claimed).toMatchObject([{ outboxId: id, content: hello }]);
			await team.sent(id);
			expect(await team.outcome(id)).toMatchObject({
				state: 'sent',
				template: { name: 'hello', language: 'en_US', text: 'Hello Anna' },
			});
			expect(await team.outcome(id)).not.toHaveProperty('usedFallback');
			const [entry] = await team.log();
			expect(entry?.item).toMatchObject({
				event: 'message.sent',
				message: { type: 'template', text: 'Hello Anna' },
			});
		});

		test('is foretold to go whatever the window is', async () => {
			const team = await openTeam(stores);

			expect(await preview(team, service, NOON)).toEqual({ verdict: 'sent' });
		});

		test('of marketing does not reach who wants none; others do', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			await optOut(team);
			const [unwanted, wanted] = [await team.queue(marketing), await team.queue(service)];

			expect(idsOf(await team.claim({ now: CLOSED }))).toEqual([wanted]);
			await team.sent(wanted, CLOSED);
			expect((await team.claim({ now: CLOSED })).refused).toEqual([unwanted]);
			expect(await team.stateOf(unwanted)).toEqual({ state: 'refused', reason: 'optedOut' });
			expect(await preview(team, marketing, CLOSED)).toEqual({
				verdict: 'refused',
				reason: 'optedOut',
			});
		});
	});

	describe('a message with a template to fall back on', () => {
		const given = { fallback: hello, category: 'service' } as const;
		const FREE = draft().content;

		test('goes as it is until the window closes, and as the template from then on', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const [early, late] = [await team.queue(given), await team.queue(given)];
			const before = await team.claim({ now: OPEN, limit: 1 });
			await team.sent(early, OPEN);
			const after = await team.claim({ now: CLOSED });

			expect([before.claimed, after.claimed]).toMatchObject([
				[{ outboxId: early, content: FREE }],
				[{ outboxId: late, content: hello }],
			]);
			await team.sent(late, CLOSED);
			expect(await team.outcomes([early, late], CLOSED)).toMatchObject([
				{ usedFallback: false },
				{ usedFallback: true, template: { name: 'hello', text: 'Hello Anna' } },
			]);
			expect(await team.outcome(early)).not.toHaveProperty('template');
			const sent = (await team.log()).filter(({ item }) => item.event === 'message.sent');
			expect(sent.map(({ item }) => [item.message.type, item.message.text])).toEqual([
				['text', 'Yes, until noon.'],
				['template', 'Hello Anna'],
			]);
		});

		test('is decided anew when it is tried again', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue(given);
			await team.claim({ now: CLOSED });
			await team.settle(
				id,
				{ kind: 'retry', failure: failure(), afterMs: null },
				{ now: CLOSED, retryAt: CLOSED },
			);

			expect(await team.outcome(id, CLOSED)).toMatchObject({
				state: 'queued',
				usedFallback: false,
			});
			await team.writtenBy(ANNA, CLOSED);
			expect((await team.claim({ now: CLOSED + 1 })).claimed).toMatchObject([
				{ outboxId: id, content: FREE },
			]);
		});

		test('is foretold as what it will be', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();

			expect([await preview(team, given, OPEN), await preview(team, given, CLOSED)]).toEqual([
				{ verdict: 'sent', usedFallback: false },
				{ verdict: 'sent', usedFallback: true },
			]);
			const later = { ...given, notBefore: CLOSED };
			expect(await preview(team, later, OPEN)).toMatchObject({
				verdict: 'queued',
				until: CLOSED,
				usedFallback: true,
			});
		});

		test('is foretold so also while the number is paused', async () => {
			const team = await openTeam(stores, { state: 'paused' });

			expect(await preview(team, given, NOON)).toMatchObject({ verdict: 'queued' });
		});

		test('counts as marketing only as a template of marketing', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			await optOut(team);
			const free = { fallback: offer, category: 'service' } as const;
			const [inside, outside] = [await team.queue(free), await team.queue(free)];

			expect(await preview(team, free, OPEN)).toMatchObject({ verdict: 'sent' });
			expect(await preview(team, free, CLOSED)).toEqual({
				verdict: 'refused',
				reason: 'optedOut',
				usedFallback: false,
			});
			expect(idsOf(await team.claim({ now: OPEN, limit: 1 }))).toEqual([inside]);
			await team.sent(inside, OPEN);
			expect((await team.claim({ now: CLOSED })).refused).toEqual([outside]);
			expect(await team.stateOf(outside)).toEqual({ state: 'refused', reason: 'optedOut' });
		});

		test('waits as a template of marketing while Meta spares the customer', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const first = await team.queue({ content: offer, category: 'marketing' }, CLOSED);
			await team.claim({ now: CLOSED });
			const spared = { ...failure('engagementLimit'), code: 131049 };
			await team.settle(first, { kind: 'failed', failure: spared }, { now: CLOSED });
			const spares = { reason: 'cap:marketingRecipient', until: CLOSED + 24 * HOUR };
			const free = { fallback: offer, category: 'service' } as const;
			expect(await preview(team, free, CLOSED)).toMatchObject({
				verdict: 'queued',
				...spares,
			});
			const id = await team.queue(free, CLOSED);

			expect((await team.claim({ now: CLOSED })).claimed).toEqual([]);
			expect(await team.outcome(id, CLOSED)).toMatchObject(spares);
		});

		test('is erased with its template', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue(given);
			await team.claim({ now: CLOSED });
			const who = { kind: 'phone', phone: ANNA } as const;
			await team.store.eraseContact({ workspaceId: team.workspaceId, who, now: CLOSED });

			expect(await team.outcome(id, CLOSED)).not.toHaveProperty('template');
		});

		test('needs no template on a linked number', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			const id = await team.queue(given);

			expect((await team.claim({ now: CLOSED })).claimed).toMatchObject([
				{ outboxId: id, content: FREE },
			]);
		});
	});

	describe('what a linked number cannot send', () => {
		test.each([
			['a template', hello],
			[
				'buttons',
				{
					type: 'buttons',
					text: 'Yes?',
					header: null,
					footer: null,
					buttons: [{ id: 'y', title: 'Yes' }],
				},
			],
		] as const)('is refused before it is queued: %s', async (_what, content) => {
			const team = await openTeam(stores, { mode: 'linked' });
			const id = await team.queue({ content });

			expect(await team.outcome(id)).toMatchObject({
				state: 'refused',
				reason: 'unsupported',
				failure: { name: 'unsupported', advice: expect.any(String) as string },
			});
			expect((await team.claim()).claimed).toEqual([]);
			expect(await preview(team, { content }, NOON)).toMatchObject({
				verdict: 'refused',
				reason: 'unsupported',
				failure: { name: 'unsupported' },
			});
		});

		test('goes from a number of the Cloud API', async () => {
			const team = await openTeam(stores);

			expect(await preview(team, { content: hello }, NOON)).toEqual({ verdict: 'sent' });
		});

		test('does not keep its key: the same one tries again', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			await team.queue({ content: hello, idempotencyKey: 'order-9' });

			expect(await team.enqueue([draft({ idempotencyKey: 'order-9' })])).toMatchObject([
				{ kind: 'queued', deduplicated: false },
			]);
		});
	});
}
