import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Index from '../../src/index.ts';
import type { silentLogger as Silent } from '../../src/ports/logger.ts';
import { startGraphSimulator, type GraphSimulator } from '../simulators/graph-api/simulator.ts';
import type { GraphControl } from '../simulators/graph-api/control/client.ts';
import type { NumberView } from '../simulators/graph-api/control/options.ts';
import { built } from './built.ts';

/** Our package at work in this process, and the simulated Meta beside it. */
export type Bench = {
	readonly desk: Index.Desk;
	readonly office: Index.Office;
	readonly meta: GraphControl;
	readonly graphUrl: string;
	readonly number: NumberView;
	close(): Promise<void>;
};

/** Opens an office with an empty store on this machine's disk. */
export async function openBench(throughputLevel: 'STANDARD' | 'HIGH' = 'STANDARD'): Promise<Bench> {
	const simulator: GraphSimulator = await startGraphSimulator();
	const [number] = await simulator.control.numbers();
	if (number === undefined) throw new Error('The simulator has no number.');
	await simulator.control.updateNumber(number.id, { throughputLevel });
	const folder = await mkdtemp(path.join(tmpdir(), 'whatsapp-team-bench-'));
	const { openOffice, Desk, readCredential } = built<typeof Index>('index');
	const { silentLogger } = built<{ silentLogger: typeof Silent }>('ports/logger');
	const host = { folder, encryptionKey: 'bench', isQueueMode: false };
	const office = await openOffice({ host, logger: silentLogger });
	const credential = readCredential({
		label: 'Bench',
		accessToken: number.accessTokens[0],
		phoneNumberId: number.id,
		appSecret: number.appSecret,
		baseUrl: simulator.url,
		apiVersion: 'v25.0',
	});
	return {
		desk: await Desk.open(office, () => Promise.resolve(credential)),
		office,
		meta: simulator.control,
		graphUrl: simulator.url,
		number,
		async close() {
			await office.close();
			await simulator.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
