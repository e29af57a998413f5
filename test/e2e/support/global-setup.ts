import { ensureN8n } from '../../n8n/install.ts';

/** jest's global setup: the first install takes longer than any test may. */
export default async function installN8n(): Promise<void> {
	await ensureN8n(console.error);
}
