import type { Context } from '../../context.ts';
import { digitsOf, parseJid, phoneJid } from '../../wire/jid.ts';
import type { Node } from '../../wire/node.ts';
import { child, children, node, textOf } from '../../wire/node.ts';
import type { Person } from '../../world/person.ts';
import type { IqHandler } from './call.ts';

/** Who is on WhatsApp, by which ids, with which devices. */
export const USYNC_HANDLERS: Readonly<Record<string, IqHandler>> = {
	'get|usync|usync': ({ context, asked }) => {
		const protocols = children(child(asked, 'query')).map(({ tag }) => tag);
		const users = children(child(asked, 'list'), 'user').map((user) => {
			return answerFor(context, user, protocols);
		});
		const results = protocols.map((tag) => node(tag));
		return [
			node('usync', asked?.attrs, [node('result', {}, results), node('list', {}, users)]),
		];
	},
};

function answerFor(context: Context, user: Node, protocols: readonly string[]): Node {
	const phone = textOf(child(user, 'contact'));
	const digits = phone === undefined ? undefined : digitsOf(phone);
	const asked = user.attrs['jid'];
	const person =
		digits === undefined ? context.world.byJid(asked ?? '') : context.world.find(digits);
	const jid = asked ?? person?.jid ?? phoneJid(digits ?? '0');
	const parts = protocols.flatMap((protocol) => partFor(context, protocol, jid, person));
	return node('user', { jid }, parts);
}

function partFor(
	context: Context,
	protocol: string,
	jid: string,
	person: Person | undefined,
): readonly Node[] {
	switch (protocol) {
		case 'contact':
			return [node('contact', { type: person === undefined ? 'out' : 'in' })];
		case 'lid': {
			const isLid = parseJid(jid)?.lid === true;
			return person === undefined || isLid ? [] : [node('lid', { val: person.lidJid })];
		}
		case 'devices': {
			const list = person === undefined ? [] : deviceList(context, person);
			return [node('devices', {}, [node('device-list', { hash: '2:sim' }, [...list])])];
		}
		default:
			return [];
	}
}

function deviceList({ world }: Context, person: Person): readonly Node[] {
	const linked = world.devicesOf(person).map(({ facts }) => {
		return node('device', { id: facts.id, 'key-index': facts.keyIndex });
	});
	return [node('device', { id: 0 }), ...linked];
}
