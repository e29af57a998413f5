import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

const TRIGGER = 'n8n-nodes-whatsapp-team.whatsAppTeamTrigger';

/**
 * Makes the key under which a message is sent at most once.
 *
 * A run that our Trigger started is named by its event: a retried execution, or a second attempt
 * at the event, finds the same. Any other run is named by its execution. Then come workflow, node,
 * turn of a loop and item, so that each of them sends its own message.
 *
 * @returns `own` is the user's key and goes before all this
 */
export function createKeys(context: IExecuteFunctions): (index: number, own: string) => string {
	const proxy = context.getWorkflowDataProxy(0);
	const place = [
		runName(context),
		context.getWorkflow().id ?? 'unsaved',
		context.getNode().id,
		String(proxy.$runIndex),
	].join(':');
	return (index, own) => (own === '' ? `${place}:${index}` : `own:${own}`);
}

function runName(context: IExecuteFunctions): string {
	const eventId = context.getMode() === 'manual' ? null : findEvent(context);
	if (eventId !== null) return `event:${eventId}`;
	// Execution ids begin anew when n8n's database is made anew; the resume token does not.
	const { $execution } = context.getWorkflowDataProxy(0);
	const url = String(($execution as { resumeUrl?: unknown }).resumeUrl);
	const token = createHash('sha256').update(url).digest('hex').slice(0, 16);
	return `execution:${context.getExecutionId()}:${token}`;
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
