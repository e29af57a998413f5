import { createHash } from 'node:crypto';
import { problem } from '../../domain/problem.ts';
import type { NumberCredential } from './credential.ts';
import { hashWorkspaceKey, isWorkspaceKey } from './keys.ts';
import type { Office } from '../office.ts';

/**
 * Lets a credential into its workspace. The first that names a workspace may lock it with a key;
 * every other must bring the same.
 *
 * @throws TeamError `workspaceKey`; whether the workspace exists is not told
 */
export async function enterWorkspace(office: Office, credential: NumberCredential): Promise<void> {
	const { workspace: workspaceId, workspaceKey: key } = credential;
	// Hashing a key is slow on purpose: once per process and key is enough.
	const pass = createHash('sha256')
		.update(JSON.stringify([workspaceId, key]))
		.digest('hex');
	if (office.admitted.has(pass)) return;
	const fresh = key === null ? null : hashWorkspaceKey(key);
	const row = await office.store.openWorkspace({
		workspaceId,
		keySalt: fresh?.salt ?? null,
		keyHash: fresh?.hash ?? null,
		now: office.clock.now(),
	});
	const isOpen = row.keySalt === null || row.keyHash === null;
	const fits = isOpen ? key === null : isWorkspaceKey(key ?? '', row.keySalt, row.keyHash);
	if (fits) {
		office.admitted.add(pass);
		return;
	}
	throw problem(
		'workspaceKey',
		`The workspace '${workspaceId}' cannot be opened with this workspace key`,
		"Put the key of the workspace into the credential (none if it was made without), or choose another workspace's name.",
	);
}
