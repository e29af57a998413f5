import { Script } from 'node:vm';
import { loadBaileys } from '../../../../src/transport/linked/baileys.ts';
import {
	silenceLibsignal,
	type FilteredConsole,
} from '../../../../src/transport/linked/library/libsignal-console.ts';
import { quietLogger } from '../../../../src/transport/linked/library/quiet-logger.ts';
import { verifySignature } from '../../../../src/transport/linked/library/verify-signature.ts';
import type { LogFields } from '../../../../src/ports/logger.ts';

describe('the console', () => {
	let printed: unknown[][];
	let target: FilteredConsole;
	beforeEach(() => {
		printed = [];
		const print = (...args: unknown[]): void => void printed.push(args);
		target = { log: print, info: print, warn: print, error: print };
	});

	/** A function that prints from a file. */
	function printingFrom(filename: string): (...args: unknown[]) => void {
		const code =
			'(target) => (...args) => { for (const m of ["log", "info", "warn", "error"]) target[m](...args); }';
		const make = new Script(code, { filename }).runInThisContext() as (
			of: FilteredConsole,
		) => (...args: unknown[]) => void;
		return make(target);
	}

	test.each([
		'/x/node_modules/libsignal/src/session_record.js',
		'/x/node_modules/@whiskeysockets/libsignal-node/src/session_cipher.js',
		'C:\\n8n\\node_modules\\libsignal\\src\\session_builder.js',
		'/x/.pnpm/libsignal@6.0.0/node_modules/libsignal/src/queue_job.js',
	])('says nothing for %s', (filename) => {
		silenceLibsignal(target);
		printingFrom(filename)('Closing session:', { privKey: 'secret' });

		expect(printed).toEqual([]);
	});

	test.each(['/x/node_modules/n8n/dist/log.js', '/x/libsignal/readme.js', '/x/src/libsignal.js'])(
		'prints for %s as before',
		(filename) => {
			silenceLibsignal(target);
			printingFrom(filename)('Closing session:', 1);

			expect(printed).toEqual(Array.from({ length: 4 }, () => ['Closing session:', 1]));
		},
	);

	test('somebody whom libsignal calls may print', () => {
		silenceLibsignal(target);
		const other = printingFrom('/x/other.js');
		const code = '(other) => () => other("hello")';
		const filename = '/x/node_modules/libsignal/src/a.js';
		const through = new Script(code, { filename }).runInThisContext() as (
			next: typeof other,
		) => () => void;
		through(other)();

		expect(printed).toHaveLength(4);
	});

	test('is filtered once, and given back', () => {
		const { info } = target;
		const restore = silenceLibsignal(target);
		const filtered = target.info;
		silenceLibsignal(target)();
		expect(target.info).toBe(filtered);
		restore();
		expect(target.info).toBe(info);
	});

	test('leaves the length of stacks as it was', () => {
		const limit = Error.stackTraceLimit;
		silenceLibsignal(target);
		printingFrom('/x/other.js')('x');
		expect(Error.stackTraceLimit).toBe(limit);
	});
});

describe('signatures', () => {
	test('are verified, and the library asks us', async () => {
		const { Curve } = await loadBaileys();
		for (let round = 0; round < 20; round += 1) {
			const pair = Curve.generateKeyPair();
			const message = Buffer.from(`message ${round}`);
			const signature = Curve.sign(pair.private, message);
			const verify = Curve.verify;

			expect(verify).toBe(verifySignature);
			expect(verify(pair.public, message, signature)).toBe(true);
			expect(verify(Buffer.concat([Buffer.from([5]), pair.public]), message, signature)).toBe(
				true,
			);
			expect(verify(Curve.generateKeyPair().public, message, signature)).toBe(false);
			expect(verify(pair.public, Buffer.from('other'), signature)).toBe(false);
			const changed = Buffer.from(signature);
			changed.writeUInt8(changed.readUInt8(round) ^ 1, round);
			expect(verify(pair.public, message, changed)).toBe(false);
		}
	});

	test.each([
		['zeros', new Uint8Array(32), new Uint8Array(64)],
		['ones', new Uint8Array(32).fill(255), new Uint8Array(64).fill(255)],
		['a short key', new Uint8Array(31), new Uint8Array(64)],
		['a short signature', new Uint8Array(32), new Uint8Array(63)],
		['nothing', new Uint8Array(0), new Uint8Array(0)],
	])('that are none are refused: %s', (_name, key, signature) => {
		expect(verifySignature(key, Buffer.from('x'), signature)).toBe(false);
	});
});

test('the logger of the library lets the first words and the code through, and nothing else', () => {
	const lines: [LogFields, string][] = [];
	const logger = quietLogger(
		{
			debug: (fields, message) => void lines.push([fields, message]),
			info: () => undefined,
			warn: () => undefined,
			error: () => undefined,
		},
		'n',
	);
	const secret = {
		key: 'privKey',
		text: 'Hello',
		error: { output: { statusCode: 428 }, message: 'Hello' },
	};

	logger.trace(secret, 'secret');
	logger.debug(secret, 'secret');
	logger.info(secret, 'secret');
	logger.warn(secret, 'failed to send to 4915112345678@s.whatsapp.net');
	logger.child({ text: 'Hello' }).error(secret, "unexpected error in 'processing message'");
	logger.error('Hello: +49 151 12345678');
	logger.error({ err: new Error('Hello') });

	const line = (level: string, said: string, code?: number) => [
		{ numberId: 'n', level, said, code },
		'WhatsApp library says',
	];
	expect(lines).toEqual([
		line('warn', 'failed to send to', 428),
		line('error', "unexpected error in 'processing message'", 428),
		line('error', 'Hello'),
		line('error', ''),
	]);
});
