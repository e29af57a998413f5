import type { ReportOperations } from '../../ports/store.ts';
import { readScope } from '../team/agent-scope.ts';
import { agentFigures } from './report-agents.ts';
import { numberFigures } from './report-numbers.ts';
import { overview } from './report-overview.ts';
import type { Counted } from './report-parts.ts';
import { sequenceFigures } from './report-sequences.ts';
import type { Tx } from '../schema.ts';

type Report = ReportOperations['report'];

/** See `ReportOperations.report`. */
export async function report(tx: Tx, input: Parameters<Report>[0]): ReturnType<Report> {
	const { workspaceId, actingAgent, kind, from, to, numberIds } = input;
	const scope = await readScope(tx, workspaceId, actingAgent);
	const counted: Counted = {
		workspaceId,
		from,
		to,
		numberIds: numberIds ?? null,
		scope: scope ?? { numbers: [], labels: [] },
	};
	switch (kind) {
		case 'overview':
			return { kind, overview: await overview(tx, counted) };
		case 'agents':
			return { kind, agents: await agentFigures(tx, counted) };
		case 'numbers':
			return { kind, numbers: await numberFigures(tx, counted) };
		case 'sequences':
			return { kind, sequences: await sequenceFigures(tx, counted) };
	}
}
