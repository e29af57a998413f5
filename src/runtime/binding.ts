import { isProblem, problem } from '../domain/problem.ts';
import type { TeamNumber } from '../domain/number.ts';
import { inspectCloudNumber } from './cloud-number.ts';
import type { NumberCredential } from './credential.ts';
import type { Office } from './office.ts';
import { noteCredential } from './note-credential.ts';
import { ownLimits } from './sending-profile.ts';

/**
 * Finds the number of a credential. A number becomes one of the workspace's after Meta accepted the
 * token; from then on it is known even while Meta is away.
 *
 * @throws TeamError `remoteRefused`, `remoteUnreachable`, or `invalidCredential` if the number
 * belongs to another workspace
 */
export async function bindNumber(
	office: Office,
	credential: NumberCredential,
): Promise<TeamNumber> {
	const { phoneNumberId, workspace: workspaceId } = credential;
	const known = await office.store.findNumber({ phoneNumberId });
	if (known !== null && known.workspaceId !== workspaceId) throw taken();
	const report = await inspectCloudNumber(phoneNumberId, () => Promise.resolve(credential)).catch(
		(error: unknown) => {
			if (known !== null && isProblem(error) && error.code === 'remoteUnreachable')
				return null;
			throw error;
		},
	);
	if (known !== null && report === null) {
		return (await noteCredential(office, credential, known.id)) ?? known;
	}
	if (report === null) throw taken();
	const { rules, ownPerSecond } = ownLimits(credential);
	const number = await office.store.saveNumber({
		workspaceId,
		mode: 'cloud',
		phone: report.phone,
		phoneNumberId,
		businessAccountId: credential.businessAccountId,
		label: credential.label,
		group: credential.group,
		timeZone: credential.timeZone,
		defaultCountry: credential.defaultCountry,
		state: report.state,
		perSecond: report.perSecond,
		rules,
		credentialId: credential.id ?? '',
		ownPerSecond,
		appFingerprint: office.keys.appFingerprint(credential.appSecret),
		now: office.clock.now(),
	});
	office.numbers.forget(phoneNumberId);
	if (number.workspaceId !== workspaceId) throw taken();
	return number;
}

/**
 * The number of a credential without asking Meta again, if it is known. What was changed in the
 * credential holds from here on.
 *
 * @throws TeamError `invalidCredential` for caps that cannot be read, or what binding throws
 */
export async function knownNumber(
	office: Office,
	credential: NumberCredential,
): Promise<TeamNumber> {
	const { phoneNumberId } = credential;
	const known = await office.numbers.find({ phoneNumberId });
	if (known === null || known.workspaceId !== credential.workspace) {
		return await bindNumber(office, credential);
	}
	return (await noteCredential(office, credential, known.id)) ?? known;
}

function taken() {
	return problem(
		'invalidCredential',
		'This phone number ID belongs to another workspace',
		"Choose the workspace under which the number was set up in the field 'Workspace' of the credential.",
	);
}
