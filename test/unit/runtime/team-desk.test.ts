import { ExpressionThread } from '../../../src/runtime/expression/expressions.ts';
import { TeamDesk, type AutoOrder, type OwnerOrder } from '../../../src/runtime/desk/team-desk.ts';
import { makeTeam, NOW, type Team } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const ADA = 'ada@example.com';
const expressions = new ExpressionThread();
let test: TestStore;
let team: Team;
let desk: TeamDesk;

beforeAll(async () => {
	test = await openTestStore();
});

beforeEach(async () => {
	team = await makeTeam(test.store);
	const clock = { now: () => NOW, sleep: () => Promise.resolve() };
	desk = new TeamDesk({ store: test.store, clock, expressions }, team.workspaceId);
	await desk.saveAgent(ADA, { name: 'Ada', teams: ['Sales'] });
});

afterAll(async () => {
	await Promise.all([expressions.close(), test.close()]);
});

/** A customer writes. @returns the conversation */
async function written(text: string): Promise<string> {
	await team.receive(text, text);
	const who = { kind: 'phone', phone: team.phoneOf(text) } as const;
	const found = await test.store.findContact({ workspaceId: team.workspaceId, who });
	return found?.conversations[0]?.id ?? '';
}

const order = (given: Partial<OwnerOrder> & Pick<OwnerOrder, 'action'>): OwnerOrder => ({
	conversationId: 'none',
	actingAgent: null,
	expectedVersion: null,
	reason: null,
	cause: null,
	...given,
});

describe('the members of a team', () => {
	it('are known by their email in any case, and are there or not', async () => {
		const saved = await desk.saveAgent(' ADA@example.com', { availability: 'away' });

		expect(saved).toMatchObject({
			...{ agent: { email: ADA, name: 'Ada' }, isNew: false },
			...{ isOnShift: true, isThere: false },
		});
		expect(await desk.setAvailability(ADA, 'online')).toMatchObject({ isThere: true });
		await expect(desk.setAvailability('no@example.com', 'away')).rejects.toMatchObject({
			code: 'notFound',
		});
	});

	it('are listed by team, and who is there', async () => {
		await desk.saveAgent('bob@example.com', { teams: ['sales'], availability: 'offline' });
		await desk.saveAgent('cy@example.com', {});
		const emails = async (filter: Parameters<TeamDesk['members']>[0]) =>
			(await desk.members(filter)).map(({ agent }) => agent.email[0]).join('');

		expect(await emails({})).toBe('abc');
		expect(await emails({ team: 'Sales' })).toBe('ab');
		expect(await emails({ team: 'Sales', onlyThere: true })).toBe('a');
	});

	it('are limited only by something', async () => {
		const limited = { role: 'limitedAgent' } as const;
		await expect(desk.saveAgent(ADA, limited)).rejects.toMatchObject({
			code: 'invalidInput',
			message: expect.stringContaining("The field 'Role'") as unknown,
		});
		await desk.saveAgent(ADA, { ...limited, labelScope: ['vip'] });
		await expect(desk.saveAgent(ADA, { labelScope: null })).rejects.toMatchObject({
			code: 'invalidInput',
		});
	});
});

describe('whoever leaves', () => {
	const who = 'ada@example.com';
	const have = async (...texts: readonly string[]): Promise<readonly string[]> => {
		const ids: string[] = [];
		for (const text of texts) {
			const conversationId = await written(text);
			const action = { kind: 'claim', agent: ADA } as const;
			await desk.changeOwner(order({ conversationId, action }));
			ids.push(conversationId);
		}
		return ids;
	};

	it('shares out what they have among those who have room', async () => {
		await desk.saveAgent('bob@example.com', { capacity: 1, teams: ['Sales'] });
		await desk.saveAgent('cy@example.com', {});
		const [one = '', two = ''] = await have('one', 'two');
		const successor = { kind: 'autoAssign', strategy: 'leastOpen', team: 'sales' } as const;

		expect(await desk.removeAgent(' Ada@example.com', { successor, cause: null })).toEqual({
			...{ kind: 'removed', email: who, name: 'Ada', numbers: [] },
			...{ handedOver: [one], released: [two] },
		});
	});

	it('hands over to an agent, who must be another and in the team', async () => {
		await desk.saveAgent('bob@example.com', {});
		const ids = await have('one');
		const to = (agent: string) =>
			desk.removeAgent(who, { successor: { kind: 'agent', agent }, cause: null });

		await expect(to('nobody')).rejects.toThrow(
			"The field 'Agent' has 'nobody', which is no email",
		);
		await expect(to(who)).rejects.toMatchObject({ code: 'notFound' });
		expect(await to('Bob@example.com ')).toMatchObject({ handedOver: ids, released: [] });
		await expect(to('bob@example.com')).rejects.toMatchObject({ code: 'notFound' });
	});
});

describe('a change of the owner', () => {
	it('is an error where it is not allowed, and says why', async () => {
		const conversationId = await written('hello');
		const claim = (agent: string) =>
			desk.changeOwner(order({ conversationId, action: { kind: 'claim', agent } }));
		await desk.saveAgent('vi@example.com', { role: 'viewer' });

		await expect(claim('vi@example.com')).rejects.toMatchObject({ code: 'notAllowed' });
		await expect(claim('no@example.com')).rejects.toMatchObject({ code: 'notFound' });
		await expect(
			desk.changeOwner(order({ action: { kind: 'release' } })),
		).rejects.toMatchObject({ code: 'notFound' });
	});

	it('by force needs a reason, and a note has its limit', async () => {
		const transfer = (given: object, reason: string | null) =>
			desk.changeOwner(
				order({
					action: {
						...{ kind: 'transfer', agent: ADA, handoffNote: null, force: false },
						...given,
					},
					reason,
				}),
			);

		await expect(transfer({ force: true }, null)).rejects.toThrow("The field 'Reason'");
		await expect(transfer({}, 'x'.repeat(501))).rejects.toThrow("The field 'Reason'");
		await expect(transfer({ handoffNote: 'x'.repeat(4_001) }, null)).rejects.toThrow(
			"The field 'Handoff Note'",
		);
		await expect(
			transfer({ handoffNote: 'x'.repeat(4_000) }, 'x'.repeat(500)),
		).rejects.toMatchObject({ code: 'notFound' });
	});
});

describe('rules', () => {
	const by = async (rules: string, text = 'hello', given: Partial<AutoOrder> = {}) =>
		await desk.autoAssign({
			conversationId: await written(text),
			...{ strategy: 'rules', rules, team: null, onlyOnShift: true },
			...{ mostPerHour: null, maxAgeMs: null, actingAgent: null, cause: null },
			...given,
		});

	it.each([
		[`'ADA@example.com'`, ['won', ADA, null]],
		[`'sales'`, ['won', ADA, 'Sales']],
		[`{ 'team': 'Sales' }`, ['won', ADA, 'Sales']],
		[`{ 'agent': '${ADA}' }`, ['won', ADA, null]],
		[`{ 'team': 'Nobody' }`, ['nobody', null, 'Nobody']],
		[`text = 'hello' ? 'Sales'`, ['won', ADA, 'Sales']],
		[`number.label = 'Sales' and language = 'de' ? 'Sales'`, ['won', ADA, 'Sales']],
		[`text = 'other' ? 'Sales'`, ['nobody', null, null]],
		[`hours.day = 5 and hours.time >= '12:00' ? 'Sales'`, ['won', ADA, 'Sales']],
	])('%s', async (rules, [kind, email, ofTeam]) => {
		expect(await by(rules)).toMatchObject({ kind, owner: { email }, team: ofTeam });
	});

	it('that name somebody else are refused, without what they named', async () => {
		await expect(by('text', 'a secret')).rejects.toMatchObject({
			code: 'notFound',
			message: expect.not.stringContaining('secret') as unknown,
		});
		await expect(by(`{ 'agent': 'no@example.com' }`)).rejects.toMatchObject({
			code: 'notFound',
		});
		await expect(by('1 +')).rejects.toMatchObject({ code: 'invalidInput' });
	});

	it('are not asked where somebody has it, or may not see it', async () => {
		const first = await by(`'Sales'`, 'taken');
		expect(first.kind).toBe('won');
		expect(await by('nonsense(', 'taken')).toMatchObject({ kind: 'lost', why: 'owned' });
		await desk.saveAgent('lim@example.com', { role: 'limitedAgent', labelScope: ['vip'] });
		await expect(
			by(`'Sales'`, 'unseen', { actingAgent: 'lim@example.com' }),
		).rejects.toMatchObject({ code: 'notFound' });
	});
});
