import { FakeLinking } from '../browser/fake-linking.ts';
import { startLinkPage, STANDING, type LinkPageServer } from '../browser/link-page-server.ts';
import { LINKED_PHONE } from '../demo/linked-number.ts';
import { openStage, type Stage } from '../demo/stage.ts';
import type { CredentialReference } from '../e2e/support/workflow.ts';

/** All that pictures are taken of. */
export interface Studio {
	/** The running demo. */
	readonly stage: Stage;
	/** The credentials of the demo, by their names. */
	readonly credentials: ReadonlyMap<string, CredentialReference>;
	/** The link page, with a linking that shows what a picture wants: the demo's is linked already. */
	readonly linking: FakeLinking;
	readonly linkPage: LinkPageServer;
	close(): Promise<void>;
}

/** Starts it. */
export async function openStudio(): Promise<Studio> {
	const stage = await openStage({ end: new AbortController().signal, say: console.log });
	const linking = new FakeLinking();
	const linkPage = await startLinkPage(linking);
	linkPage.standing = { ...STANDING, label: 'Corner Bakery', phone: LINKED_PHONE };
	return {
		stage,
		credentials: await credentialsOf(stage),
		linking,
		linkPage,
		async close() {
			await linkPage.close();
			await stage.close();
		},
	};
}

async function credentialsOf({ n8n }: Stage): Promise<Studio['credentials']> {
	const list = (await n8n.rest.call(
		'GET',
		'/rest/credentials',
	)) as readonly CredentialReference[];
	return new Map(list.map(({ id, name, type }) => [name, { id, name, type }]));
}
