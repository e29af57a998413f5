import { ADA, BOB, CY, fate, hire, tryOwner, tryRule } from '../support/agents.ts';
import { HOUR, inbound, MINUTE, NOON, phone } from '../support/builders.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Rules that choose who gets a conversation. */
export function describeAutoAssign(stores: Stores): void {
	/** A customer of their own writes. @returns the conversation */
	let customers = 0;
	const written = async (team: Team, at = NOON): Promise<string> => {
		customers += 1;
		const sender = [phone(`+4917${String(customers).padStart(9, '0')}`)];
		await team.receive(inbound({ sender, sentAt: at }));
		return last(await team.log()).item.conversation.id;
	};
	/** A team of Ada and Bob. */
	const open = async () => {
		const team = await openTeam(stores, { mode: 'linked' });
		await hire(team, ADA);
		await hire(team, BOB);
		return team;
	};
	/** Whom rules choose for one new conversation after the other. */
	const chosen = async (team: Team, count: number, given = {}) => {
		const owners: unknown[] = [];
		for (let turn = 0; turn < count; turn += 1) {
			const result = await tryRule(team, await written(team), given);
			owners.push(result.kind === 'won' ? result.owner.email : fate(result));
		}
		return owners;
	};
	const release = async (team: Team, id: string) => await tryOwner(team, id, { kind: 'release' });

	describe('round robin', () => {
		test('gives one after the other, whatever they have', async () => {
			const team = await open();
			await tryOwner(team, await written(team), { kind: 'claim', agent: BOB });

			expect(await chosen(team, 3)).toEqual([ADA, BOB, ADA]);
			await hire(team, CY);
			expect(await chosen(team, 4)).toEqual([CY, BOB, ADA, CY]);
		});

		test('is told by whom and how it came about', async () => {
			const team = await open();
			const id = await written(team);
			const result = await tryRule(team, id);

			expect(result).toMatchObject({ kind: 'won', owner: { email: ADA, version: 1 } });
			expect(last(await team.log()).item).toMatchObject({
				event: 'owner.claimed',
				owner: {
					...{ from: null, to: ADA, by: 'policy', reason: 'autoAssign', version: 1 },
				},
			});
		});
	});

	describe('least open', () => {
		test('gives to whoever has the fewest that are open', async () => {
			const team = await open();
			for (let turn = 0; turn < 2; turn += 1) {
				await tryOwner(team, await written(team), { kind: 'claim', agent: ADA });
			}

			expect(await chosen(team, 3, { strategy: 'leastOpen' })).toEqual([BOB, BOB, ADA]);
		});
	});

	describe('sticky', () => {
		test('gives to whoever had it last, and to the next one if they are not there', async () => {
			const team = await open();
			const id = await written(team);
			await tryOwner(team, id, { kind: 'claim', agent: BOB });
			await release(team, id);
			const sticky = { strategy: 'sticky' } as const;

			expect(fate(await tryRule(team, id, sticky))).toEqual(['won', BOB, 3]);
			await release(team, id);
			await hire(team, BOB, { availability: 'away' });
			expect(fate(await tryRule(team, id, sticky))).toEqual(['won', ADA, 5]);
		});
	});

	describe('whoever it is', () => {
		test('has no more open conversations than they can have', async () => {
			const team = await open();
			await hire(team, ADA, { capacity: 2 });
			await hire(team, BOB, { capacity: 1 });
			const [first] = [await written(team)];
			await tryRule(team, first);

			expect(await chosen(team, 3)).toEqual([
				...[BOB, ADA, ['nobody', 'everybodyFull', null, 0]],
			]);
			await release(team, first);
			expect(fate(await tryRule(team, await written(team)))).toEqual(['won', ADA, 1]);
		});

		test('has no more of one number than they can have of it', async () => {
			const team = await open();
			const other = await team.addNumber({ mode: 'linked' });
			const of = { number: team.numberId, most: 1 };
			await hire(team, ADA, { numberCapacities: [of] });
			await hire(team, BOB, { capacity: 0 });

			expect(await chosen(team, 2)).toEqual([ADA, ['nobody', 'everybodyFull', null, 0]]);
			expect(await chosen(other, 2)).toEqual([ADA, ADA]);
		});

		test('is given no more in an hour than is fair, by rules', async () => {
			const team = await open();
			await hire(team, BOB, { availability: 'offline' });
			await tryOwner(team, await written(team), { kind: 'claim', agent: ADA });
			const fair = { mostPerHour: 2 };

			expect(await chosen(team, 3, fair)).toEqual([
				...[ADA, ADA, ['nobody', 'everybodyFull', null, 0]],
			]);
			expect(await chosen(team, 1, { ...fair, now: NOON + HOUR - 1 })).toEqual([
				['nobody', 'everybodyFull', null, 0],
			]);
			expect(await chosen(team, 1, { ...fair, now: NOON + HOUR })).toEqual([ADA]);
		});

		test('is on shift, by the clock on their wall, also where it jumps', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			const days = [1, 2, 3, 4, 5, 6, 7] as const;
			const shifts = [{ days, from: 9 * 60, to: 17 * 60 }];
			await hire(team, ADA, { timeZone: 'Europe/Berlin', shifts });
			const at = (text: string) => ({ now: Date.parse(text), maxAgeMs: null });
			// Nine in Berlin is eight in UTC in winter, and seven in summer.
			const nobody = ['nobody', 'nobodyOnShift', null, 0];

			expect(await chosen(team, 1, at('2026-10-24T06:59:59Z'))).toEqual([nobody]);
			expect(await chosen(team, 1, at('2026-10-24T07:00:00Z'))).toEqual([ADA]);
			expect(await chosen(team, 1, at('2026-10-25T07:59:59Z'))).toEqual([nobody]);
			expect(await chosen(team, 1, at('2026-10-25T08:00:00Z'))).toEqual([ADA]);
			expect(await chosen(team, 1, at('2026-10-25T16:00:00Z'))).toEqual([nobody]);
			expect(
				await chosen(team, 1, { ...at('2026-10-25T16:00:00Z'), onlyOnShift: false }),
			).toEqual([ADA]);
		});

		test('is there: nobody who is away, unless that does not matter', async () => {
			const team = await open();
			await hire(team, ADA, { availability: 'offline' });
			await hire(team, BOB, { availability: 'away' });

			expect(await chosen(team, 1)).toEqual([['nobody', 'nobodyOnShift', null, 0]]);
			expect(await chosen(team, 1, { onlyOnShift: false })).toEqual([ADA]);
		});

		test('is of the team, which the conversation is from then on', async () => {
			const team = await open();
			await hire(team, BOB, { teams: ['Sales'] });
			const id = await written(team);

			expect(await tryRule(team, id, { team: 'sales' })).toMatchObject({
				...{ kind: 'won', owner: { email: BOB }, team: 'Sales' },
			});
			const other = await written(team);
			expect(await tryRule(team, other, { team: 'Service' })).toMatchObject({
				...{ kind: 'nobody', why: 'noAgents', owner: { email: null }, team: 'Service' },
			});
		});

		test('may have conversations, and may see this one', async () => {
			const team = await open();
			await hire(team, ADA, { role: 'viewer' });
			await hire(team, BOB, { role: 'limitedAgent', numberScope: ['South'] });

			expect(await chosen(team, 1)).toEqual([['nobody', 'noAgents', null, 0]]);
		});

		test('is the one who was named, and nobody else', async () => {
			const team = await open();

			expect(await chosen(team, 2, { only: { agent: BOB } })).toEqual([BOB, BOB]);
			expect(fate(await tryRule(team, await written(team), { only: { agent: CY } }))).toEqual(
				{
					...{ kind: 'unknownAgent', email: CY },
				},
			);
		});
	});

	test('what somebody has stays theirs', async () => {
		const team = await open();
		const id = await written(team);
		await tryOwner(team, id, { kind: 'claim', agent: BOB });

		expect(fate(await tryRule(team, id))).toEqual(['lost', 'owned', BOB, 1]);
	});

	test('what waits longer than it is worth is left alone', async () => {
		const team = await open();
		const id = await written(team, NOON - HOUR);
		const old = { maxAgeMs: HOUR, now: NOON + 1 };

		expect(fate(await tryRule(team, id, old))).toEqual(['nobody', 'tooOld', null, 0]);
		expect(fate(await tryRule(team, id, { ...old, now: NOON }))).toEqual(['won', ADA, 1]);
	});

	test('an agent lets no rule choose, a manager does', async () => {
		const team = await open();
		await hire(team, CY, { role: 'manager' });
		const id = await written(team);

		expect(await tryRule(team, id, { actingAgent: ADA })).toEqual({
			...{ kind: 'notAllowed', why: 'role', email: ADA },
		});
		expect(fate(await tryRule(team, id, { actingAgent: CY }))).toEqual(['won', ADA, 1]);
	});

	describe('what rules may know', () => {
		const facts = async (
			team: Team,
			conversationId: string,
			actingAgent: string | null = null,
		) =>
			await stores.store.routingFacts({
				...{ workspaceId: team.workspaceId, conversationId, actingAgent },
			});

		test('is number, labels, language, and what the customer wrote last', async () => {
			const team = await openTeam(stores, {
				mode: 'linked',
				group: 'South',
				timeZone: 'UTC',
			});
			const sender = [phone('+34600000001')];
			const referral = {
				...{ sourceUrl: null, sourceType: 'ad', sourceId: '7', headline: null },
				...{ body: null, mediaType: null, imageUrl: null, videoUrl: null },
				...{ thumbnailUrl: null, ctwaClid: null, welcomeMessage: null },
			} as never;
			await team.receive(
				inbound({ sender, referral, text: 'first', sentAt: NOON - MINUTE }),
				inbound({ sender, text: 'last' }),
			);
			const { id } = last(await team.log()).item.conversation;

			expect(await facts(team, id)).toEqual({
				number: expect.objectContaining({ id: team.numberId, group: 'South' }) as unknown,
				...{
					timeZone: 'UTC',
					hours: null,
					labels: [],
					owner: null,
					text: 'last',
					language: 'es',
				},
				referral,
			});
		});

		test('is nothing of what is outside somebody’s scope', async () => {
			const team = await open();
			const id = await written(team);
			await hire(team, CY, { role: 'limitedAgent', labelScope: ['vip'] });

			expect(await facts(team, id, CY)).toBeNull();
			expect(await facts(team, id, 'no@example.com')).toBeNull();
			expect(await facts(await open(), id)).toBeNull();
		});
	});
}
