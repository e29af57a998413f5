import {
	END_CATALOGUE,
	endRow,
	LINK_ENDS,
} from '../../../../src/transport/linked/error-catalogue/link.ts';
import { SEND_CATALOGUE, sendRow } from '../../../../src/transport/linked/error-catalogue/send.ts';
import { reconnectMs } from '../../../../src/transport/linked/link/back-off.ts';
import { ConnectQueue } from '../../../../src/transport/linked/link/connect-queue.ts';
import type { LinkEvent, Phase } from '../../../../src/transport/linked/link/phase.ts';
import { reduce } from '../../../../src/transport/linked/link/reduce.ts';
import { standingOf, viewOf } from '../../../../src/transport/linked/link/views.ts';

const LOADING: Phase = { kind: 'loading', wanted: null };
const ONLINE: Phase = { kind: 'online', attempt: 0 };
const TRYING: Phase = { kind: 'away', isTrying: true, isNew: false, attempt: 1, failure: null };
const NEW: Phase = { ...TRYING, isNew: true, attempt: 0 };
const RESTING: Phase = { kind: 'resting', end: null, failure: null };
const ASKING: Phase = {
	kind: 'linking',
	way: 'qr',
	step: { kind: 'asking' },
	expired: 0,
	attempt: 0,
};
const PAIRING: Phase = { ...ASKING, way: 'pairingCode' };

const ended = (how: Extract<LinkEvent, { kind: 'ended' }>['how'], lastedMs = 0): LinkEvent => ({
	kind: 'ended',
	how,
	lastedMs,
});
const commandsOf = (phase: Phase, event: LinkEvent) =>
	reduce(phase, event).commands.map((command) =>
		command.kind === 'connect' ? `connect ${command.as}` : command.kind,
	);

describe('a linked number that loses its connection', () => {
	test.each([
		[408, 'pause'],
		[428, 'pause'],
		[500, 'pause'],
		[503, 'pause'],
		[999, 'pause'],
		['silent', 'pause'],
		['storeAway', 'pause'],
		['unknown', 'pause'],
		['codesExpired', 'pause'],
		[515, 'connect linked'],
	] as const)('by %s: %s', (how, command) => {
		expect(commandsOf(ONLINE, ended(how))).toEqual([command]);
		expect(reduce(ONLINE, ended(how)).phase.kind).toBe('away');
	});

	test.each([
		[401, 'loggedOut', ['wipe'], 'logged_out'],
		[402, 'banned', [], 'banned'],
		[403, 'banned', [], 'banned'],
		[405, 'outdated', [], 'offline'],
		[406, 'banned', [], 'banned'],
		[409, 'outdated', [], 'offline'],
		[411, 'refused', ['wipe'], 'unlinked'],
		[440, 'replaced', [], 'offline'],
	] as const)('by %i: it stops as %s', (how, end, commands, state) => {
		for (const phase of [ONLINE, TRYING]) {
			const step = reduce(phase, ended(how));
			expect(step.phase).toMatchObject({ kind: 'resting', end, failure: { code: how } });
			expect(step.commands.map(({ kind }) => kind)).toEqual(commands);
			expect(standingOf(step.phase)).toMatchObject({ state, failure: { code: how } });
		}
	});

	test('tells of it at the second end in a row, and not of one that came after a minute', () => {
		const first = reduce(ONLINE, ended(428)).phase;
		expect(standingOf(first)).toBeNull();
		expect(viewOf(first, '+1', true)).toEqual({
			kind: 'linked',
			phone: '+1',
			isConnected: false,
		});

		const trying = reduce(first, { kind: 'rested' }).phase;
		const second = reduce(trying, ended(408)).phase;
		expect(standingOf(second)).toMatchObject({
			state: 'degraded',
			failure: { name: 'connectionLost' },
		});

		const back = reduce(trying, { kind: 'opened', isOurs: true }).phase;
		expect(standingOf(reduce(back, ended(428, 59_999)).phase)).toMatchObject({
			state: 'degraded',
		});
		expect(standingOf(reduce(back, ended(428, 60_000)).phase)).toBeNull();
	});

	test('takes pauses if it is asked to connect anew again and again', () => {
		let phase: Phase = ONLINE;
		const commands: string[] = [];
		for (let times = 0; times < 5; times += 1) {
			const step = reduce(phase, ended(515));
			commands.push(...step.commands.map(({ kind }) => kind));
			phase = step.phase;
		}
		expect(commands).toEqual(['connect', 'connect', 'connect', 'pause', 'pause']);
	});

	test('counts on for each pause', () => {
		let phase: Phase = ONLINE;
		const attempts: number[] = [];
		for (let times = 0; times < 4; times += 1) {
			const step = reduce(phase, ended(408));
			attempts.push(
				...step.commands.flatMap((command) =>
					command.kind === 'pause' ? [command.attempt] : [],
				),
			);
			phase = reduce(step.phase, { kind: 'rested' }).phase;
		}
		expect(attempts).toEqual([1, 2, 3, 4]);
	});
});

describe('linking', () => {
	test('a new try ends the socket there is, wipes the keys, and begins with new ones', () => {
		expect(commandsOf(RESTING, { kind: 'begin', way: 'qr' })).toEqual([
			'hangUp',
			'wipe',
			'connect qr',
		]);
		expect(commandsOf(ASKING, { kind: 'begin', way: 'pairingCode' })).toEqual([
			'hangUp',
			'wipe',
			'connect pairingCode',
		]);
		expect(commandsOf(ONLINE, { kind: 'begin', way: 'qr' })).toEqual([]);
		expect(commandsOf(TRYING, { kind: 'begin', way: 'qr' })).toEqual([]);
	});

	test('who asks for it while the keys are read gets it, unless the number is linked', () => {
		const wanted = reduce(LOADING, { kind: 'begin', way: 'qr' }).phase;
		expect(commandsOf(wanted, { kind: 'loaded', isLinked: false })).toEqual([
			'hangUp',
			'wipe',
			'connect qr',
		]);
		expect(commandsOf(wanted, { kind: 'loaded', isLinked: true })).toEqual(['connect linked']);
		expect(commandsOf(wanted, { kind: 'keysLost' })).toContain('connect qr');
		const given = reduce(wanted, { kind: 'cancel' }).phase;
		expect(reduce(given, { kind: 'loaded', isLinked: false }).phase).toEqual(RESTING);
	});

	test('the first QR code lets a pairing code be asked for, once', () => {
		const qr: LinkEvent = { kind: 'qr', text: 't', expiresAt: 5 };
		expect(commandsOf(PAIRING, qr)).toEqual(['askCode']);
		const shown = reduce(PAIRING, { kind: 'code', code: 'ABCDEFGH', expiresAt: 9 }).phase;
		expect(commandsOf(shown, qr)).toEqual([]);
		expect(viewOf(shown, '+1', false)).toEqual({
			kind: 'pairingCode',
			code: 'ABCDEFGH',
			expiresAt: 9,
		});
		expect(viewOf(reduce(ASKING, qr).phase, '+1', false)).toEqual(qr);
	});

	test.each([
		['codesExpired', 'expired', 'linkExpired'],
		[401, 'refused', 'linkRefused'],
		[440, 'refused', 'linkRefused'],
		[403, 'banned', 'banned'],
		[405, 'outdated', 'clientOutdated'],
		[411, 'refused', 'notMultiDevice'],
	] as const)('a try that ends with %s is %s', (how, end, name) => {
		expect(reduce(ASKING, ended(how))).toMatchObject({
			phase: { kind: 'resting', end, failure: { name } },
			commands: [],
		});
	});

	test('pairing codes are renewed twice, with new keys', () => {
		let phase: Phase = PAIRING;
		for (const as of ['connect pairingCode', 'connect pairingCode']) {
			expect(commandsOf(phase, ended('codesExpired'))).toEqual([as]);
			phase = reduce(phase, ended('codesExpired')).phase;
		}
		expect(reduce(phase, ended('codesExpired')).phase).toMatchObject({ end: 'expired' });
	});

	test('a network that is away is tried five times', () => {
		let phase: Phase = ASKING;
		const commands: string[] = [];
		for (let times = 0; times < 5; times += 1) {
			const step = reduce(phase, ended(408));
			commands.push(...step.commands.map(({ kind }) => kind));
			phase = reduce(step.phase, { kind: 'rested' }).phase;
		}
		expect(commands).toEqual(['pause', 'pause', 'pause', 'pause']);
		expect(phase).toMatchObject({ kind: 'resting', failure: { name: 'linkUnreachable' } });
	});

	test('the phone agreed: it connects anew, and is linked only once that worked', () => {
		const paired = reduce(ASKING, { kind: 'paired' }).phase;
		expect(viewOf(paired, '+1', false)).toEqual({ kind: 'finishing' });
		expect(standingOf(paired)).toEqual({ state: 'linking', failure: null });
		expect(commandsOf(paired, ended(515))).toEqual(['connect linked']);
		expect(commandsOf(paired, { kind: 'cancel' })).toEqual([]);
		expect(reduce(NEW, ended(401))).toMatchObject({
			phase: { end: 'refused', failure: { name: 'linkRefused' } },
			commands: [{ kind: 'wipe' }],
		});
		expect(reduce(NEW, { kind: 'opened', isOurs: true }).phase).toEqual(ONLINE);
	});

	test('another phone is logged out, and its keys go', () => {
		expect(reduce(NEW, { kind: 'opened', isOurs: false })).toEqual({
			phase: expect.objectContaining({ kind: 'resting', end: 'wrongPhone' }) as Phase,
			commands: [{ kind: 'logOut' }, { kind: 'wipe' }],
		});
	});

	test('unlinking says goodbye and wipes, from wherever there is a link', () => {
		for (const phase of [ONLINE, TRYING]) {
			expect(reduce(phase, { kind: 'unlink' })).toEqual({
				phase: { kind: 'resting', end: 'unlinked', failure: null },
				commands: [{ kind: 'logOut' }, { kind: 'wipe' }],
			});
		}
		expect(commandsOf({ ...RESTING, end: 'replaced' }, { kind: 'unlink' })).toEqual(['wipe']);
		expect(commandsOf(RESTING, { kind: 'unlink' })).toEqual([]);
		expect(commandsOf(ASKING, { kind: 'unlink' })).toEqual(['hangUp']);
	});
});

test('what does not belong to a phase changes nothing', () => {
	const events: readonly LinkEvent[] = [
		{ kind: 'loaded', isLinked: true },
		{ kind: 'keysLost' },
		{ kind: 'rested' },
		{ kind: 'opened', isOurs: true },
		{ kind: 'paired' },
		{ kind: 'qr', text: 't', expiresAt: 1 },
		{ kind: 'code', code: 'c', expiresAt: 1 },
		{ kind: 'codeRefused' },
		{ kind: 'cancel' },
		ended(428),
		ended(401),
	];
	for (const event of events)
		expect(reduce(RESTING, event)).toEqual({ phase: RESTING, commands: [] });
	for (const event of [...events, { kind: 'over' } as const]) {
		expect(reduce({ kind: 'over' }, event)).toEqual({ phase: { kind: 'over' }, commands: [] });
	}
	expect(reduce(ONLINE, { kind: 'over' })).toEqual({
		phase: { kind: 'over' },
		commands: [{ kind: 'hangUp' }],
	});
});

test.each([
	[1, 0, 1_000],
	[2, 0, 2_000],
	[7, 0, 64_000],
	[8, 0, 120_000],
	[1_000, 0, 120_000],
	[1, 0.999, 1_500],
	[0, 0, 1_000],
])('pause %i with chance %f takes %i ms', (attempt, random, ms) => {
	expect(reconnectMs(attempt, random, 1_000)).toBe(ms);
});

describe('the queue of those who connect', () => {
	const never = new AbortController().signal;

	test('lets a few in, and the next when one leaves, in their order', async () => {
		const queue = new ConnectQueue(2);
		const inside: string[] = [];
		const enter = async (name: string) => {
			const leave = await queue.enter(never);
			inside.push(name);
			return leave;
		};
		const [first, , ...others] = ['a', 'b', 'c', 'd'].map(enter);
		const leaveFirst = await first;
		await Promise.resolve();
		expect(inside).toEqual(['a', 'b']);

		leaveFirst?.();
		leaveFirst?.();
		const leaveThird = await others[0];
		expect(inside).toEqual(['a', 'b', 'c']);
		leaveThird?.();
		await others[1];
		expect(inside).toEqual(['a', 'b', 'c', 'd']);
	});

	test('who gives up waits no longer, and takes no place', async () => {
		const queue = new ConnectQueue(1);
		const leave = await queue.enter(never);
		const patience = new AbortController();
		const impatient = queue.enter(patience.signal);
		const next = queue.enter(never);
		patience.abort();
		(await impatient)();
		leave();

		await expect(next).resolves.toBeDefined();
		await expect(queue.enter(patience.signal)).resolves.toBeDefined();
	});
});

describe('the words', () => {
	const rows = [...END_CATALOGUE, ...SEND_CATALOGUE, ...Object.values(LINK_ENDS)];

	test.each(rows.map((row) => [`${row.name} ${row.code}`, row] as const))(
		'%s says what happened and what to do',
		(_name, { message, advice, name }) => {
			expect(name).toMatch(/^[a-z][A-Za-z]+$/);
			expect(message).toMatch(/^[A-Z].*[^.]$/);
			expect(advice).toMatch(/^[A-Z].*\.$/);
		},
	);

	test('codes stand once, in their order', () => {
		for (const catalogue of [END_CATALOGUE, SEND_CATALOGUE]) {
			const codes = catalogue.map(({ code }) => code);
			expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
		}
	});

	test('a code that nobody knows stays readable', () => {
		expect(endRow(777)).toMatchObject({ then: 'pause', name: 'whatsapp777', code: 777 });
		expect(sendRow(777)).toMatchObject({ class: 'fix', name: 'whatsapp777', code: 777 });
	});
});
