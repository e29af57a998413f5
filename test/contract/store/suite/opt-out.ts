import type { InboundMessage } from '../../../../src/domain/inbound.ts';
import type { ContactPreference, Marketing } from '../../../../src/domain/consent.ts';
import type { FeedEntry, KnownContact, ReceiveResult } from '../../../../src/ports/store.ts';
import {
	ANNA,
	BEN,
	bsuid,
	HOUR,
	inbound,
	MINUTE,
	NOON,
	phone,
	SECOND,
	status,
} from '../support/builders.ts';
import { idsOf, last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** A pace that holds nobody back. */
const FREE = { intervalMs: 0, burst: 1 };
const CONFIRMATION = 'You will get no more offers. Reply START to get them again.';

/** Who wants no marketing gets none, from any number of the workspace. */
export function describeOptOut(stores: Stores): void {
	const says = (text: string | null, given: Partial<InboundMessage> = {}) =>
		inbound({ text, ...given });
	const marketing = { category: 'marketing' } as const;
	const taps = (id: string | null, title: string | null) =>
		says(title, {
			content: { type: 'button', reply: { kind: 'quickReply', id, title } },
		});
	const contact = async (team: Team, who = ANNA): Promise<KnownContact | null> =>
		await team.store.findContact({
			workspaceId: team.workspaceId,
			who: { kind: 'phone', phone: who },
		});
	const consent = async (team: Team, who = ANNA) => (await contact(team, who))?.consent;
	/** Sends all that may go. @returns what it says */
	const texts = async (team: Team, now = NOON + MINUTE): Promise<readonly unknown[]> => {
		const sent: unknown[] = [];
		for (;;) {
			const { claimed } = await team.claim({ now, pace: FREE });
			if (claimed.length === 0) return sent;
			for (const { outboxId, content } of claimed) {
				await team.sent(outboxId, now);
				sent.push('text' in content ? content.text : content.type);
			}
		}
	};
	const changes = async (team: Team): Promise<readonly FeedEntry[]> => {
		const { entries } = await team.readFeed({
			types: ['contact.opted_out', 'contact.opted_in'],
		});
		return entries;
	};
	const names = async (team: Team) => (await changes(team)).map(({ item }) => item.event);
	const switches = async (
		team: Team,
		given: Partial<ContactPreference> & { readonly marketing: Marketing },
	): Promise<ReceiveResult> =>
		await team.store.receiveBatch({
			numberId: team.numberId,
			messages: [],
			statuses: [],
			preferences: [{ contact: [phone(ANNA)], at: NOON, ...given }],
			now: NOON,
		});
	const set = async (team: Team, said: Marketing | null, now = NOON) =>
		await team.store.setConsent({
			workspaceId: team.workspaceId,
			who: { kind: 'phone', phone: ANNA },
			marketing: said,
			now,
		});

	describe('somebody who writes STOP', () => {
		test('has opted out, which is an event with the message, and is told once', async () => {
			const team = await openTeam(stores);
			const result = await team.receive(says('Stop.'));
			const [event, ...more] = await changes(team);
			const log = await team.log();

			expect(result).toMatchObject({ stored: 1, ended: [], isDue: true });
			expect(await consent(team)).toEqual({ marketing: 'out', source: 'word', at: NOON });
			expect(await team.eventNames()).toEqual(['message.received', 'contact.opted_out']);
			expect(more).toEqual([]);
			expect(event?.item).toMatchObject({
				change: { field: 'marketing', from: null, to: 'out' },
				contact: log[0]?.item.contact,
				message: { text: 'Stop.', id: log[0]?.item.message.id },
			});
			expect(await texts(team)).toEqual([CONFIRMATION]);
			expect(await texts(team)).toEqual([]);
		});

		test.each([
			['Abmelden', /^Du bekommst keine Angebote mehr\. .*START/],
			['dar de baja', /^No recibirás más ofertas\. .*START/],
			['إلغاء الاشتراك', /START/],
		])('is told in the language of the word %s', async (word, confirmation) => {
			const team = await openTeam(stores);
			await team.receive(says(word));

			expect(await texts(team)).toEqual([expect.stringMatching(confirmation)]);
		});

		test('gets no marketing any more, what waits neither, from both numbers', async () => {
			const one = await openTeam(stores);
			const two = await one.addNumber();
			await one.writtenBy();
			await two.writtenBy();
			const waiting = [
				await one.queue(marketing),
				await two.queue({ ...marketing, notBefore: NOON + HOUR }),
			];
			const kept = [
				await one.queue({ category: 'service' }),
				await two.queue({ category: 'reply' }),
				await two.queue({ ...marketing, recipient: { kind: 'phone', phone: BEN } }),
			];
			const { ended } = await one.receive(says('STOP'));

			expect([...ended].sort()).toEqual([...waiting].sort());
			for (const id of waiting) {
				expect(await one.stateOf(id)).toEqual({ state: 'refused', reason: 'optedOut' });
			}
			for (const id of kept) expect((await one.stateOf(id)).state).toBe('queued');
			const late = [await one.queue(marketing), await two.queue(marketing)];
			await texts(one);
			await texts(two);
			for (const id of late) {
				expect(await one.stateOf(id)).toEqual({ state: 'refused', reason: 'optedOut' });
			}
			expect((await one.stateOf(kept[0] ?? '')).state).toBe('sent');
			expect((await two.stateOf(kept[1] ?? '')).state).toBe('sent');
		});

		test('is another person in another workspace', async () => {
			const [here, there] = [await openTeam(stores), await openTeam(stores)];
			await there.writtenBy();
			const id = await there.queue(marketing);
			await here.receive(says('STOP'));

			expect(idsOf(await there.claim())).toEqual([id]);
			expect(await consent(there)).toEqual({ marketing: 'unknown', source: null, at: null });
		});

		test('again, or whose webhook comes again, is told no second time', async () => {
			const team = await openTeam(stores);
			const message = says('STOP');
			await team.receive(message, message);
			await team.receive(message);
			await team.receive(says('stop', { sentAt: NOON + HOUR }));

			expect(await names(team)).toEqual(['contact.opted_out']);
			expect(await texts(team)).toEqual([CONFIRMATION]);
		});

		test('and START gets marketing again, and is told at the next STOP', async () => {
			const team = await openTeam(stores);
			await team.receive(says('STOP'));
			await team.receive(says('start', { sentAt: NOON + SECOND }));
			const id = await team.queue(marketing);
			expect(await consent(team)).toMatchObject({ marketing: 'in', source: 'word' });
			expect(await texts(team)).toEqual([CONFIRMATION, 'Yes, until noon.']);
			expect((await team.stateOf(id)).state).toBe('sent');
			await team.receive(says('STOP', { sentAt: NOON + MINUTE }));

			expect(await names(team)).toEqual([
				'contact.opted_out',
				'contact.opted_in',
				'contact.opted_out',
			]);
			expect(await texts(team)).toEqual([CONFIRMATION]);
		});

		test('by a tap: the words of a button count, and what it stands for', async () => {
			for (const message of [taps('STOP', 'No, thanks'), taps('b1', 'Stop promotions')]) {
				const team = await openTeam(stores);
				await team.receive(message);

				expect(await names(team)).toEqual(['contact.opted_out']);
			}
		});

		test.each([
			[
				'by a reaction',
				says('stop', { content: { type: 'reaction', to: 'x', emoji: '🛑' } }),
			],
			['in an edit', says('stop', { content: edited })],
			['in a sentence', says('Please stop')],
			['as a caption', says('stop', { content: { type: 'image', media: picture } })],
		])('does not count %s', async (_how, message) => {
			const team = await openTeam(stores);
			await team.receive(message);

			expect(await names(team)).toEqual([]);
			expect((await consent(team))?.marketing).toBe('unknown');
		});
	});

	describe('somebody who writes START', () => {
		test.each([
			['never said anything', null, 'unknown'],
			['wants marketing', 'in', 'in'],
		] as const)('and %s consents to nothing by that', async (_what, before, after) => {
			const team = await openTeam(stores);
			await team.writtenBy();
			if (before !== null) await set(team, before);
			const count = (await names(team)).length;
			await team.receive(says('START', { sentAt: NOON + HOUR }));

			expect((await consent(team))?.marketing).toBe(after);
			expect(await names(team)).toHaveLength(count);
		});
	});

	describe('what was said last', () => {
		test('holds, in whatever order it comes', async () => {
			const team = await openTeam(stores);
			await team.receive(says('STOP', { sentAt: NOON - HOUR }));
			await team.receive(says('START', { sentAt: NOON }));
			await team.receive(says('STOP', { sentAt: NOON - MINUTE }));

			expect(await consent(team)).toEqual({ marketing: 'in', source: 'word', at: NOON });
		});

		test('is what was repeated last', async () => {
			const team = await openTeam(stores);
			await team.receive(says('STOP', { sentAt: NOON - HOUR }));
			await team.receive(says('STOP', { sentAt: NOON - SECOND }));
			await team.receive(says('START', { sentAt: NOON - MINUTE }));

			expect((await consent(team))?.marketing).toBe('out');
		});

		test('is never in the future, whatever a message says', async () => {
			const team = await openTeam(stores);
			await team.receive(says('STOP', { sentAt: NOON + 9 * HOUR }));
			await set(team, 'in', NOON);

			expect((await consent(team))?.marketing).toBe('in');
		});

		test.each([
			['an opt-out that is newer', NOON, 'in', NOON + MINUTE, 'out', 'out'],
			['an opt-out that is older', NOON + MINUTE, 'in', NOON, 'out', 'in'],
			['an opt-out of the same time', NOON, 'in', NOON, 'out', 'out'],
			['nothing', NOON, 'out', null, null, 'out'],
		] as const)(
			'holds of two contacts that are one: %s',
			async (_what, olderAt, older, youngerAt, younger, expected) => {
				const team = await openTeam(stores);
				const { workspaceId } = team;
				await team.writtenBy();
				await set(team, older, olderAt);
				await team.receive(inbound({ sender: [bsuid('DE.anna')] }));
				const { item } = last(await team.log());
				const who = { kind: 'contact', contactId: item.contact.id } as const;
				if (younger !== null) {
					const said = { workspaceId, who, marketing: younger, now: youngerAt };
					await team.store.setConsent(said);
				}
				await team.receive(inbound({ sender: [phone(ANNA), bsuid('DE.anna')] }));
				const id = await team.queue(marketing);
				await team.claim({ pace: FREE });

				expect((await consent(team))?.marketing).toBe(expected);
				expect((await team.stateOf(id)).reason).toBe(
					expected === 'out' ? 'optedOut' : null,
				);
			},
		);
	});

	describe('a switch at Meta', () => {
		test('counts like a word, and nobody is told', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue(marketing);
			const result = await switches(team, { marketing: 'out' });
			const [event] = await changes(team);

			expect(result).toMatchObject({ stored: 0, ended: [id], isDue: false });
			expect(await consent(team)).toEqual({ marketing: 'out', source: 'meta', at: NOON });
			expect(event?.item).toMatchObject({
				event: 'contact.opted_out',
				change: { field: 'marketing', from: null, to: 'out' },
				contact: { phone: ANNA },
				conversation: { isNew: false },
			});
			expect(event?.item).not.toHaveProperty('message');
			expect(await texts(team)).toEqual([]);
			await switches(team, { marketing: 'in', at: NOON + SECOND });
			expect(await names(team)).toEqual(['contact.opted_out', 'contact.opted_in']);
		});

		test('comes late without harm, and twice as once', async () => {
			const team = await openTeam(stores);
			await switches(team, { marketing: 'in', at: NOON });
			await switches(team, { marketing: 'out', at: NOON - SECOND });
			await switches(team, { marketing: 'in', at: NOON });

			expect(await names(team)).toEqual(['contact.opted_in']);
		});

		test('is remembered of somebody who is not known yet', async () => {
			const team = await openTeam(stores);
			await switches(team, { marketing: 'out', contact: [bsuid('DE.new'), phone(BEN)] });
			const id = await team.queue({ ...marketing, recipient: { kind: 'phone', phone: BEN } });
			await team.claim();

			expect((await consent(team, BEN))?.marketing).toBe('out');
			expect((await contact(team, ANNA))?.id).toBeUndefined();
			expect((await team.stateOf(id)).state).toBe('refused');
		});
	});

	describe('Meta’s refusal of marketing', () => {
		const unwanted = {
			name: 'optedOut',
			code: 131050,
			message: 'The customer has stopped marketing messages of this business',
			advice: 'Send no more.',
		};

		test('at the hand-over is an opt-out', async () => {
			const team = await openTeam(stores);
			const id = await team.hand(marketing);
			const waiting = await team.queue(marketing);
			await team.settle(id, { kind: 'failed', failure: unwanted });

			expect((await team.stateOf(id)).state).toBe('failed');
			expect(await team.stateOf(waiting)).toEqual({ state: 'refused', reason: 'optedOut' });
			expect(await consent(team)).toEqual({ marketing: 'out', source: 'meta', at: NOON });
			expect(await team.eventNames()).toEqual([
				'message.received',
				'message.failed',
				'contact.opted_out',
			]);
		});

		test('after it is an opt-out, once', async () => {
			const team = await openTeam(stores);
			const id = await team.hand(marketing);
			const providerId = await team.sent(id);
			const waiting = await team.queue(marketing);
			const failed = status({ providerId, status: 'failed', failure: unwanted });
			const result = await team.hear(failed);
			await team.hear(failed);

			expect(result).toMatchObject({ advanced: 1, ended: [waiting] });
			expect(await names(team)).toEqual(['contact.opted_out']);
		});

		test('for another reason is none', async () => {
			const team = await openTeam(stores);
			const id = await team.hand(marketing);
			await team.settle(id, { kind: 'failed', failure: { ...unwanted, name: 'blocked' } });

			expect((await consent(team))?.marketing).toBe('unknown');
		});
	});

	describe('the settings of opting out', () => {
		const saved = async (change: Parameters<Team['store']['saveSettings']>[0]['change']) => {
			const team = await openTeam(stores);
			const { workspaceId, store } = team;
			await store.saveSettings({ workspaceId, change, now: NOON });
			return team;
		};

		test('may have further words', async () => {
			const team = await saved({ optOutWords: ['Weg damit'], optInWords: ['Doch wieder'] });
			await team.receive(says('weg damit!'));
			await team.receive(says('doch wieder', { sentAt: NOON + SECOND }));

			expect(await names(team)).toEqual(['contact.opted_out', 'contact.opted_in']);
		});

		test.each<[string, readonly unknown[]]>([
			['Goodbye. JOIN brings you back.', ['Goodbye. JOIN brings you back.']],
			['', []],
		])('may confirm with %j', async (optOutConfirmation, expected) => {
			const team = await saved({ optOutConfirmation });
			const { isDue } = await team.receive(says('abmelden'));

			expect(await names(team)).toEqual(['contact.opted_out']);
			expect(isDue).toBe(expected.length > 0);
			expect(await texts(team)).toEqual(expected);
		});
	});

	describe('consent that a workflow sets', () => {
		test('ends what waits, and is known from then on', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue(marketing);

			expect(await set(team, 'out', NOON + SECOND)).toEqual({ ended: [id] });
			expect(await consent(team)).toEqual({
				marketing: 'out',
				source: 'node',
				at: NOON + SECOND,
			});
			expect(await texts(team)).toEqual([]);
			await set(team, null, NOON + MINUTE);
			expect((await consent(team))?.marketing).toBe('unknown');
			await set(team, 'in', NOON + MINUTE);
			await set(team, null, NOON + HOUR);
			const told = (await changes(team)).map(({ item }) => [item.event, item.change]);
			expect(told).toEqual([
				['contact.opted_out', { field: 'marketing', from: null, to: 'out' }],
				['contact.opted_in', { field: 'marketing', from: 'out', to: null }],
				['contact.opted_in', { field: 'marketing', from: null, to: 'in' }],
			]);
		});

		test('is nobody’s where there is no such person', async () => {
			const team = await openTeam(stores);

			expect(await set(team, 'out')).toBeNull();
			await team.writtenBy();
			const who = { kind: 'phone', phone: ANNA } as const;
			const { workspaceId } = team;
			await team.store.eraseContact({ workspaceId, who, now: NOON });
			expect(await set(team, 'out')).toBeNull();
		});
	});

	describe('STOP and campaigns of two numbers at the same moment', () => {
		test('forty times: nothing goes that is claimed after it', async () => {
			const one = await openTeam(stores);
			const two = await one.addNumber();
			const another = await stores.another();
			const seen = { sent: 0, refused: 0 };
			for (let round = 0; round < 40; round += 1) {
				const customer = `+4918${String(round).padStart(9, '0')}`;
				const recipient = { kind: 'phone', phone: customer } as const;
				for (const team of [one, two]) await team.writtenBy(customer);
				const ids = [
					await one.queue({ ...marketing, recipient }),
					await two.queue({ ...marketing, recipient }),
				];
				let isOut = false;
				const stop = async (): Promise<void> => {
					const messages = [says('STOP', { sender: [phone(customer)] })];
					const { numberId } = round % 2 === 0 ? one : two;
					await another.receiveBatch({ numberId, messages, statuses: [], now: NOON });
					isOut = true;
				};
				const claim = async (team: Team): Promise<readonly string[]> => {
					for (let turn = 0; turn < (round * 7) % 11; turn += 1) {
						await new Promise((resolve) => setImmediate(resolve));
					}
					const wasOut = isOut;
					const claimed = idsOf(await team.claim({ pace: FREE }));
					const wrong = wasOut ? claimed.filter((id) => ids.includes(id)) : [];
					expect(wrong).toEqual([]);
					for (const id of claimed) await team.sent(id);
					return claimed;
				};
				const stopping = stop();
				// Now and then the word is there first, however fast the claims are.
				if (round % 8 === 0) await stopping;
				await Promise.all([stopping, claim(one), claim(two)]);
				for (const team of [one, two]) await claim(team);
				for (const { state } of await one.outcomes(ids)) {
					if (state === 'sent') seen.sent += 1;
					else seen.refused += 1;
					expect(['sent', 'refused']).toContain(state);
				}
			}

			expect(seen.sent + seen.refused).toBe(80);
			expect(seen.refused).toBeGreaterThanOrEqual(10);
		}, 60_000);
	});
}

const picture = { id: '1', mimeType: null, sha256: null, fileName: null };
const edited = { type: 'edit', target: 'wamid.1', content: { type: 'text' } } as const;
