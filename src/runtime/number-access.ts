import { problem } from '../domain/problem.ts';
import type { TeamNumber } from '../domain/number.ts';
import type { AccessSource } from '../transport/cloud/graph-client.ts';
import type { CredentialSource } from './credential.ts';
import type { Office } from './office.ts';

/** Who asks for something at Meta: a number with its credential. */
export interface Asker {
	readonly office: Office;
	readonly own: TeamNumber;
	readonly source: CredentialSource;
}

/**
 * The access to a number of the workspace: by the asker's own credential, or for another number by
 * the credentials of those who hold it open in this process.
 *
 * @throws TeamError `numberNotOpen`
 */
export async function accessTo(asker: Asker, numberId: string): Promise<AccessSource> {
	const { office, own, source } = asker;
	if (numberId === own.id) {
		return async () => {
			const { baseUrl, apiVersion, accessToken } = await source();
			return { baseUrl, apiVersion, accessToken };
		};
	}
	const { access } = office.accessOf(numberId);
	try {
		await access({ isFresh: false });
	} catch (error) {
		throw notOpen(error);
	}
	return access;
}

function notOpen(cause: unknown) {
	return problem(
		'numberNotOpen',
		'The conversation belongs to another number, which is open nowhere',
		'Publish a workflow with a WhatsApp Team Trigger that uses the credential of that number, or choose its credential here.',
		{ cause },
	);
}
