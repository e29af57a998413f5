import { randomBytes } from 'node:crypto';
import type { Context } from '../../context.ts';
import { seconds } from '../../context.ts';
import { bundleNodes, readPreKey, readSignedPreKey } from '../../signal/bundle.ts';
import { parseJid } from '../../wire/jid.ts';
import type { Node } from '../../wire/node.ts';
import { child, children, node } from '../../wire/node.ts';
import type { IqHandler } from './call.ts';

/** The keys for Signal sessions: a client's own, and those of others. */
export const KEY_HANDLERS: Readonly<Record<string, IqHandler>> = {
	'get|encrypt|count': ({ device }) => [node('count', { value: device.preKeys.length })],
	'get|encrypt|digest': () => [node('digest', {}, [node('hash', {}, randomBytes(20))])],
	'set|encrypt|registration': ({ device, stanza }) => {
		const list = children(child(stanza, 'list'), 'key');
		device.preKeys.push(...list.map(readPreKey));
		const signed = child(stanza, 'skey');
		if (signed !== undefined) device.signedPreKey = readSignedPreKey(signed);
		void device.phone.tellHistoryOnce(device);
		return undefined;
	},
	'set|encrypt|rotate': ({ device, asked }) => {
		const signed = child(asked, 'skey');
		if (signed !== undefined) device.signedPreKey = readSignedPreKey(signed);
		return undefined;
	},
	'get|encrypt|key': ({ context, asked }) => [
		node(
			'list',
			{},
			children(asked, 'user').map(({ attrs }) => keysOf(context, String(attrs['jid']))),
		),
	],
};

function keysOf(context: Context, jid: string): Node {
	const isPhone = (parseJid(jid)?.device ?? 0) === 0;
	const bundle = isPhone
		? context.world.byJid(jid)?.signal.bundle()
		: context.world.deviceByJid(jid)?.takeBundle();
	if (bundle === undefined) {
		return node('user', { jid }, [node('error', { code: 404, text: 'item-not-found' })]);
	}
	return node('user', { jid, t: seconds(context) }, bundleNodes(bundle));
}
