import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Linking } from '../../src/ports/linked.ts';
import type { LinkStanding } from '../../src/ports/store.ts';
import { makeToken, type PageClaims } from '../../src/pages/token.ts';
import { deriveKeys } from '../../src/runtime/credential/keys.ts';
import { serveLinkPage } from '../../src/runtime/number/link-page.ts';
import { systemClock } from '../../src/runtime/system.ts';

/** What the store knows of the number of the tests. */
export const STANDING: LinkStanding = {
	workspaceId: 'shop',
	mode: 'linked',
	label: 'Sales <b>team</b>',
	phone: '+4915112345678',
	state: 'unlinked',
	failure: null,
	linkedAt: null,
	phoneSeenAt: null,
	connectedAt: null,
	linkVersion: 0,
};

/** The link page behind a plain HTTP server, as n8n would serve it. */
export interface LinkPageServer {
	/** Its address with a good token. */
	address(claims?: Partial<PageClaims>): string;
	linking: Linking | null;
	standing: LinkStanding;
	/** Whether it drops connections, as n8n does while it restarts. */
	isAway: boolean;
	close(): Promise<void>;
}

/** Starts the server. */
export async function startLinkPage(linking: Linking): Promise<LinkPageServer> {
	const keys = deriveKeys('key of the tests');
	const server = createServer((request, response) => {
		if (state.isAway) {
			request.destroy();
			return;
		}
		void (async () => {
			const answer = await serveLinkPage(
				{
					store: { linkStanding: () => Promise.resolve(state.standing) },
					keys,
					clock: systemClock,
					linked: () => (state.linking === null ? null : { linking: state.linking }),
				},
				{
					method: request.method === 'POST' ? 'POST' : 'GET',
					body: await text(request),
					address: null,
					host: request.headers.host,
				},
			);
			response.writeHead(answer.status, { ...answer.headers });
			response.end(answer.body);
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const state: LinkPageServer = {
		linking,
		standing: STANDING,
		isAway: false,
		address(claims = {}) {
			const base = {
				purpose: 'link',
				workspaceId: STANDING.workspaceId,
				numberId: 'number-1',
				expiresAt: Date.now() + 3_600_000,
				version: 0,
			} as const;
			const token = makeToken({ ...base, ...claims }, keys.signPage);
			return `http://127.0.0.1:${port}/webhook/7/whatsapp-team/link#${token}`;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	return state;
}
