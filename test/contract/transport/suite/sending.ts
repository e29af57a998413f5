import type { OutgoingContent } from '../../../../src/domain/outgoing.ts';
import type { MediaKind } from '../../../../src/domain/outgoing/media.ts';
import { until } from '../../linked/support/until.ts';
import { draftTo, outcomeOf, send, text, upload } from '../support/drafts.ts';
import type { Arrived, Side } from '../support/side.ts';

const FILES: readonly (readonly [kind: MediaKind, mimeType: string])[] = [
	['image', 'image/jpeg'],
	['video', 'video/mp4'],
	['audio', 'audio/mpeg'],
	['document', 'application/pdf'],
	['sticker', 'image/webp'],
];

const CHOICES: readonly OutgoingContent[] = [
	{
		type: 'buttons',
		text: 'Choose',
		header: null,
		footer: null,
		buttons: [{ id: 'a', title: 'A' }],
	},
	{
		type: 'list',
		text: 'Choose',
		header: null,
		footer: null,
		button: 'Open',
		sections: [{ title: null, rows: [{ id: 'a', title: 'A', description: null }] }],
	},
	{
		type: 'link',
		text: 'See',
		header: null,
		footer: null,
		linkText: 'Open',
		url: 'https://example.com',
	},
];

/** Each kind of message arrives as what it was sent as, and is `sent` when WhatsApp has it. */
export function describeSending(current: () => Side): void {
	/** What has arrived of a message. */
	async function arrival(id: string | null): Promise<Arrived> {
		const find = async () => (await current().arrived()).find((one) => one.id === id);
		return await until(find, 'the message to arrive');
	}

	/** The customer has written: every number may answer. */
	beforeAll(async () => {
		const side = current();
		const id = await side.says({ type: 'text', text: 'Hello' });
		await until(() => side.items.some(({ message }) => message?.providerId === id), 'it');
	});

	describe('an answer', () => {
		test.each<readonly [OutgoingContent, string]>([
			[text('Yes, in red.'), 'Yes, in red.'],
			[
				{
					...{ type: 'location', latitude: 52.5, longitude: 13.4 },
					...{ name: 'Gate', address: 'Pariser Platz' },
				},
				'Gate',
			],
			[{ type: 'contacts', contacts: [{ name: { formatted: 'Ben' } }] }, 'Ben'],
		])('arrives as it was sent: %j', async (content, words) => {
			const side = current();
			const outcome = await outcomeOf(side, draftTo(side, content));

			expect(outcome).toMatchObject({ state: 'sent', reason: null, failure: null });
			const { providerId } = outcome.message;
			const arrived = {
				id: providerId,
				type: content.type,
				words,
				replyTo: null,
				file: null,
			};
			expect(await arrival(providerId)).toEqual(arrived);
		});

		test.each(FILES)('may be a file that was uploaded: %s', async (type, mimeType) => {
			const side = current();
			const { id, sha256: file } = await upload(side, type, mimeType);
			const media = { kind: 'id', id } as const;
			const content = contentOf(type, media);
			const outcome = await outcomeOf(side, draftTo(side, content));

			expect(outcome).toMatchObject({ state: 'sent', failure: null });
			const words = 'caption' in content ? 'Look' : '';
			const arrived = { id: outcome.message.providerId, type, words, replyTo: null, file };
			expect(await arrival(outcome.message.providerId)).toEqual(arrived);
		});

		test('quotes what it answers, and may be a reaction to it', async () => {
			const side = current();
			const replyTo = await side.says({ type: 'text', text: 'This?' });
			const isTold = () => side.items.some(({ message }) => message?.providerId === replyTo);
			await until(isTold, 'the question');
			const quoting = await outcomeOf(side, draftTo(side, text('That.'), { replyTo }));
			const content = { type: 'reaction', emoji: '👍' } as const;
			const reacting = await outcomeOf(side, draftTo(side, content, { replyTo }));

			expect([quoting.state, reacting.state]).toEqual(['sent', 'sent']);
			expect(await arrival(quoting.message.providerId)).toMatchObject({ replyTo });
			expect(await arrival(reacting.message.providerId)).toMatchObject({
				...{ type: 'reaction', words: '👍' },
			});
		});

		test('goes once under its key, whoever asks again', async () => {
			const side = current();
			const draft = draftTo(side, text('Only once'));
			const first = await outcomeOf(side, draft);
			const again = await send(side, draft);

			expect(again).toMatchObject({
				kind: 'outcome',
				deduplicated: true,
				outcome: { outboxId: first.outboxId, state: 'sent' },
			});
			await arrival(first.message.providerId);
			const arrived = await side.arrived();
			expect(arrived.filter(({ words }) => words === 'Only once')).toHaveLength(1);
		});
	});

	describe('choices to tap', () => {
		test.each(CHOICES)(
			'go by the Cloud API, and are refused beforehand elsewhere',
			async (content) => {
				const side = current();
				const before = (await side.arrived()).length;
				const draft = draftTo(side, content);
				const [preview] = await side.desk().preview([draft]);
				const outcome = await outcomeOf(side, draft);

				if (side.mode === 'cloud') {
					expect(preview).toMatchObject({ forecast: { verdict: 'sent' } });
					expect(outcome.state).toBe('sent');
					return;
				}
				const failure = {
					name: 'unsupported',
					message: expect.stringContaining(
						'cannot be sent from a linked number',
					) as string,
					advice: expect.stringContaining('Cloud API') as string,
				};
				expect(preview).toMatchObject({
					forecast: { verdict: 'refused', reason: 'unsupported', failure },
				});
				expect(outcome).toMatchObject({ state: 'refused', reason: 'unsupported', failure });
				expect(await side.arrived()).toHaveLength(before);
			},
		);
	});
}

function contentOf(type: MediaKind, media: { readonly kind: 'id'; readonly id: string }) {
	switch (type) {
		case 'image':
		case 'video':
			return { type, media, caption: 'Look' };
		case 'document':
			return { type, media, caption: 'Look', fileName: 'bill.pdf' };
		case 'audio':
			return { type, media, voice: false };
		case 'sticker':
			return { type, media };
	}
}
