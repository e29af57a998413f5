import { node } from '../../wire/node.ts';
import { children } from '../../wire/node.ts';
import { restrictionFacts } from '../../world/restriction.ts';
import type { IqHandler } from './call.ts';
import { IqRefused } from './call.ts';

const PRIVACY = ['readreceipts', 'profile', 'status', 'online', 'last', 'groupadd', 'calladd'];

/** What a client asks about its account after it has logged in. */
export const ACCOUNT_HANDLERS: Readonly<Record<string, IqHandler>> = {
	'get|w:p|ping': () => undefined,
	'set|passive|active': () => undefined,
	'set|passive|passive': () => undefined,
	'set|urn:xmpp:whatsapp:dirty|clean': () => undefined,
	'undefined|w:stats|add': () => undefined,
	'get|abt|props': () => [
		node('props', { protocol: 1, hash: 'sim', ab_key: 'sim', refresh: 86_400 }, []),
	],
	'get|blocklist|undefined': () => [node('list', {}, [])],
	'get|privacy|privacy': () => {
		const categories = PRIVACY.map((name) => node('category', { name, value: 'all' }));
		return [node('privacy', {}, categories)];
	},
	'set|privacy|tokens': () => [node('tokens', {}, [])],
	'set|blocklist|item': () => undefined,
	'get|w:biz|business_profile': () => [node('business_profile', {}, [])],
	'get|w:profile:picture|picture': () => {
		throw new IqRefused(404, 'item-not-found');
	},
	'get|w:mex|query': ({ device }) => {
		const data = { xwa2_fetch_account_reachout_timelock: restrictionFacts(device.phone) };
		return [node('result', {}, Buffer.from(JSON.stringify({ data })))];
	},
	'set|w:m|media_conn': ({ context }) => [
		node('media_conn', { auth: 'sim', ttl: 300, auth_ttl: 21_600, max_buckets: 12 }, [
			node('host', { hostname: context.media.host, maxContentLengthBytes: 2 ** 31 }),
		]),
	],
	'set|w:sync:app:state|sync': ({ asked }) => {
		const collections = children(asked, 'collection').map(({ attrs }) => {
			return node('collection', {
				name: attrs['name'],
				version: attrs['version'],
				type: 'result',
			});
		});
		return [node('sync', {}, collections)];
	},
	'set|md|remove-companion-device': ({ connection, device, stanza }) => {
		device.phone.forget(device, 'client');
		connection.send(
			node('iq', { from: stanza.attrs['to'], type: 'result', id: stanza.attrs['id'] }),
		);
		connection.close();
		return undefined;
	},
};
