import { problem } from '../../domain/problem.ts';
import type { LinkedConnection } from '../../ports/linked.ts';
import type { TeamNumber } from '../../domain/number/number.ts';
import type { AccessSource } from '../../transport/cloud/graph-client.ts';
import { asCloud, type CredentialSource } from '../credential/credential.ts';
import type { Office } from '../office.ts';

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
			const { baseUrl, apiVersion, accessToken } = asCloud(await source());
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

/**
 * The connection of a linked number, which must be open in this process: WhatsApp allows no other.
 *
 * @throws TeamError `numberNotOpen`
 */
export function linkedTo({ office }: Pick<Asker, 'office'>, numberId: string): LinkedConnection {
	const linked = office.linked(numberId);
	if (linked === null) throw notOpen();
	return linked;
}

function notOpen(cause?: unknown) {
	return problem(
		'numberNotOpen',
		'The number of this conversation is not open',
		'Publish a workflow with a WhatsApp Team Trigger that uses the credential of that number.',
		{ cause },
	);
}
