import type { NumberCredential } from '../../../src/runtime/credential/credential.ts';
import { PeopleDesk } from '../../../src/runtime/desk/people-desk.ts';
import type { PeopleOffice } from '../../../src/runtime/desk/people.ts';
import { makeTeam, NOW, type Team } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const VI = 'vi@example.com';
const EVE = 'eve@example.com';
let test: TestStore;
let team: Team;

beforeAll(async () => {
	test = await openTestStore();
});

afterAll(() => test.close());

beforeEach(async () => {
	team = await makeTeam(test.store);
	const save = (email: string, change: object) =>
		test.store.saveAgent({ workspaceId: team.workspaceId, email, change, now: NOW });
	await save(VI, { role: 'viewer' });
	await save(EVE, { role: 'limitedAgent', labelScope: ['vip'] });
	await team.receive('Ann', 'Hello');
});

const ann = () => ({ kind: 'phone', phone: team.phoneOf('Ann') }) as const;

/** The people as somebody sees them; `null` for the workflow. */
function desk(actingAgent: string | null): PeopleDesk {
	const office = {
		store: test.store,
		clock: { now: () => NOW },
		numbers: { find: () => Promise.resolve(null) },
	} as unknown as PeopleOffice;
	const credential = { mode: 'cloud', phoneNumberId: '1', workspace: team.workspaceId };
	return new PeopleDesk(office, credential as NumberCredential, actingAgent);
}

it('shows a viewer all, and lets them change nothing', async () => {
	const people = desk('VI@example.com ');

	expect(await people.find(ann())).toMatchObject({ conversations: [{}] });
	for (const change of [
		people.upsert(ann(), { name: 'Changed' }),
		people.setConsent(ann(), 'out'),
		people.merge(ann(), ann()),
		people.erase(ann()),
	]) {
		await expect(change).rejects.toMatchObject({ code: 'notAllowed' });
	}
	expect(await desk(null).find(ann())).toMatchObject({ conversations: [{}] });
});

it('shows nobody whom an agent may not see, and says so like of nobody', async () => {
	const unknown = { kind: 'phone', phone: '+4930999' } as const;
	const saidOf = async (who: Parameters<PeopleDesk['find']>[0]) =>
		await desk(EVE)
			.find(who)
			.catch((error: unknown) => error);

	expect(await saidOf(ann())).toMatchObject({ code: 'notFound' });
	expect(await saidOf(ann())).toEqual(await saidOf(unknown));
	await expect(desk(EVE).upsert(unknown, {})).rejects.toMatchObject({ code: 'notFound' });
});

it('knows who acts', async () => {
	await expect(desk('no@example.com').find(ann())).rejects.toThrow('Nobody in the team');
});
