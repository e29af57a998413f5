import type { PageAnswer } from '../../src/pages/link/answer.ts';
import { itemsOf } from './support/conversation.ts';
import { waitFor } from './support/deadline.ts';
import {
	linkedEcho,
	linkedSend,
	linkedTrigger,
	runInbox,
	startLinkedTeam,
	type LinkedTeam,
} from './support/linked-team.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { workflow } from './support/workflow.ts';

/* A linked number in a real n8n, over the real protocol: only WhatsApp's servers are simulated. */

let team: LinkedTeam;
let echo: StoredWorkflow;

beforeAll(async () => {
	team = await startLinkedTeam({ name: 'linked' });
	echo = await team.n8n.rest.createWorkflow(linkedEcho(team));
	await team.n8n.rest.publish(echo.id);
});

afterAll(() => team?.close());

/** The texts with which the echo was started so far. */
async function started(count: number): Promise<readonly unknown[]> {
	const runs = await team.n8n.rest.executions.waitFor(echo.id, { count });
	return runs.map((run) => {
		const [item] = itemsOf(run, 'WhatsApp Team Trigger');
		return (item?.['message'] as { text?: unknown } | undefined)?.text;
	});
}

test('a number is linked by the QR code that the Inbox gives', async () => {
	const began = Date.now();
	const [item] = await runInbox(team, { operation: 'link', linkWith: 'qr' });
	expect(item).toMatchObject({
		state: 'qr',
		text: expect.any(String) as unknown,
		linkPage: expect.stringContaining('/whatsapp-team/link#') as unknown,
	});
	await team.phone.scan(String(item?.['text']));
	await team.sim.transcript.waitFor(() => team.sim.transcript.of('login').length === 1);
	console.log(`from asking for the code to the first login: ${Date.now() - began} ms`);

	expect(await runInbox(team, { operation: 'get' })).toMatchObject([
		{ phone: '+4915112345678', mode: 'linked', state: 'ready' },
	]);
});

test('a customer writes, and the answer arrives', async () => {
	await team.anna.says(team.phone, 'Hello from Anna');

	expect(await team.anna.receives('You said: Hello from Anna')).toMatchObject({
		content: { kind: 'text' },
	});
	expect(await started(1)).toEqual(['Hello from Anna']);
});

test('what was written while n8n was away starts its runs in order, once each', async () => {
	await team.n8n.stop();
	for (const text of ['one', 'two', 'three']) await team.ben.says(team.phone, text);
	await team.n8n.start();

	expect(await started(4)).toEqual(['Hello from Anna', 'one', 'two', 'three']);
	await team.ben.receives('You said: three');
});

test('a picture comes as a file, and goes out as one', async () => {
	const data = Buffer.from('not really a PNG');
	const files = await team.n8n.rest.createWorkflow(
		workflow('Files', [
			linkedTrigger(team, { options: { downloadMedia: true }, events: ['message.received'] }),
			linkedSend(team, {
				messageType: 'image',
				mediaSource: 'binary',
				binaryPropertyName: 'data',
				caption: 'Back to you',
				options: { replyTo: '={{ $json.message.id }}' },
			}),
		]),
	);
	await team.n8n.rest.deactivate(echo.id);
	await team.n8n.rest.publish(files.id);
	await team.anna.says(team.phone, {
		kind: 'image',
		data,
		mimeType: 'image/png',
		caption: 'Look',
	});
	const got = await team.anna.receives(({ content }) => content.kind === 'image');

	expect(team.anna.opens(got.id).equals(data)).toBe(true);
	const [run] = await team.n8n.rest.executions.waitFor(files.id, { count: 1 });
	expect(itemsOf(run, 'WhatsApp Team Trigger')).toMatchObject([
		{ message: { type: 'image', text: 'Look', media: { mimeType: 'image/png' } } },
	]);
	await team.n8n.rest.deactivate(files.id);
	await team.n8n.rest.publish(echo.id);
});

test('a restart of WhatsApp is gone through, with messages waiting on both sides', async () => {
	await team.sim.goDown();
	await team.sim.comeUp();
	await team.anna.says(team.phone, 'after the restart');

	await team.anna.receives('You said: after the restart');
});

test('a pairing code from the link page links it again, after the phone had ended the link', async () => {
	const before = team.sim.transcript.of('login').length;
	await team.phone.unlink();
	await waitFor('the number to be logged out', async () => {
		const [item] = await runInbox(team, { operation: 'get' });
		return item?.['state'] === 'logged_out' || undefined;
	});
	const [item] = await runInbox(team, { operation: 'link', linkWith: 'page' });
	const [address = '', token = ''] = String(item?.['linkPage']).split('#');
	expect((await fetch(address)).headers.get('content-security-policy')).toContain('sandbox');
	const ask = async (order: object) => {
		const body = JSON.stringify({ token, ...order });
		return (await (await fetch(address, { method: 'POST', body })).json()) as PageAnswer;
	};
	await ask({ action: 'begin', way: 'pairingCode' });
	const code = await waitFor('the pairing code', async () => {
		const answer = await ask({ action: 'view' });
		const isThere = answer.kind === 'view' && answer.view.kind === 'pairingCode';
		return isThere ? (answer.view as { code: string }).code : undefined;
	});
	await team.phone.enterCode(code);
	await waitFor('the page to say that it is linked', async () => {
		const answer = await ask({ action: 'view' });
		return (answer.kind === 'view' && answer.view.kind === 'linked') || undefined;
	});

	expect(team.sim.transcript.of('login').length).toBe(before + 1);
	await team.anna.says(team.phone, 'linked anew');
	await team.anna.receives('You said: linked anew');
});

test('nothing of keys or messages is in the log of n8n, and the simulator had no complaint', () => {
	const log = team.n8n.log();

	expect(log).not.toMatch(
		/Hello from Anna|linked anew|privKey|private|preKey|<Buffer|SessionEntry/,
	);
	expect(team.sim.transcript.of('problem')).toEqual([]);
});
