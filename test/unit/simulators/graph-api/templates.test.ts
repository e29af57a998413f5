import type { JsonObject } from '../../../simulators/graph-api/json.ts';
import type { Bench } from './bench.ts';
import { envelope, NOW, ofKind, openBench } from './bench.ts';
import { VERIFY_TOKEN } from './receiver.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(() => bench.close());

const edge = () => `/${bench.number.wabaId}/message_templates`;
const body = { type: 'BODY', text: 'Hi {{1}}, hello.', example: { body_text: [['Ana']] } };
const draft = { name: 'order', language: 'en_US', category: 'UTILITY', components: [body] };
const quick = (text: string) => ({ type: 'QUICK_REPLY', text });
const url = (text: string) => ({ type: 'URL', text, url: 'https://example.com' });

/** Creates one; gives its id, or the subcode or message of the refusal. */
async function created(changes: JsonObject = {}): Promise<unknown> {
	const answer = await bench.call('POST', edge(), { ...draft, ...changes });
	if (answer.status === 200) return answer.body['status'];
	const { error_subcode, message } = answer.body['error'] as JsonObject;
	return error_subcode ?? message;
}

async function idOf(name = 'order'): Promise<string> {
	return (await bench.control.templates()).find((one) => one.name === name)?.id ?? '';
}

describe('the list', () => {
	const names = (answer: { readonly body: JsonObject }) =>
		(answer.body['data'] as { readonly name: string }[]).map(({ name }) => name);

	it('has pages of 25, and goes on behind the cursor', async () => {
		await bench.control.createTemplates(40);
		const first = await bench.call('GET', edge());
		const { cursors, next } = first.body['paging'] as {
			readonly cursors: { readonly after: string };
			readonly next: string;
		};
		const second = await bench.call('GET', `${edge()}?after=${cursors.after}`);
		const followed = await fetch(next, {
			headers: { authorization: `Bearer ${bench.number.accessTokens[0]}` },
		});

		expect(names(first)).toHaveLength(25);
		expect(names(second)).toHaveLength(15);
		expect(second.body['paging']).not.toHaveProperty('next');
		expect(new Set([...names(first), ...names(second)]).size).toBe(40);
		expect(await followed.json()).toMatchObject({ data: second.body['data'] });
		expect(names(await bench.call('GET', `${edge()}?limit=100`))).toHaveLength(40);
	});

	it('shows the fields asked for, and refuses those that do not exist', async () => {
		await bench.control.createTemplate({ name: 'order', qualityScore: 'GREEN' });
		const fields = 'name,status,quality_score';

		expect(await bench.call('GET', `${edge()}?fields=${fields}`)).toMatchObject({
			status: 200,
			body: {
				data: [
					{
						name: 'order',
						status: 'APPROVED',
						quality_score: { score: 'GREEN' },
						id: await idOf(),
					},
				],
			},
		});
		expect(await bench.call('GET', `${edge()}?fields=colour`)).toMatchObject({ status: 400 });
	});

	it.each([
		['status=PENDING', ['welcome']],
		['status=approved', ['order', 'order_late']],
		['category=MARKETING', ['order_late']],
		['language=de', ['welcome']],
		['name=order', ['order', 'order_late']],
		['name_or_content=PARCEL', ['order_late']],
		['content=parcel', ['order_late']],
		['quality_score=RED', []],
	])('is filtered by %s', async (query, expected) => {
		await bench.control.createTemplate({ name: 'order' });
		await bench.control.createTemplate({ name: 'welcome', language: 'de', status: 'PENDING' });
		await bench.control.createTemplate({
			name: 'order_late',
			category: 'MARKETING',
			components: [{ type: 'BODY', text: 'The parcel is late.' }],
		});

		expect(names(await bench.call('GET', `${edge()}?${query}`))).toEqual(expected);
	});

	it('is each account’s own', async () => {
		const other = await bench.control.createNumber();
		await bench.control.createTemplate({ name: 'order', phoneNumberId: other.id });

		expect(await bench.call('GET', edge())).toEqual({ status: 200, body: { data: [] } });
		expect(await bench.call('GET', `/${await idOf()}`)).toMatchObject({ status: 400 });
	});
});

describe('a new template', () => {
	it('waits for its review, which the app’s callback hears the end of', async () => {
		const answer = await bench.call('POST', edge(), draft);
		const id = await idOf();
		await bench.control.changeTemplate(id, { status: 'APPROVED' });
		await bench.attempts(1);

		expect(answer).toEqual({
			status: 200,
			body: { id, status: 'PENDING', category: 'UTILITY' },
		});
		expect(await bench.call('GET', `/${id}?fields=status,rejected_reason`)).toEqual({
			status: 200,
			body: { id, status: 'APPROVED', rejected_reason: 'NONE' },
		});
		expect(bench.receiver.received.map(({ body: told }) => told)).toMatchObject([
			{
				entry: [
					{
						id: bench.number.wabaId,
						time: NOW / 1000,
						changes: [
							{
								field: 'message_template_status_update',
								value: {
									event: 'APPROVED',
									message_template_id: Number(id),
									message_template_name: 'order',
									message_template_language: 'en_US',
									reason: 'NONE',
								},
							},
						],
					},
				],
			},
		]);
	});

	it.each<[string, JsonObject, unknown]>([
		['nothing wrong', {}, 'PENDING'],
		['a bad name', { name: 'Order' }, '(#100) Param name must be 1 to 512 of a-z, 0-9 and _.'],
		['no category', { category: 'NEWS' }, expect.stringContaining('Param category must be')],
		['no body', { components: [{ type: 'FOOTER', text: 'x' }] }, 2388043],
		['a body of 1024', { components: [{ type: 'BODY', text: 'x'.repeat(1024) }] }, 'PENDING'],
		['a body of 1025', { components: [{ type: 'BODY', text: 'x'.repeat(1025) }] }, 2388040],
		['no example', { components: [{ type: 'BODY', text: 'Hi {{1}} x' }] }, 2388043],
		['a variable first', { components: [{ ...body, text: '{{1}} hello' }] }, 2388299],
		['a variable last', { components: [{ ...body, text: 'hello {{1}}' }] }, 2388299],
		['variables out of order', { components: [{ ...body, text: 'a {{2}} b' }] }, 2388072],
		[
			'a header of 61',
			{ components: [body, { type: 'HEADER', format: 'TEXT', text: 'x'.repeat(61) }] },
			2388040,
		],
		[
			'a file header without a sample',
			{ components: [body, { type: 'HEADER', format: 'IMAGE' }] },
			2388043,
		],
		['a variable below', { components: [body, { type: 'FOOTER', text: 'a {{1}}' }] }, 2388073],
		[
			'three addresses',
			{ components: [body, { type: 'BUTTONS', buttons: [url('a'), url('b'), url('c')] }] },
			2388043,
		],
		[
			'replies apart',
			{
				components: [
					body,
					{ type: 'BUTTONS', buttons: [quick('a'), url('b'), quick('c')] },
				],
			},
			2388043,
		],
		[
			'names for variables',
			{
				parameter_format: 'NAMED',
				components: [
					{
						type: 'BODY',
						text: 'Hi {{first_name}}, hello.',
						example: {
							body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }],
						},
					},
				],
			},
			'PENDING',
		],
	])('with %s is answered', async (_what, changes, expected) => {
		expect(await created(changes)).toEqual(expected);
	});

	it('is refused in a language in which it is there already', async () => {
		await created();

		expect(await created()).toBe(2388024);
		expect(await created({ language: 'de' })).toBe('PENDING');
	});

	it('is the last one at 250', async () => {
		await bench.control.createTemplates(249);

		expect(await created()).toBe('PENDING');
		expect(await created({ name: 'one_more' })).toBe(2388019);
	});

	it('may show a file whose sample was uploaded', async () => {
		const { simulator, number } = bench;
		const query = 'file_length=3&file_type=image/png';
		const begun = await bench.call('POST', `/${number.appId}/uploads?${query}`);
		const put = async (bytes: string) => {
			const response = await fetch(`${simulator.url}/v25.0/${String(begun.body['id'])}`, {
				method: 'POST',
				headers: { authorization: `OAuth ${number.accessTokens[0]}`, file_offset: '0' },
				body: bytes,
			});
			return { status: response.status, body: (await response.json()) as JsonObject };
		};

		expect(await put('four')).toMatchObject({ status: 400 });
		const { body: done } = await put('png');
		const example = { header_handle: [done['h'] ?? null] };
		const header = { type: 'HEADER', format: 'IMAGE', example };
		expect(await created({ components: [header, body] })).toBe('PENDING');
		expect(await put('png')).toMatchObject({ status: 400 });
	});

	it('that brings a code gets its words from Meta when it is approved', async () => {
		await created({
			name: 'code',
			category: 'AUTHENTICATION',
			components: [
				{ type: 'BODY', add_security_recommendation: true },
				{ type: 'FOOTER', code_expiration_minutes: 5 },
				{ type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
			],
		});
		await bench.control.changeTemplate('code|en_US', { status: 'APPROVED' });

		expect(await bench.call('GET', `/${await idOf('code')}?fields=components`)).toMatchObject({
			body: {
				components: [
					{ type: 'BODY', text: expect.stringContaining('*{{1}}* is your') as string },
					{ type: 'FOOTER', text: 'This code expires in 5 minutes.' },
					{
						type: 'BUTTONS',
						buttons: [
							{ type: 'URL', url: expect.stringMatching(/\{\{1\}\}$/) as string },
						],
					},
				],
			},
		});
	});
});

describe('an edit', () => {
	const edited = async (change: JsonObject = { components: [body] }) => {
		const answer = await bench.call('POST', `/${await idOf()}`, change);
		return answer.status === 200 ? 'ok' : (answer.body['error'] as JsonObject)['message'];
	};

	it('of an approved one is possible once a day and ten times in 30 days', async () => {
		await bench.control.createTemplate({ name: 'order' });

		expect(await edited()).toBe('ok');
		await bench.control.advance(DAY_MS - 1);
		expect(await edited()).toContain('once in 24 hours');
		await bench.control.advance(1);
		expect(await edited()).toBe('ok');
		for (let edits = 2; edits < 10; edits += 1) {
			await bench.control.advance(DAY_MS);
			expect(await edited()).toBe('ok');
		}
		await bench.control.advance(DAY_MS);
		expect(await edited()).toContain('10 times in 30 days');
		await bench.control.advance(20 * DAY_MS);
		expect(await edited()).toBe('ok');
	});

	it('of a rejected one is possible at any time, and is reviewed', async () => {
		await bench.control.createTemplate({ name: 'order', status: 'REJECTED' });

		expect(await edited()).toBe('ok');
		expect(await bench.control.templates()).toMatchObject([{ status: 'PENDING' }]);
		expect(await edited()).toBe('Invalid parameter');
		await bench.control.changeTemplate('order|en_US', { status: 'PAUSED' });
		expect([await edited(), await edited({ category: 'MARKETING' })]).toEqual([
			'ok',
			'The category of an approved template cannot be changed.'.replace(/^/, '(#100) '),
		]);
	});
});

describe('a deletion', () => {
	const remove = async (query: string) =>
		(await bench.call('DELETE', `${edge()}?${query}`)).status;

	it('takes all languages, or the one with this id', async () => {
		for (const language of ['en_US', 'de', 'fr']) {
			await bench.control.createTemplate({ name: 'order', language });
		}
		const [first] = await bench.control.templates();

		expect(await remove(`name=order&hsm_id=${first?.id ?? ''}`)).toBe(200);
		expect(await bench.control.templates()).toMatchObject([
			{ language: 'de' },
			{ language: 'fr' },
		]);
		expect(await remove('name=order')).toBe(200);
		expect(await bench.control.templates()).toEqual([]);
		expect(await remove('name=order')).toBe(400);
	});

	it('leaves a disabled one alone', async () => {
		await bench.control.createTemplate({ name: 'order', status: 'DISABLED' });

		expect(await remove('name=order')).toBe(400);
	});
});

it('tells the app’s callback alone of templates, whatever overrides there are', async () => {
	const override = await bench.anotherReceiver();
	const callback = { url: override.url, verifyToken: VERIFY_TOKEN };
	await bench.control.updateNumber(bench.number.id, {
		override: callback,
		wabaOverride: callback,
	});
	await bench.control.createTemplate({ name: 'order', qualityScore: 'GREEN' });
	await bench.control.changeTemplate('order|en_US', {
		status: 'PAUSED',
		qualityScore: 'RED',
		category: 'MARKETING',
	});
	await bench.control.deleteTemplate('order|en_US');
	await bench.control.publishWebhook({ field: 'account_update', value: { event: 'X' } });
	await bench.control.customerWrites({ customer: bench.customer.waId, text: 'hi' });
	const log = await bench.control.waitFor((all) => {
		const told = ofKind(all, 'webhook').filter(({ outcome }) => outcome === 'acknowledged');
		return told.length === 6 && told;
	});

	const told = log.map(({ field, url: to }) => [field, to === override.url ? 'override' : 'app']);
	expect(told.sort()).toEqual([
		['account_update', 'app'],
		['message_template_quality_update', 'app'],
		['message_template_status_update', 'app'],
		['message_template_status_update', 'app'],
		['messages', 'override'],
		['template_category_update', 'app'],
	]);
});

it('lets a paused one be sent again when the business says so', async () => {
	const { id } = await bench.control.createTemplate({ name: 'order', status: 'PAUSED' });

	expect(await bench.call('POST', `/${id}/unpause`)).toMatchObject({ status: 200 });
	expect(await bench.call('POST', `/${id}/unpause`)).toMatchObject({ status: 400 });
	expect(await bench.control.templates()).toMatchObject([{ status: 'APPROVED' }]);
});

it('needs the permission to manage', async () => {
	await bench.control.putToken({ value: 'EAAsend', scopes: ['whatsapp_business_messaging'] });

	expect(await bench.call('GET', edge(), undefined, 'EAAsend')).toEqual({
		status: 403,
		body: envelope({ code: 200, message: '(#200) Permissions error' }),
	});
});
