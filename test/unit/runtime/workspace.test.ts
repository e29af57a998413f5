import { readCredential } from '../../../src/runtime/credential/credential.ts';
import type { Office } from '../../../src/runtime/office.ts';
import { enterWorkspace } from '../../../src/runtime/credential/workspace.ts';
import { HandClock } from '../support/hand-clock.ts';
import { NOW } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

let book: TestStore;
let workspace: string;
let made = 0;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(() => {
	workspace = `acme-${(made += 1)}`;
});
afterAll(() => book.close());

/** What a process that has just started says to a credential: `in`, or the text of its refusal. */
async function enter(workspaceKey: string, office = newOffice()): Promise<string> {
	const credential = readCredential({
		workspace,
		workspaceKey,
		accessToken: 'EAAtoken1',
		phoneNumberId: '106540352242922',
		appSecret: 'the app secret',
	});
	try {
		await enterWorkspace(office, credential);
		return 'in';
	} catch (error) {
		expect(error).toMatchObject({
			name: 'TeamError',
			code: 'workspaceKey',
			advice: "Put the key of the workspace into the credential (none if it was made without), or choose another workspace's name.",
		});
		return (error as Error).message;
	}
}

/** The parts of an office that a door needs. */
function newOffice(): Office {
	const parts = { store: book.store, clock: new HandClock(NOW), admitted: new Set<string>() };
	return parts as unknown as Office;
}

const refused = () => `The workspace '${workspace}' cannot be opened with this workspace key`;

it('lets the first credential set the key, and others in with the same', async () => {
	expect([await enter('the key'), await enter('the key')]).toEqual(['in', 'in']);
});

it('refuses a wrong key and a missing one, in the same words', async () => {
	await enter('the key');

	expect([await enter('another key'), await enter('')]).toEqual([refused(), refused()]);
});

it('keeps the key that was set first, also after a wrong one was tried', async () => {
	await enter('the key');
	await enter('another key');

	expect(await enter('the key')).toBe('in');
});

it('lets everybody without a key into a workspace that was made without', async () => {
	expect([await enter(''), await enter('')]).toEqual(['in', 'in']);
});

it('refuses a key where the workspace was made without one, in the same words', async () => {
	await enter('');

	expect(await enter('the key')).toBe(refused());
});

it('keeps neither the key nor anything that shows it quickly', async () => {
	await enter('the key');
	const asked = { workspaceId: workspace, keySalt: null, keyHash: null, now: NOW };
	const row = await book.store.openWorkspace(asked);

	expect(row).toEqual({
		id: workspace,
		keySalt: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
		keyHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
	});
});

it('lets a wrong key in neither before nor after the right one within one process', async () => {
	const office = newOffice();
	const tries = ['the key', 'another key', 'the key', '', 'another key'];
	const answers: string[] = [];
	for (const key of tries) answers.push(await enter(key, office));

	expect(answers).toEqual(['in', refused(), 'in', refused(), refused()]);
});

it('does not take the key of one workspace for that of another', async () => {
	const office = newOffice();
	await enter('the key', office);
	workspace = `${workspace}-other`;
	await enter('its own key', newOffice());

	expect(await enter('the key', office)).toBe(refused());
});
