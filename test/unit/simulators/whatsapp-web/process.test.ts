import type { ChildProcess } from 'node:child_process';
import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { WhatsAppWebControl } from '../../../simulators/whatsapp-web/control/client.ts';
import { environmentFor } from '../../../simulators/whatsapp-web/environment.ts';

const SIMULATOR = path.resolve(__dirname, '../../../simulators/whatsapp-web');
const PROGRAM = path.join(__dirname, 'program.cjs');
const PHONE = '+49 151 12345678';
const ANNA = '+49 170 0000001';
const WAIT_MS = 20_000;

/** What `program.cjs` tells. */
interface Told {
	readonly qr?: string;
	readonly open?: string;
	readonly closed?: true;
	readonly type?: string;
	readonly text?: string;
	readonly file?: string;
}

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'whatsapp-web-'));
});

afterEach(async () => {
	for (const child of children.splice(0)) await end(child);
	await rm(folder, { recursive: true });
});

test('a program with the preload talks to the simulator, over its restart too', async () => {
	let { child, control } = await startSimulator();
	await control.addPhone({ phone: PHONE });
	await control.addCustomer({ phone: ANNA });
	const state = await control.state();
	const access = { ...state, rootKey: Buffer.from(state.rootKey, 'hex') };
	const program = startProgram(
		await environmentFor(access, { program: __dirname, simulator: SIMULATOR, folder }),
	);
	const { qr = '' } = await told(program, (one) => one.qr !== undefined);
	const opened = told(program, (one) => one.open !== undefined);
	await control.scan(PHONE, qr);
	expect((await opened).open).toBe('4915112345678:1@s.whatsapp.net');

	const heard = told(program, (one) => one.file !== undefined);
	const base64 = Buffer.from('a picture').toString('base64');
	await control.says(ANNA, PHONE, { kind: 'image', base64 });
	expect((await heard).file).toBe('a picture');
	const to = '491700000001@s.whatsapp.net';
	const document = { mimetype: 'application/pdf', fileName: 'a.pdf', document: { url: PROGRAM } };
	program.send({ to, content: document });
	await received(control, 'document');

	await control.perform({ act: 'dropConnections', phone: PHONE });
	await control.addFault({ kind: 'refuse' });
	await control.says(ANNA, PHONE, 'while nobody was there');
	await end(child);
	const backlog = told(program, (one) => one.text !== undefined);
	({ child, control } = await startSimulator());
	expect(await control.state()).toMatchObject({ url: state.url, rootKey: state.rootKey });
	expect(await backlog).toEqual({ type: 'append', text: 'while nobody was there' });
	program.send({ to, content: { text: 'here again' } });
	await received(control, 'text');
}, 60_000);

test('a program is not started that would reach another machine', async () => {
	const preload = path.join(SIMULATOR, 'preload.mjs');
	const started = promisify(execFile)(process.execPath, ['--import', preload, '-e', '1'], {
		env: {
			WHATSAPP_WEB_URL: 'wss://web.whatsapp.com/ws/chat',
			WHATSAPP_WEB_ROOT_KEY: '00'.repeat(32),
			WHATSAPP_WEB_PROGRAM: __dirname,
		},
	});
	await expect(started).rejects.toThrow('web.whatsapp.com is not');
	const access = { url: 'wss://example.org', rootKey: Buffer.alloc(32), mediaCertificate: '' };
	const options = { program: __dirname, simulator: SIMULATOR, folder };
	await expect(environmentFor(access, options)).rejects.toThrow('example.org is not');
});

async function startSimulator() {
	const main = path.join(SIMULATOR, 'main.ts');
	const args = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', main];
	const child = spawn(process.execPath, [...args, '--state', path.join(folder, 'state')], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	children.push(child);
	for await (const line of createInterface({ input: child.stdout })) {
		const [, url] = /^Control API\s+(\S+)\/_control/.exec(line) ?? [];
		if (url !== undefined) return { child, control: new WhatsAppWebControl(url) };
	}
	throw new Error('The simulator has ended.');
}

function startProgram(env: Readonly<Record<string, string>>): ChildProcess {
	const child = fork(PROGRAM, { env: { ...process.env, ...env } });
	children.push(child);
	return child;
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exited = once(child, 'exit');
	child.kill('SIGTERM');
	await exited;
}

function told(program: ChildProcess, meets: (one: Told) => boolean): Promise<Told> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error('The program is silent.')), WAIT_MS);
		const listener = (one: Told) => {
			if (!meets(one)) return;
			clearTimeout(timer);
			program.off('message', listener);
			resolve(one);
		};
		program.on('message', listener);
	});
}

async function received(control: WhatsAppWebControl, content: string): Promise<void> {
	const find = { timeoutMs: WAIT_MS };
	await control.waitFor((entries) => {
		return entries.some((entry) => entry.kind === 'received' && entry.content === content);
	}, find);
}
