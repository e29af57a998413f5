import type { InboundMessage } from '../../../../src/domain/inbound.ts';
import type { InboundContent } from '../../../../src/domain/inbound-content.ts';
import { iso } from '../../../../src/store/log/parts.ts';
import { failure, HOUR, inbound, NOON } from '../support/builders.ts';
import { last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const MEDIA = { id: '77', mimeType: 'image/jpeg', sha256: 'aGFzaA==', fileName: null };
const LOCATION = { latitude: 1.5, longitude: -2, name: 'HQ', address: null, url: null };
const CARD = {
	name: 'Ben',
	firstName: null,
	lastName: null,
	phones: [{ value: '+1', type: null, whatsAppPhone: null }],
	emails: [],
	urls: [],
	company: null,
	jobTitle: null,
	birthday: null,
	origin: 'other',
	vcard: null,
} as const;
const BUTTON = { kind: 'button', id: '1', title: 'Yes' } as const;
const ORDER = { catalogId: '9', items: [] };
const PERMISSION = {
	kind: 'callPermission',
	isGranted: true,
	isPermanent: false,
	source: null,
} as const;

/** What a message carries, and the parts of the item that tell it. */
const CONTENTS: readonly (readonly [InboundContent, Readonly<Record<string, unknown>>])[] = [
	[{ type: 'image', media: MEDIA }, { media: MEDIA }],
	[{ type: 'audio', media: { ...MEDIA, voice: true } }, { media: { ...MEDIA, voice: true } }],
	[{ type: 'location', location: LOCATION }, { location: LOCATION }],
	[{ type: 'contacts', contacts: [CARD] }, { contacts: [CARD] }],
	[{ type: 'button', reply: BUTTON }, { interactive: BUTTON }],
	[
		{ type: 'interactive', reply: { ...PERMISSION, expiresAt: NOON } },
		{ interactive: { ...PERMISSION, expiresAt: iso(NOON) } },
	],
	[{ type: 'order', order: ORDER }, { order: ORDER }],
	[
		{ type: 'unsupported', kind: 'poll_creation', reason: failure() },
		{ unsupported: { kind: 'poll_creation', reason: failure() } },
	],
];

/** What messages carry besides text. */
export function describeContent(stores: Stores): void {
	describe('what a message carries', () => {
		test.each(CONTENTS)(
			'stands in the item, and nothing else does: %j',
			async (content, parts) => {
				const team = await openTeam(stores);
				const message = inbound({ content, text: 'read me' });
				await team.receive(message);
				const { item } = last(await team.log());

				expect(item.event).toBe('message.received');
				expect(item.message).toEqual({
					id: item.message.id,
					providerId: message.providerId,
					type: content.type,
					text: 'read me',
					replyTo: null,
					...parts,
					sentAt: iso(NOON),
					direction: 'in',
					origin: 'customer',
				});
				expect(item.conversation.windowExpiresAt).toBe(iso(NOON + 24 * HOUR));
			},
		);

		test('may have been forwarded, be about a product and come from an ad', async () => {
			const team = await openTeam(stores);
			const around = {
				forwarded: 'often',
				product: { catalogId: null, productId: 'A' },
				referral: {
					sourceType: 'ad',
					sourceId: '5',
					sourceUrl: null,
					headline: null,
					body: null,
					mediaType: null,
					mediaUrl: null,
					thumbnailUrl: null,
					clickId: 'click',
					welcomeText: null,
				},
			} satisfies Partial<InboundMessage>;
			await team.receive(inbound(around));

			expect(last(await team.log()).item.message).toMatchObject({ type: 'text', ...around });
		});
	});

	describe('what asks for no answer', () => {
		const silent: readonly (readonly [InboundContent, string])[] = [
			[{ type: 'reaction', to: 'wamid.0', emoji: '😮' }, 'message.reaction'],
			[{ type: 'edit', target: 'wamid.0', content: { type: 'text' } }, 'message.edited'],
			[{ type: 'revoke', target: 'wamid.0' }, 'message.deleted'],
			[
				{ type: 'system', notice: { kind: 'identityChanged', before: [], after: [] } },
				'contact.updated',
			],
		];

		test.each(silent)(
			'is no received message, and opens no window: %j',
			async (content, name) => {
				const team = await openTeam(stores);
				const message = inbound({ content });

				expect(await team.receive(message)).toMatchObject({ stored: 1 });
				expect(await team.receive(message)).toMatchObject({ stored: 0, duplicates: 1 });
				expect(await team.eventNames()).toEqual([name]);
				expect(last(await team.log()).item.conversation.windowExpiresAt).toBeNull();
			},
		);

		test.each(silent)('leaves an open window where it is: %j', async (content) => {
			const team = await openTeam(stores);
			await team.writtenBy();
			await team.receive(inbound({ content, sentAt: NOON + HOUR }));

			expect(last(await team.log()).item.conversation.windowExpiresAt).toBe(
				iso(NOON + 24 * HOUR),
			);
		});

		test('says to what a reaction was', async () => {
			const team = await openTeam(stores);
			const content = { type: 'reaction', to: 'wamid.0', emoji: '😮' } as const;
			await team.receive(inbound({ content, text: '😮' }));

			expect(last(await team.log()).item.message).toMatchObject({
				type: 'reaction',
				text: '😮',
				reaction: { emoji: '😮', to: 'wamid.0' },
			});
		});
	});
}
