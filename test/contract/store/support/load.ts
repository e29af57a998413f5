import { NO_CAPS } from '../../../../src/domain/caps/caps.ts';
import type { Store } from '../../../../src/ports/store.ts';

/** Opens the one workspace and number that all processes under load share. @returns the number */
export async function loadWorkspace(store: Store): Promise<string> {
	const now = Date.now();
	const workspaceId = 'load';
	await store.openWorkspace({ workspaceId, keySalt: null, keyHash: null, now });
	const number = await store.saveNumber({
		workspaceId,
		mode: 'cloud',
		phone: null,
		phoneNumberId: '1',
		businessAccountId: null,
		label: 'Load',
		group: null,
		timeZone: null,
		defaultCountry: null,
		state: 'ready',
		perSecond: 80,
		rules: NO_CAPS,
		appFingerprint: 'app',
		now,
	});
	return number.id;
}
