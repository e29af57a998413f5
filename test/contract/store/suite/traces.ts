import type { InboundContent, InboundMedia } from '../../../../src/domain/inbound-content.ts';
import type { OutgoingContent } from '../../../../src/domain/outgoing.ts';
import type { TemplateContent } from '../../../../src/domain/outgoing/template.ts';
import { DAY_MS } from '../../../../src/domain/settings.ts';
import { bodyHash } from '../../../../src/store/outbox/body-hash.ts';
import type { WaitDraft } from '../../../../src/ports/store.ts';
import {
	ANNA,
	BEN,
	bsuid,
	draft,
	echo,
	failure,
	inbound,
	NOON,
	phone,
	status,
	unique,
	username,
} from '../support/builders.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import { useStore, type OpenStore } from '../support/use-store.ts';
import { cutAll } from './retention.ts';

/** A database, looked at and changed as nobody of the store's would. */
export interface Raw {
	/** All text of all columns of all tables, and of the files where there are some. */
	texts(): Promise<string>;
	run(sql: string): Promise<void>;
}

/** Everything by which Anna could be known again has this in it, or her digits. */
const MARK = /zebra|15100000001/gi;
const OLD_PHONE = '+4915100000001'.replace('1510', '1511');
const TRACES = /zebra|15100000001|15110000001/i;

const media: InboundMedia = {
	id: '77001',
	mimeType: 'application/pdf',
	sha256: 'zebraSha',
	fileName: 'zebra invoice.pdf',
};
const reply = { kind: 'button', id: 'zebra-id', title: 'zebra title' } as const;
const card = { name: 'zebra card', firstName: null, lastName: null, phones: [], emails: [] };

const INBOUND: readonly InboundContent[] = [
	{ type: 'text' },
	{ type: 'document', media },
	{
		type: 'location',
		location: { latitude: 1, longitude: 2, name: 'zebra place', address: null, url: null },
	},
	{
		type: 'contacts',
		contacts: [
			{
				...card,
				urls: [],
				company: 'zebra Ltd',
				jobTitle: null,
				birthday: null,
				origin: 'other',
				vcard: 'BEGIN:VCARD zebra',
			},
		],
	},
	{ type: 'interactive', reply },
	{ type: 'reaction', to: 'wamid.zebra.0', emoji: '🦓 zebra' },
];

const TEMPLATE: TemplateContent = {
	type: 'template',
	name: 'hello',
	language: 'en',
	category: 'UTILITY',
	text: 'Hello zebra',
	components: [{ kind: 'body', parameters: [{ kind: 'text', text: 'zebra', name: null }] }],
};

const OUTGOING: readonly OutgoingContent[] = [
	{ type: 'text', text: 'zebra out', linkPreview: false },
	{
		type: 'document',
		media: { kind: 'url', url: 'https://example.com/zebra.pdf' },
		caption: 'zebra caption',
		fileName: 'zebra.pdf',
	},
	{ type: 'contacts', contacts: [{ name: { formatted: 'zebra' } }] },
	TEMPLATE,
];

/** That nothing of a person is left anywhere, read past the store. */
export function describeTraces(open: OpenStore, rawOf: (database: string) => Raw): void {
	let database = '';
	const stores = useStore(async (name) => {
		database = name;
		return await open(name);
	});
	const traces = async (): Promise<readonly string[]> =>
		(await rawOf(database).texts()).match(new RegExp(TRACES, 'gi')) ?? [];
	const zebra = () => unique('wamid.zebra');

	/** Anna under every address, known by two contacts, with messages of every kind and state. */
	async function fill(team: Team): Promise<readonly string[]> {
		const keys = [phone(ANNA), bsuid('DE.zebra'), username('zebra')];
		const raw = { from: '15100000001', text: { body: 'zebra raw' } };
		const said = { senderName: 'Zebra Anna', text: 'zebra text', raw };
		await team.receive(inbound({ ...said, providerId: zebra(), sender: [phone(OLD_PHONE)] }));
		await team.store.upsertContact({
			workspaceId: team.workspaceId,
			who: { kind: 'phone', phone: OLD_PHONE },
			change: {
				name: 'Zebra as we call her',
				crmLinks: [{ system: 'hubspot', type: 'contact', id: 'zebra-record' }],
			},
			now: NOON,
		});
		const referral = {
			sourceType: 'ad',
			sourceId: '1',
			sourceUrl: 'https://example.com/zebra',
			headline: 'zebra',
			body: null,
			mediaType: null,
			mediaUrl: null,
			thumbnailUrl: null,
			clickId: 'zebraClick',
			welcomeText: null,
		};
		const first = inbound({ ...said, providerId: zebra(), sender: keys, referral });
		const edit = { type: 'edit', target: first.providerId, content: { type: 'text' } } as const;
		const notice = {
			kind: 'numberChanged',
			before: [phone(OLD_PHONE)],
			after: [phone(ANNA)],
		} as const;
		const contents = [...INBOUND, edit, { type: 'system', notice } as const];
		await team.receive(
			first,
			...contents.map((content) =>
				inbound({ ...said, content, providerId: zebra(), sender: keys }),
			),
		);
		await team.record(
			echo({ ...said, providerId: zebra(), contact: keys }),
			echo({ ...said, providerId: zebra(), contact: keys, origin: 'history' }),
		);
		const quoted = { ...failure(), message: 'To +4915100000001: zebra' };
		const hand = async (content: OutgoingContent, wait?: WaitDraft): Promise<string> => {
			const idempotencyKey = unique('own:zebra +4915100000001');
			const id = await team.queue({
				content,
				fallback: TEMPLATE,
				idempotencyKey,
				replyTo: first.providerId,
				conditions: [{ type: 'lacksLabel', label: 'zebra condition' }],
				sequence: 'zebra +4915100000001',
				step: 'zebra step',
				...(wait === undefined ? {} : { wait }),
			});
			const { claimed } = await team.claim();
			if (claimed.length !== 1) throw new Error('Nothing was claimed');
			return id;
		};
		const ids: string[] = [];
		for (const content of OUTGOING) {
			const id = await hand(content);
			await team.settle(id, { kind: 'sent', providerId: zebra() });
			ids.push(id);
		}
		const [text] = OUTGOING;
		if (text === undefined) throw new Error('There is no text');
		const failed = await hand(text);
		await team.settle(failed, { kind: 'failed', failure: quoted });
		const uncertain = await hand(text);
		await team.settle(uncertain, { kind: 'unknown', failure: quoted });
		// Its reply is that of a run that has not gone on yet; the other still waits.
		const wait = { workflowId: 'zebra', parentWorkflowId: 'zebra', isTest: false };
		const asking = { ...wait, address: 'zebra address', withinMs: DAY_MS };
		const asked: string[] = [];
		for (const run of ['zebra 1', 'zebra 2']) {
			const id = await hand(text, { ...asking, run });
			await team.settle(id, { kind: 'sent', providerId: zebra() });
			asked.push(id);
		}
		await team.receive(inbound({ ...said, providerId: zebra(), sender: keys }));
		const handing = await hand(text);
		const waiting = [await team.queue({ content: text }), await team.queue({ content: text })];
		await stores.store.cancel({ outboxIds: waiting.slice(1), refusal: null, now: NOON });
		return [...ids, ...asked, failed, uncertain, handing, ...waiting];
	}

	describe('erasing a person leaves no trace', () => {
		test('in any column of any table, and of nobody else less than before', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [phone(BEN)], text: 'lion', senderName: 'Ben' }));
			const before = await rawOf(database).texts();
			const ids = await fill(team);
			const events = await rawOf(database).texts();
			const who = { kind: 'phone', phone: ANNA } as const;
			const { workspaceId, numberId } = team;
			const erased = await stores.store.eraseContact({ workspaceId, who, now: NOON });

			expect(events.match(MARK)?.length).toBeGreaterThan(60);
			expect(erased).toMatchObject({ cancelled: 1, onTheirWay: 1 });
			expect(await traces()).toEqual([]);
			// What is heard afterwards of what was on its way brings nothing back.
			const handing = ids.at(-3) ?? '';
			await team.settle(handing, { kind: 'sent', providerId: 'wamid.zebra.late' });
			const recipient = [phone(ANNA), bsuid('DE.zebra')];
			const heard = { providerId: 'wamid.zebra.late', outboxId: handing, recipient };
			await team.hear(status({ ...heard, status: 'delivered' }));
			await stores.store.endDoubts({ numberId, now: NOON + 2 * DAY_MS });

			expect(await traces()).toEqual([]);
			expect(await team.outcomes(ids)).toHaveLength(ids.length);
			const after = await rawOf(database).texts();
			for (const word of ['lion', BEN]) {
				expect(after.split(word).length).toBe(before.split(word).length);
			}
		});

		test('also of what was queued at the very moment, by the next cut', async () => {
			const team = await openTeam(stores);
			const { item, conversationId } = await team.writtenBy();
			const { workspaceId } = team;
			const who = { kind: 'phone', phone: ANNA } as const;
			await stores.store.eraseContact({ workspaceId, who, now: NOON });
			const [made] = await team.enqueue([
				draft({
					recipient: { kind: 'phone', phone: BEN },
					content: { type: 'text', text: 'zebra', linkPreview: false },
				}),
			]);
			const id = made?.kind === 'queued' ? made.outboxId : '';
			await rawOf(database).run(
				`update outbox set conversation_id = '${conversationId}', contact_id = '${item.contact.id}' where id = '${id}'`,
			);
			const limit = NOON + 2 * DAY_MS;

			expect(await cutAll(team, 'erasures', limit)).toEqual([]);
			expect(await cutAll(team, 'erasures', limit - 1)).toEqual([1]);
			expect(await team.stateOf(id)).toEqual({ state: 'cancelled', reason: 'erased' });
			expect(await traces()).toEqual([]);
		});

		test('nor does what stands for a text that they got', async () => {
			const team = await openTeam(stores);
			const content: OutgoingContent = {
				type: 'text',
				text: 'Your code',
				linkPreview: false,
			};
			await team.hand({ content });
			const hash = bodyHash(content) ?? '';
			const who = { kind: 'phone', phone: ANNA } as const;
			expect(await rawOf(database).texts()).toContain(hash);
			await stores.store.eraseContact({ workspaceId: team.workspaceId, who, now: NOON });

			expect(await rawOf(database).texts()).not.toContain(hash);
		});

		test('nor do messages that are too old to be kept', async () => {
			const team = await openTeam(stores);
			const { workspaceId } = team;
			await stores.store.saveSettings({ workspaceId, change: { messageDays: 7 }, now: NOON });
			await team.receive(inbound({ text: 'zebra', raw: 'zebra', sender: [phone(BEN)] }));
			const content = { type: 'text', text: 'zebra', linkPreview: false } as const;
			const id = await team.queue({ content, recipient: { kind: 'phone', phone: BEN } });
			await team.claim();
			await team.sent(id);
			expect(last(await team.log()).item.message.text).toBe('zebra');
			const now = NOON + 7 * DAY_MS + 1;
			for (const what of ['messages', 'erasures'] as const) await cutAll(team, what, now);

			expect(await traces()).toEqual([]);
		});
	});
}
