import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readCredential } from '../../../src/runtime/credential/credential.ts';
import { testCredential } from '../../../src/runtime/credential/credential-test.ts';
import { Desk } from '../../../src/runtime/desk/desk.ts';
import { openOffice, type Office } from '../../../src/runtime/office.ts';
import { HandClock } from '../support/hand-clock.ts';
import { drain, loggerInto } from '../support/ordered-log.ts';
import { openBench, type Bench } from '../simulators/graph-api/bench.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let folder: string;
let bench: Bench;
let office: Office;
let clock: HandClock;
const log: string[] = [];
beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-caps-'));
	bench = await openBench();
	clock = new HandClock(NOON);
	const host = { folder, encryptionKey: 'key of a test', isQueueMode: false };
	office = await openOffice({ host, logger: loggerInto(log), clock });
	drain(log);
});
afterEach(async () => {
	await office.close();
	await bench.close();
	await rm(folder, { recursive: true, force: true });
});

const fieldsOf = (more: object = {}) => {
	const { id: phoneNumberId, accessTokens, appSecret } = bench.number;
	return {
		label: 'Sales',
		phoneNumberId,
		accessToken: accessTokens[0] ?? '',
		appSecret,
		baseUrl: bench.simulator.url,
		...more,
	};
};
const custom = (caps: string) => ({ capProfile: 'custom', caps });
const deskOf = async (more: object = {}, id = 'credential') =>
	await Desk.open(office, () => Promise.resolve(readCredential(fieldsOf(more), id)));
/** How the number stands once a node with this credential has run. */
const standing = async (more: object = {}, id?: string) =>
	await (await (await deskOf(more, id)).numberControl()).get();
const perHour = async (more: object = {}, id?: string) =>
	(await standing(more, id)).limits.find(({ name }) => name === 'perHour')?.cap;
const test = async (more: object = {}, id = 'credential') =>
	await testCredential(fieldsOf(more), () => Promise.resolve(office), id);

describe('what is edited in a credential', () => {
	it('holds from the next use on, without asking Meta again', async () => {
		expect(await perHour()).toBeUndefined();
		// Nobody listens there: asking would fail.
		const nowhere = { baseUrl: 'http://127.0.0.1:9' };

		expect([
			await perHour({ ...nowhere, ...custom('{"perHour": 30}') }),
			await perHour({ ...nowhere, ...custom('{"perHour": 7}') }),
			await perHour({ ...nowhere, capProfile: 'careful' }),
			await perHour(nowhere),
		]).toEqual([30, 7, 30, undefined]);
	});

	it('is written with the label, the group and the pace', async () => {
		await standing();
		const { number, perSecond } = await standing({
			...custom('{"perSecond": 5}'),
			label: 'Service',
			group: 'north',
		});

		expect([number.label, number.group, perSecond]).toEqual(['Service', 'north', 5]);
		const phoneNumberId = bench.number.id;
		expect(await office.numbers.find({ phoneNumberId })).toMatchObject({ label: 'Service' });
		expect((await standing()).perSecond).toBe(80);
	});

	it('is written once, and again after an hour of use', async () => {
		const writes: number[] = [];
		const { store } = office;
		const note = store.noteCredential.bind(store);
		Object.assign(store, {
			noteCredential: (input: Parameters<typeof note>[0]) => {
				writes.push(clock.now() - NOON);
				return note(input);
			},
		});
		await standing();
		await standing();
		for (const minutes of [1, 59, 59, 60]) {
			await clock.advance(minutes * MINUTE);
			await standing();
		}

		// Binding the number has written it the first time.
		expect(writes).toEqual([0, 60 * MINUTE, 179 * MINUTE]);
	});

	it('of two credentials holds as the stricter one says, until the other is a day out of use', async () => {
		await perHour(custom('{"perHour": 5}'), 'strict');
		expect(await perHour(custom('{"perHour": 50}'), 'loose')).toBe(5);
		expect(drain(log)).toContain(
			'warn: credentials of one number have different caps: of each the stricter one holds',
		);
		expect((await standing(custom('{"perHour": 50}'), 'loose')).doCredentialsDiffer).toBe(true);
		await clock.advance(DAY);

		expect(await perHour(custom('{"perHour": 50}'), 'loose')).toBe(50);
	});

	it('and cannot be read keeps messages from going out, and lets them come in', async () => {
		expect(await perHour(custom('{"perHour": 5}'))).toBe(5);
		const wrong = custom('{"perHour": 0}');
		await expect(standing(wrong)).rejects.toMatchObject({
			code: 'invalidCredential',
			message:
				"The field 'Caps' of the credential: 'perHour' is not a whole number from 1 to 1000000",
		});
		const { id, appSecret } = bench.number;
		const metadata = { display_phone_number: '15550783881', phone_number_id: id };
		const value = { messaging_product: 'whatsapp', metadata };
		const entry = [{ id: '1', changes: [{ field: 'messages', value }] }];
		const body = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
		const signature = createHmac('sha256', appSecret).update(body).digest('hex');
		const answer = await (await deskOf(wrong)).receive(body, `sha256=${signature}`);

		expect(answer.status).toBe(200);
		expect(drain(log)).toContain(
			'warn: caps of the credential cannot be read: those before hold',
		);
	});
});

describe('the test of a credential', () => {
	it('says which caps hold', async () => {
		const words = [await test(), await test(custom('{"perHour": 20, "repliesCount": false}'))];

		expect(words.map(({ isOk }) => isOk)).toEqual([true, true]);
		expect(words.map(({ message }) => /Caps: .*/.exec(message)?.[0])).toEqual([
			'Caps: 60 internal per hour.',
			'Caps: 20 per hour, 60 internal per hour, replies do not count.',
		]);
	});

	it.each([
		['{"perHour": -1}', "'perHour' is not a whole number from 1 to 1000000"],
		['{"perhour": 30}', "'perhour' is none of the caps"],
		['{"quietHours": "at night"}', "'quietHours' is not two times of day"],
		['30 per hour', 'is not JSON'],
	])('refuses the caps %s, naming the field', async (caps, words) => {
		const { isOk, message } = await test(custom(caps));

		expect(isOk).toBe(false);
		expect(message).toContain("The field 'Caps' of the credential");
		expect(message).toContain(words);
	});

	it('says so if another credential of the number is stricter, and not of itself', async () => {
		await perHour(custom('{"perHour": 5}'), 'other');

		expect((await test(custom('{"perHour": 50}'))).message).toContain(
			'Another credential of this number has stricter caps, and of each the stricter one holds: 5 per hour, 60 internal per hour, replies count.',
		);
		expect((await test(custom('{"perHour": 50}'), 'other')).message).toContain(
			'Caps: 50 per hour',
		);
		expect((await test(custom('{"perHour": 4}'))).message).toContain('Caps: 4 per hour');
	});

	it('writes nothing down', async () => {
		await perHour(custom('{"perHour": 5}'));
		await test(custom('{"perHour": 4}'));

		expect(await perHour(custom('{"perHour": 5}'))).toBe(5);
	});
});

describe('a number that a person steers', () => {
	it('is paused and resumed, and shows what Meta says all the same', async () => {
		const control = await (await deskOf()).numberControl();
		const [paused, resumed] = [await control.pause(true), await control.pause(false)];

		expect([paused.state, paused.pausedAt]).toEqual(['ready', NOON]);
		expect(resumed.pausedAt).toBeNull();
	});

	it('has no messages to a person whom nobody knows', async () => {
		const control = await (await deskOf()).numberControl();
		const who = { kind: 'phone', phone: '+4915100000099' } as const;

		await expect(control.cancelQueued({ sequence: null, who })).rejects.toMatchObject({
			code: 'notFound',
		});
	});
});
