import type { ICredentialsDecrypted, INodeCredentialTestResult } from 'n8n-workflow';
import { testCredential, theOffice } from '../../../src/index.ts';

/** The test behind the credential's "Test" button. */
export async function numberTest(
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { isOk, message } = await testCredential(
		credential.data ?? {},
		theOffice,
		credential.id === '' ? null : credential.id,
	);
	return { status: isOk ? 'OK' : 'Error', message };
}
