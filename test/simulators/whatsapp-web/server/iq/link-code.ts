import { bytesOf, node } from '../../wire/node.ts';
import type { IqHandler } from './call.ts';
import { IqRefused } from './call.ts';

/** Linking by a code that is entered on the phone. */
export const LINK_CODE_HANDLERS: Readonly<Record<string, IqHandler>> = {
	'set|md|link_code_companion_reg': ({ context, connection, asked }) => {
		const jid = asked?.attrs['jid'] ?? '';
		switch (asked?.attrs['stage']) {
			case 'companion_hello': {
				const wrapped = bytesOf(asked, 'link_code_pairing_wrapped_companion_ephemeral_pub');
				const ref = context.linking.codeRequested(context, connection, jid, wrapped);
				return [
					node('link_code_companion_reg', { stage: 'companion_hello' }, [
						node('link_code_pairing_ref', {}, ref),
					]),
				];
			}
			case 'companion_finish':
				context.linking.codeFinished(jid, {
					bundle: bytesOf(asked, 'link_code_pairing_wrapped_key_bundle'),
					identity: bytesOf(asked, 'companion_identity_public'),
				});
				return undefined;
			default:
				throw new IqRefused(400, 'bad-request');
		}
	},
};
