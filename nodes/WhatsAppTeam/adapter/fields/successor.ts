import type { IExecuteFunctions } from 'n8n-workflow';
import { wrong, type Successor } from '../../../../src/index.ts';
import { readLocator } from './conversation.ts';
import { fieldsOf } from './fields.ts';

/**
 * Reads who gets the open conversations of somebody who leaves the team.
 *
 * @throws TeamError `invalidInput`
 */
export function readSuccessor(context: IExecuteFunctions, index: number): Successor {
	const fields = fieldsOf(context, index);
	switch (fields.text('openConversations')) {
		case 'release':
			return { kind: 'nobody', team: null };
		case 'agent': {
			const agent = readLocator(context, 'agent', index);
			if (agent !== '') return { kind: 'agent', agent };
			throw wrong('Agent', 'is empty', 'Choose who gets the open conversations.');
		}
		case 'team': {
			const team = fields.optional('team');
			if (team !== null) return { kind: 'nobody', team };
			throw wrong('Team', 'is empty', 'Write which team gets the open conversations.');
		}
		case 'autoAssign':
			return {
				kind: 'autoAssign',
				strategy: readStrategy(fields.text('strategy')),
				team: fields.optional('team'),
			};
		default:
			throw wrong('Open Conversations', 'is none that it can be', 'Choose from the list.');
	}
}

function readStrategy(text: string): 'roundRobin' | 'leastOpen' {
	if (text === 'roundRobin' || text === 'leastOpen') return text;
	throw wrong('Strategy', 'is none that there is', 'Choose one from the list.');
}
