import { isProblem, problem } from '../../domain/problem.ts';
import type { NumberReport, TeamNumber } from '../../domain/number/number.ts';
import type { NumberKey } from '../../ports/store.ts';
import { inspectCloudNumber } from '../number/cloud-number.ts';
import {
	addressOf,
	type CloudCredential,
	type LinkedCredential,
	type NumberCredential,
} from './credential.ts';
import type { Office } from '../office.ts';
import { noteCredential } from './note-credential.ts';
import { ownLimits, recommendedProfile } from '../number/sending-profile.ts';

/** By what the number of a credential is found. */
export function keyOf(credential: NumberCredential): NumberKey {
	return credential.mode === 'cloud'
		? { phoneNumberId: credential.phoneNumberId }
		: { phone: credential.phone };
}

/**
 * Finds the number of a credential, and makes it one of the workspace's on first sight. One of the
 * Cloud API must be accepted by Meta first; from then on it is known even while Meta is away. A
 * number that changes from one mode to the other stays the same, with all its conversations.
 *
 * @throws TeamError `remoteRefused`, `remoteUnreachable`, or `invalidCredential` if the number
 * belongs to another workspace, or is in use in the other mode
 */
export async function bindNumber(
	office: Office,
	credential: NumberCredential,
): Promise<TeamNumber> {
	const { workspace: workspaceId } = credential;
	const known = await office.store.findNumber(keyOf(credential));
	if (known !== null && known.workspaceId !== workspaceId) throw taken(credential);
	if (known !== null && known.mode !== credential.mode && office.engine.find(known.id) !== null) {
		throw inOtherMode(known);
	}
	const number =
		credential.mode === 'linked'
			? await saveLinked(office, credential)
			: await bindCloud(office, credential, known);
	office.numbers.forget(addressOf(credential));
	if (number.workspaceId !== workspaceId) throw taken(credential);
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
	const known = await office.numbers.find(keyOf(credential));
	const isOwn = known?.workspaceId === credential.workspace && known.mode === credential.mode;
	if (!isOwn) return await bindNumber(office, credential);
	return (await noteCredential(office, credential, known.id)) ?? known;
}

async function bindCloud(
	office: Office,
	credential: CloudCredential,
	known: TeamNumber | null,
): Promise<TeamNumber> {
	const { phoneNumberId } = credential;
	const report = await inspectCloudNumber(phoneNumberId, () => Promise.resolve(credential)).catch(
		(error: unknown) => {
			if (known !== null && isProblem(error) && error.code === 'remoteUnreachable')
				return null;
			throw error;
		},
	);
	if (report !== null) return await saveCloud(office, credential, report);
	if (known === null) throw taken(credential);
	return (await noteCredential(office, credential, known.id)) ?? known;
}

async function saveCloud(
	office: Office,
	credential: CloudCredential,
	{ phone, state, perSecond, facts }: NumberReport,
): Promise<TeamNumber> {
	const { phoneNumberId, businessAccountId, appSecret } = credential;
	const number = await office.store.saveNumber({
		...saidBy(office, credential),
		phone,
		phoneNumberId,
		businessAccountId,
		state: null,
		perSecond,
		appFingerprint: office.keys.appFingerprint(appSecret),
	});
	if (number.workspaceId !== credential.workspace) return number;
	const { id: numberId } = number;
	const seen = { numberId, state, facts, perSecond, businessAccountId, now: office.clock.now() };
	return { ...number, state: (await office.store.noteNumber(seen)).state };
}

/** Nobody has to be asked: which phone it really is shows when it links. */
async function saveLinked(office: Office, credential: LinkedCredential): Promise<TeamNumber> {
	return await office.store.saveNumber({
		...saidBy(office, credential),
		phone: credential.phone,
		phoneNumberId: null,
		businessAccountId: null,
		state: null,
		perSecond: recommendedProfile('linked').pacing.perSecond,
		appFingerprint: null,
	});
}

function saidBy(office: Office, credential: NumberCredential) {
	const { workspace: workspaceId, mode, label, group, timeZone, defaultCountry } = credential;
	const { rules, ownPerSecond } = ownLimits(credential);
	return {
		workspaceId,
		mode,
		label,
		group,
		timeZone,
		defaultCountry,
		rules,
		ownPerSecond,
		credentialId: credential.id ?? '',
		now: office.clock.now(),
	};
}

function taken({ mode }: NumberCredential) {
	return problem(
		'invalidCredential',
		`This ${mode === 'cloud' ? 'phone number ID' : 'phone number'} belongs to another workspace`,
		"Choose the workspace under which the number was set up in the field 'Workspace' of the credential.",
	);
}

function inOtherMode({ mode }: TeamNumber) {
	return problem(
		'invalidCredential',
		`This number is in use ${mode === 'cloud' ? 'on the Cloud API' : 'as a linked number'}`,
		'Unpublish the workflows with a WhatsApp Team Trigger that uses it that way, then try again: conversations and contacts stay.',
	);
}
