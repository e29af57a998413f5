import { createHash } from 'node:crypto';
import type { IExecuteFunctions, IWorkflowDataProxyData } from 'n8n-workflow';

const TRIGGER = 'n8n-nodes-whatsapp-team.whatsAppTeamTrigger';

/**
 * Makes the key under which a message is sent at most once.
 *
 * A run that our Trigger started is named by its event: a retried execution, or a second attempt
 * at the event, finds the same. Any other run is named by its resume token, which a retry keeps.
 * Then come workflow, node, turn of a loop and item, so that each of them sends its own message.
 *
 * @returns `own` is the user's key and goes before all this
 */
export function createKeys(context: IExecuteFunctions): (index: number, own: string) => string {
	const place = [
		runName(context),
		context.getWorkflow().id ?? 'unsaved',
		context.getNode().id,
		String(turn(context)),
	].join(':');
	return (index, own) => (own === '' ? `${place}:${index}` : `own:${own}`);
}

function runName(context: IExecuteFunctions): string {
	const eventId = context.getMode() === 'manual' ? null : findEvent(context);
	if (eventId !== null) return `event:${eventId}`;
	const { $execution } = context.getWorkflowDataProxy(0);
	const { resumeUrl } = $execution as { resumeUrl?: unknown };
	const token =
		typeof resumeUrl === 'string' ? URL.parse(resumeUrl)?.searchParams.get('signature') : null;
	const name = token ?? `id:${context.getExecutionId()}`;
	return `run:${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
}

/**
 * The how-many-eth time the node runs in this execution, from 0. After a crash n8n keeps a
 * stand-in for the runs of a node that had finished: on a retry the count begins one too high.
 */
function turn(context: IExecuteFunctions): number {
	const proxy = context.getWorkflowDataProxy(0);
	const runIndex = Number(proxy.$runIndex);
	return isStandIn(proxy, context.getNode().name) ? runIndex - 1 : runIndex;
}

function isStandIn(proxy: IWorkflowDataProxyData, name: string): boolean {
	try {
		const [first] = proxy.$items(name, 0, 0) as {
			json?: { isArtificialRecoveredEventItem?: unknown };
		}[];
		return first?.json?.isArtificialRecoveredEventItem === true;
	} catch {
		// n8n throws for a node that has not run before: this is its first turn.
		return false;
	}
}

/** The event from which this run descends, read from the run data of the Trigger. */
function findEvent(context: IExecuteFunctions): string | null {
	const triggers = context
		.getParentNodes(context.getNode().name)
		.filter((node) => node.type === TRIGGER);
	const proxy = context.getWorkflowDataProxy(0);
	for (const trigger of triggers) {
		try {
			const first = proxy.$(trigger.name).first() as { json?: { eventId?: unknown } };
			const eventId = first.json?.eventId;
			if (typeof eventId === 'string') return eventId;
		} catch {
			// n8n throws for a node that did not run: it was another trigger that started this run.
			continue;
		}
	}
	return null;
}
