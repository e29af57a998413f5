import { Chat } from '../../demo/chat.ts';
import type { LogFact } from '../../simulators/graph-api/log-entries.ts';
import { accepted, became, handedOver, logOf, wamidOf, written } from './happened.ts';

function open(): Chat {
	return new Chat({ business: 'Bakery', customer: 'Ana' });
}

function chatOf(facts: readonly LogFact[], chat = open()): readonly string[] {
	return logOf(...facts).flatMap((entry) => chat.linesFor(entry));
}

test('a question, its answer and what became of it', () => {
	const facts = [
		written('hours'),
		handedOver('hours'),
		accepted('7 to 18'),
		became('7 to 18', 'sent'),
		handedOver('', { messages: [], statuses: [`${wamidOf('7 to 18')} sent`] }),
		became('7 to 18', 'delivered'),
		became('7 to 18', 'read'),
	];
	expect(chatOf(facts)).toEqual([
		'Ana     hours',
		'Bakery  7 to 18  ✓ sent',
		'        ✓✓ delivered',
		'        ✓✓ read',
	]);
});

test('further lines of a text stand below the first', () => {
	expect(chatOf([written('one\ntwo')])).toEqual(['Ana     one', '        two']);
});

test('what stands on the screen already is not said again', () => {
	const chat = open();
	chat.skip(wamidOf('hours'));
	expect(chatOf([written('hours'), written('price')], chat)).toEqual(['Ana     price']);
});

test('a message that is delivered twice', () => {
	const facts = [written('hours'), handedOver('hours'), handedOver('hours', { deliveryId: 2 })];
	expect(chatOf(facts)).toEqual([
		'Ana     hours',
		'        (WhatsApp delivered this message a second time)',
	]);
});

test('a message that n8n does not take in is mentioned once', () => {
	const failed = { outcome: 'willRetry', httpStatus: null } as const;
	const facts = [
		handedOver('hours', failed),
		handedOver('hours', { ...failed, attempt: 2 }),
		handedOver('price', { outcome: 'willRetry', httpStatus: 404 }),
		handedOver('menu', { outcome: 'noCallback', httpStatus: null, url: null }),
	];
	expect(chatOf(facts)).toEqual([
		'        (n8n did not answer; WhatsApp will deliver this message again)',
		'        (n8n answered 404; WhatsApp will deliver this message again)',
		'        (no workflow is published that takes this message in)',
	]);
});

test('an answer that fails, and one that is refused', () => {
	const refused: LogFact = {
		kind: 'refused',
		operation: 'send',
		method: 'POST',
		path: '/v25.0/106540352242922/messages',
		recipient: '4915112345671',
		httpStatus: 400,
		code: 131047,
		subcode: null,
		message: 'Re-engagement message',
	};
	const facts = [accepted('7 to 18'), became('7 to 18', 'failed', 131026), refused];
	expect(chatOf(facts)).toEqual([
		'        ✗ not delivered: 7 to 18 (131026)',
		'        WhatsApp refused an answer: Re-engagement message (131047)',
	]);
});
