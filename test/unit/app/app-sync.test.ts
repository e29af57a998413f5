import { syncApp, type AppDataAnswer } from '../../../src/app/app-sync.ts';
import type { OverrideState } from '../../../src/app/override-keeper.ts';
import { facts } from '../../contract/store/support/facts.ts';
import { HandClock } from '../support/hand-clock.ts';
import { loggerInto } from '../support/ordered-log.ts';
import { makeTeam, NOW, type Team } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

/* Contacts and history of the app can be asked for once: when there is somebody to take them in. */

const MINUTE = 60_000;

let book: TestStore;
let team: Team;
let clock: HandClock;
let closing: AbortController;
let goesTo: OverrideState;
let asked: string[];
let answers: AppDataAnswer[];

beforeAll(async () => {
	book = await openTestStore();
});
afterAll(() => book.close());
beforeEach(async () => {
	team = await makeTeam(book.store);
	clock = new HandClock(NOW, book.rest);
	closing = new AbortController();
	goesTo = { kind: 'ours', url: 'https://n8n.example/webhook/x' };
	[asked, answers] = [[], []];
});
afterEach(() => closing.abort());

async function know(isOnApp: boolean): Promise<void> {
	const { numberId } = team;
	const seen = { numberId, state: 'ready', facts: facts({ isOnApp }), perSecond: 20 } as const;
	await book.store.noteNumber({ ...seen, businessAccountId: null, now: NOW });
}

function sync(): Promise<void> {
	const parts = {
		numberId: team.numberId,
		ask: (kind: string) => {
			asked.push(kind);
			return Promise.resolve(answers.shift() ?? ({ kind: 'done' } as const));
		},
		override: { check: () => Promise.resolve(goesTo) },
		store: book.store,
		clock,
		logger: loggerInto([]),
	};
	return syncApp(parts, closing.signal);
}

/** Lets it come to its end. */
async function done(): Promise<void> {
	const end = sync();
	await clock.advance(2_000);
	await end;
}

test('both are asked for once, contacts first', async () => {
	await know(true);
	await done();
	await done();

	expect(asked).toEqual(['smb_app_state_sync', 'history']);
});

test('nothing is asked for of a number without the app', async () => {
	await know(false);
	await done();

	expect(asked).toEqual([]);
});

test('nothing is asked for before the webhooks come here', async () => {
	await know(true);
	goesTo = { kind: 'none' };
	void sync();
	await clock.advance(12 * MINUTE);
	expect(asked).toEqual([]);
	goesTo = { kind: 'ours', url: 'https://n8n.example/webhook/x' };
	await clock.advance(5 * MINUTE);

	expect(asked).toEqual(['smb_app_state_sync', 'history']);
});

test('what never left is asked for again, what was refused is not', async () => {
	await know(true);
	answers = [{ kind: 'unreachable', reason: 'ECONNREFUSED', isLost: true }];
	await done();
	expect(asked).toEqual(['smb_app_state_sync']);
	answers = [{ kind: 'refused', failure: { message: 'Too late' } }];
	await done();
	await done();

	expect(asked.slice(1)).toEqual(['smb_app_state_sync', 'history']);
});
