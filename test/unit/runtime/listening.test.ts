import { Listening } from '../../../src/runtime/number/listening.ts';
import { readCredential } from '../../../src/runtime/credential/credential.ts';
import type { Office } from '../../../src/runtime/office.ts';
import { HandClock } from '../support/hand-clock.ts';
import { loggerInto } from '../support/ordered-log.ts';

const credential = readCredential({
	workspace: 'shop',
	accessToken: 'token',
	phoneNumberId: '106540352242922',
	appSecret: 'secret',
});

it('keeps its place in the log from the first try on, also while its number cannot be opened', async () => {
	const log: string[] = [];
	const clock = new HandClock(0);
	const office = {
		clock,
		logger: loggerInto(log),
		admitted: new Set(),
		store: {
			openWorkspace: () => Promise.resolve({ id: 'shop', keySalt: null, keyHash: null }),
			findNumber: () => Promise.reject(new Error('Meta is away')),
		},
		housekeeping: {
			keep(consumer: string) {
				log.push(`keep ${consumer}`);
				return () => void log.push(`let go ${consumer}`);
			},
		},
		timer: { keep: () => () => undefined },
	} as unknown as Office;
	const listening = new Listening(office, {
		holder: 'workflow:node',
		credential: () => Promise.resolve(credential),
		scope: 'number',
		takeOverWebhook: false,
		feed: {
			types: [],
			includeRaw: false,
			from: 'resume',
			order: 'none',
			maxWaitForPreviousMs: 0,
			maxParallelRuns: 1,
		},
		emit: () => Promise.resolve('finished'),
	});
	await clock.advance(1_000);
	expect(log).toEqual([
		'keep workflow:node:shop',
		'warn: number not open yet',
		'let go workflow:node:shop',
		'keep workflow:node:shop',
		'warn: number not open yet',
	]);
	await listening.close();

	expect(log.at(-1)).toBe('let go workflow:node:shop');
});
