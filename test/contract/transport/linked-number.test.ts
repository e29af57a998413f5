import { serveLinkPage } from '../../../src/runtime/number/link-page.ts';
import { until } from '../linked/support/until.ts';
import { draftTo, send, text } from './support/drafts.ts';
import { openLinkedSide, type LinkedSide } from './support/linked.ts';

jest.setTimeout(60_000);

let side: LinkedSide;
beforeEach(async () => {
	side = await openLinkedSide();
});
afterEach(() => side.close());

/** The item of what the customer writes. */
async function told(words: string) {
	const id = await side.says({ type: 'text', text: words });
	const find = () => side.items.find(({ message }) => message?.providerId === id);
	return await until(find, 'the run');
}

const control = () => side.desk().numberControl();
const stateNow = async () => (await (await control()).get()).state;
const events = () => side.items.map(({ event }) => event).filter((one) => /^number/.test(one));

test('unlinked, and linked again: its keys go, and its conversations stay', async () => {
	const before = await told('before');
	const { office } = side.place;
	const numberId = before.number.id;
	await (await control()).unlink(undefined);
	await until(async () => (await stateNow()) === 'unlinked', 'it to be unlinked');
	const creds = { numberId, kind: 'creds', ids: ['creds'] };
	expect(await office.store.readLinkedKeys(creds)).toEqual([]);
	expect([...side.phone.devices.keys()]).toEqual([]);

	await side.links();
	const after = await told('after');

	expect([after.number.id, after.contact?.id, after.conversation?.id]).toEqual([
		numberId,
		before.contact?.id,
		before.conversation?.id,
	]);
	expect(after.conversation?.isNew).toBe(false);
});

test.each([
	['the phone removes it', (one: LinkedSide) => one.phone.unlink(), 'logged_out', 'loggedOut'],
	['WhatsApp bans it', (one: LinkedSide) => one.phone.ban(), 'banned', 'banned'],
])(
	'%s: the number says so, holds what it has to send, and tells why',
	async (_, act, state, name) => {
		await told('hello');
		act(side);
		await until(async () => (await stateNow()) === state, `it to be ${state}`);
		await until(() => events().some((one) => one === `number.${state}`), 'the event');
		const { id: numberId } = (await control().then((one) => one.get())).number;
		const standing = await side.place.office.store.linkStanding({ numberId, now: Date.now() });
		const held = await side.desk().send({
			drafts: [draftTo(side, text('later'))],
			stopOnFailure: false,
			waitMs: 0,
		});

		expect(standing?.failure).toMatchObject({
			name,
			advice: expect.stringMatching(/\w/) as string,
		});
		expect(held).toMatchObject([
			{ outcome: { state: 'queued', reason: expect.any(String) as string } },
		]);
		expect((await side.arrived()).length).toBe(0);
	},
);

test('paused it holds what it has to send and still receives; resumed it sends it', async () => {
	await (await control()).pause(true);
	await told('Do you hear me?');
	const draft = draftTo(side, text('Yes.'));
	const drafts = [draft];
	const held = await side.desk().send({ drafts, stopOnFailure: false, waitMs: 0 });
	expect(held).toMatchObject([{ outcome: { state: 'queued', reason: 'numberPaused' } }]);
	await (await control()).pause(false);
	await until(async () => (await side.arrived()).length === 1, 'the answer');

	expect(await send(side, draft)).toMatchObject({
		deduplicated: true,
		outcome: { state: expect.stringMatching(/sent|delivered/) as string },
	});
	expect(events().filter((one) => /paused|resumed/.test(one))).toEqual([
		'number.paused',
		'number.resumed',
	]);
});

test('links to its link page hold no more once they are revoked', async () => {
	const { office } = side.place;
	await side.desk().addReceiver({
		webhookId: 'hook',
		workflowId: 'flow',
		mode: 'production',
		url: 'https://n8n.example/webhook/hook/whatsapp-team',
	});
	const look = async (url: string): Promise<unknown> => {
		const [address = '', token = ''] = url.split('#');
		const body = JSON.stringify({ token, action: 'view' });
		const host = 'n8n.example';
		const answer = await serveLinkPage(office, { method: 'POST', body, address, host });
		return (JSON.parse(answer.body) as { readonly kind: string }).kind;
	};
	const given = (await (await control()).linkAddress())?.url ?? '';
	expect(await look(given)).toBe('view');

	await (await control()).revokeLinkPages();
	expect(await look(given)).toBe('invalid');
	const another = (await (await control()).linkAddress())?.url ?? '';
	expect(await look(another)).toBe('view');
	expect(await stateNow()).toBe('ready');

	await (await control()).unlink(undefined);
	expect(await look(another)).toBe('invalid');
});
