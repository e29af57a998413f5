import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { isProblem } from '../../../src/domain/problem.ts';
import { readCredential } from '../../../src/runtime/credential/credential.ts';
import { Desk } from '../../../src/runtime/desk/desk.ts';
import { openOffice, type Office } from '../../../src/runtime/office.ts';
import type { NumberOptions, NumberView } from '../../simulators/graph-api/control/options.ts';
import { openBench, type Bench } from '../simulators/graph-api/bench.ts';
import { HandClock } from '../support/hand-clock.ts';
import { loggerInto } from '../support/ordered-log.ts';

/* A number goes from pending to ready, and each refusal of Meta's names the step that is missing. */

const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR = 60 * 60_000;
const PIN = '428619';

let folder: string;
let bench: Bench;
let office: Office;
let clock: HandClock;
let number: NumberView;
let logged: string[];
beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-life-'));
	bench = await openBench();
	clock = new HandClock(NOON);
	logged = [];
	await begin();
	number = await bench.control.createPendingNumber();
});
afterEach(async () => {
	await office.close();
	await bench.close();
	await rm(folder, { recursive: true, force: true });
});

async function begin(): Promise<void> {
	const host = { folder, encryptionKey: 'key of a test', isQueueMode: false };
	office = await openOffice({ host, logger: loggerInto(logged), clock });
}

const deskOf = async (more: object = {}) =>
	await Desk.open(office, () =>
		Promise.resolve(
			readCredential({
				label: 'Sales',
				phoneNumberId: number.id,
				accessToken: number.accessTokens[0] ?? '',
				appSecret: number.appSecret,
				businessAccountId: number.wabaId,
				baseUrl: bench.simulator.url,
				...more,
			}),
		),
	);
const life = async () => await (await deskOf()).numberLife();
const use = async (options: NumberOptions) => {
	number = await bench.control.createNumber(options);
};

/** What went wrong: its kind, what happened, what to do. */
async function wrongWith(work: Promise<unknown>): Promise<readonly unknown[]> {
	const thrown: unknown = await work.then(
		() => null,
		(error: unknown) => error,
	);
	if (!isProblem(thrown)) throw new Error(`It was not refused: ${String(thrown)}`);
	return [thrown.code, thrown.message, thrown.advice];
}
const saying = (text: RegExp | string) => expect.stringMatching(text) as string;

/** How often Meta was asked for something, whatever it said. */
async function asked(edge: string): Promise<number> {
	const log = await bench.control.log();
	const refused = log.filter((entry) => entry.kind === 'refused' && entry.path.endsWith(edge));
	const action = { '/request_code': 'codeSent', '/register': 'registered' }[edge];
	const done = log.filter((entry) => entry.kind === 'number' && entry.action === action);
	return refused.length + done.length;
}

describe('from pending to ready', () => {
	it('each step does its part and names the next', async () => {
		const steps = await life();
		const requested = await steps.requestCode('VOICE', 'de');
		const code = await bench.control.codeOf(number.id);
		const verified = await steps.verifyCode(`${code.slice(0, 3)}-${code.slice(3)}`);
		const registered = await steps.register(PIN);
		const described = await steps.setProfile({ about: 'Flowers' }, null);

		const seen = [requested, verified, registered, described].map(
			({ state, nextStep, attempts }) => [state, nextStep.operation, attempts?.used ?? null],
		);
		expect(seen).toEqual([
			['code_sent', 'verifyCode', 1],
			['verified', 'register', 1],
			['ready', 'setProfile', 1],
			['ready', 'preflight', null],
		]);
		const control = await (await deskOf()).numberControl();
		expect(await control.get()).toMatchObject({ state: 'ready' });
	});

	it('lets the app get what customers write', async () => {
		await use({ appSubscribed: false, codeVerificationStatus: 'VERIFIED', status: 'PENDING' });
		const before = await (await deskOf()).checkNumber();
		await (await life()).register(PIN);
		const after = await (await deskOf()).checkNumber();

		const subscription = (all: typeof before) =>
			all.checks.find(({ check }) => check === 'subscription')?.result;
		expect([subscription(before), subscription(after)]).toEqual(['fail', 'pass']);
	});

	it('a profile gets a picture by the app of the token', async () => {
		await use({});
		const file = {
			key: 'x',
			fileName: 'logo.png',
			mimeType: 'image/png',
			size: 4,
			open: () => Promise.resolve(Readable.from([Buffer.from('logo')])),
		};
		await (await life()).setProfile({}, file);

		const [, , after] = await bench.control.numbers();
		expect(after?.businessProfile.profile_picture_url).toMatch(/^https:/);
	});

	it('neither PIN nor code is in the log, the book, or what Meta said', async () => {
		const steps = await life();
		await steps.requestCode('SMS', 'en_US');
		const code = await bench.control.codeOf(number.id);
		await bench.control.addFault({
			kind: 'fail',
			code: 136025,
			operation: 'verifyCode',
			details: `The code ${code} is not right`,
			times: 1,
		});
		const refused = await wrongWith(steps.verifyCode(code));
		await steps.verifyCode(code);
		await steps.register(PIN);
		await steps.setPin('915373');
		await office.close();
		const { readFile, readdir } = await import('node:fs/promises');
		const names = (await readdir(folder, { recursive: true })).filter((name) =>
			/\.db(-wal)?$/.test(name),
		);
		const bytes = await Promise.all(
			names.map((name) => readFile(path.join(folder, name), 'latin1')),
		);
		await begin();

		expect(names.some((name) => name.endsWith('inbox.db'))).toBe(true);
		for (const secret of [code, PIN, '915373']) {
			for (const text of [...logged, ...bytes, JSON.stringify(refused)]) {
				expect(text).not.toMatch(new RegExp(`(?<!\\d)${secret}(?!\\d)`));
			}
		}
	});
});

describe('a refusal of Meta names the missing step', () => {
	const failWith = async (code: number, operation: 'requestCode' | 'verifyCode' | 'register') =>
		await bench.control.addFault({ kind: 'fail', code, operation, times: 1 });
	const register = async () => await wrongWith((await life()).register(PIN));

	test.each([
		[133000, /Run 'Deregister' once more, then 'Register'/],
		[133005, /the PIN that was set for the number/],
		[133006, /Run 'Request Code'/],
		[133008, /Wait as long as Meta says/],
		[133009, /Wait as long as Meta says/],
		[133015, /Wait 5 minutes/],
		[133016, /Wait up to 72 hours/],
	])('%d at the registration', async (code, words) => {
		await failWith(code, 'register');
		expect(await register()).toEqual(['remoteRefused', saying(/./), saying(words)]);
	});

	test('a registration before the code is verified', async () => {
		expect(await register()).toEqual([
			'remoteRefused',
			saying(/has to be verified/),
			saying(/Run 'Request Code'/),
		]);
	});

	test('a code for a number that is verified', async () => {
		await use({ status: 'PENDING', platformType: 'NOT_APPLICABLE' });
		const refused = await wrongWith((await life()).requestCode('SMS', 'en_US'));
		expect(refused).toEqual([
			'remoteRefused',
			saying(/already verified/),
			saying(/'Register'/),
		]);
	});

	test('a code that Meta does not send for now', async () => {
		await failWith(136024, 'requestCode');
		const refused = await wrongWith((await life()).requestCode('SMS', 'en_US'));
		expect(refused[2]).toMatch(/wait an hour, then run 'Request Code' with the other way/);
	});

	test('a wrong code', async () => {
		await (await life()).requestCode('SMS', 'en_US');
		const right = await bench.control.codeOf(number.id);
		const wrong = right === '000000' ? '000001' : '000000';
		const refused = await wrongWith((await life()).verifyCode(wrong));
		expect(refused).toEqual(['remoteRefused', saying(/not the one/), saying(/newest code/)]);
	});

	test('a PIN or profile of a number that is not registered', async () => {
		const pin = await wrongWith((await life()).setPin(PIN));
		const profile = await wrongWith((await life()).setProfile({ about: 'x' }, null));
		expect([pin[2], profile[2]]).toEqual([
			saying(/Run 'Request Code'/),
			saying(/Run 'Request Code'/),
		]);
	});

	test('what cannot be right is not asked', async () => {
		const steps = await life();
		const all = [
			steps.register('12345'),
			steps.register('abcdef'),
			steps.setPin(1234567),
			steps.verifyCode(''),
			steps.requestCode('SMS', 'English'),
			steps.setProfile({ about: '' }, null),
			steps.setProfile({ about: 'x'.repeat(140) }, null),
			steps.setProfile({ websites: ['example.com'] }, null),
			steps.setProfile({ vertical: 'FLOWERS' }, null),
		];
		for (const work of all) expect((await wrongWith(work))[0]).toBe('invalidInput');
		expect(await bench.control.logOf('number')).toEqual([]);
		expect(await bench.control.logOf('refused')).toEqual([]);
	});

	test('a linked number has no such steps', async () => {
		const linked = { mode: 'linked', phone: '+4915112345678', phoneNumberId: '' };
		const desk = await deskOf(linked);
		const refused = await wrongWith((await desk.numberLife()).register(PIN));
		expect([refused[0], (await wrongWith(desk.checkNumber()))[0]]).toEqual([
			'invalidInput',
			'invalidInput',
		]);
	});
});

describe('the preflight', () => {
	const results = async (more: object = {}) => {
		const { checks, isReady, nextStep } = await (await deskOf(more)).checkNumber();
		const bad = checks.filter(({ result }) => result !== 'pass');
		return { isReady, nextStep, bad: bad.map(({ check, result }) => `${check}: ${result}`) };
	};

	it('of a number in order warns of nothing but that nobody receives', async () => {
		await use({ pin: PIN });
		await bench.control.createTemplate({ name: 'spring', phoneNumberId: number.id });

		expect(await results()).toEqual({
			isReady: true,
			nextStep: saying(/Publish a workflow with a WhatsApp Team Trigger/),
			bad: ['webhook: warn'],
		});
	});

	it('names all that is wrong, from the phone to the token', async () => {
		await use({
			status: 'RESTRICTED',
			qualityRating: 'RED',
			nameStatus: 'DECLINED',
			appSubscribed: false,
			override: { url: 'https://elsewhere.example/hook', verifyToken: 'x' },
			healthIssues: [
				{ entity: 'WABA', can: 'BLOCKED', code: 141006, description: 'No payment' },
				{ entity: 'BUSINESS', can: 'LIMITED', description: 'Not verified' },
			],
		});
		const expiresAt = NOON + 24 * HOUR;
		const wabaIds = [number.wabaId];
		const scopes = ['whatsapp_business_management'] as const;
		await bench.control.putToken({ value: 'EAAweak', wabaIds, scopes, expiresAt });

		const found = await results({ accessToken: 'EAAweak' });
		expect(found).toEqual({
			isReady: false,
			nextStep: saying(/Account Quality/),
			bad: [
				'status: fail',
				'payment: fail',
				'business: warn',
				'pin: warn',
				'name: warn',
				'quality: warn',
				'webhook: warn',
				'subscription: fail',
				'token: warn',
				'permissions: fail',
				'templates: warn',
			],
		});
	});

	it('tells that somebody paused it', async () => {
		await use({ pin: PIN });
		const desk = await deskOf();
		await (await desk.numberControl()).pause(true);

		expect((await results()).bad).toContain('paused: fail');
	});
});

describe('attempts are counted before Meta counts them', () => {
	const register = async () => await (await life()).register(PIN);

	test('ten go, the eleventh is not asked; after a restart and at the edge of 72 hours', async () => {
		for (let n = 1; n <= 10; n += 1) await wrongWith(register());
		expect(await asked('/register')).toBe(10);
		expect(await wrongWith(register())).toEqual([
			'held',
			saying(/tried 10 times within 72 hours/),
			saying(new Date(NOON + 72 * HOUR).toISOString()),
		]);
		await office.close();
		await begin();
		expect((await wrongWith(register()))[0]).toBe('held');
		await clock.advance(72 * HOUR - 1);
		expect((await wrongWith(register()))[0]).toBe('held');
		expect(await asked('/register')).toBe(10);
		await clock.advance(1);
		await bench.control.advance(72 * HOUR);
		expect((await wrongWith(register()))[0]).toBe('remoteRefused');
		expect(await asked('/register')).toBe(11);
	});

	test('codes are counted apart from registrations', async () => {
		for (let n = 1; n <= 10; n += 1) await (await life()).requestCode('SMS', 'en_US');
		expect((await wrongWith((await life()).requestCode('SMS', 'en_US')))[0]).toBe('held');
		expect(await asked('/request_code')).toBe(10);
		await (await life()).verifyCode(await bench.control.codeOf(number.id));
		expect((await register()).attempts).toMatchObject({ used: 1, limit: 10 });
	});

	test('what never left is not counted, what may have arrived is', async () => {
		const steps = await life();
		await bench.control.addFault({ kind: 'down', how: 'refuse' });
		expect(await wrongWith(steps.requestCode('SMS', 'en_US'))).toEqual([
			'remoteUnreachable',
			saying(/could not be reached/),
			saying(/Nothing was done/),
		]);
		await bench.control.clearFaults();
		await bench.control.addFault({ kind: 'dropAnswer', operation: 'requestCode', times: 1 });
		expect((await wrongWith(steps.requestCode('SMS', 'en_US')))[2]).toMatch(/run 'Health'/);

		const again = await steps.requestCode('SMS', 'en_US');
		expect(again.attempts).toMatchObject({ used: 2 });
	});
});
