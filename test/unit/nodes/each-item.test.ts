import type { IExecuteFunctions } from 'n8n-workflow';
import { eachItem } from '../../../nodes/WhatsAppTeam/adapter/each-item.ts';
import { wrong } from '../../../src/index.ts';

interface Setting {
	readonly type?: string;
	readonly onError?: 'continueRegularOutput' | 'continueErrorOutput';
}

/** A node with three items, of which the second goes wrong and the third leaves by the second output. */
async function run({ type = 'whatsAppTeamAssign', onError }: Setting = {}) {
	const node = { id: '1', name: 'Assign', type: `n8n-nodes-whatsapp-team.${type}`, onError };
	const context = {
		getNode: () => node,
		continueOnFail: () => onError !== undefined,
		getInputData: () => [{ json: {} }, { json: {} }, { json: {} }],
	} as unknown as IExecuteFunctions;
	const made = await eachItem(
		context,
		(index) => {
			if (index === 1) throw wrong('Agent', 'is empty', 'Choose one.');
			return Promise.resolve([{ json: { index }, output: index === 2 ? 1 : 0 }]);
		},
		{ outputs: 2, onError: { changed: false } },
	);
	return made.map((output) =>
		output.map(({ json, pairedItem, error }) => ({
			json,
			pairedItem,
			isError: error !== undefined,
		})),
	);
}

const first = { json: { index: 0 }, pairedItem: { item: 0 }, isError: false };
const third = { json: { index: 2 }, pairedItem: { item: 2 }, isError: false };
const failed = {
	json: { changed: false, error: "The field 'Agent' is empty. Choose one." },
	pairedItem: { item: 1 },
	isError: false,
};

it('stops at what goes wrong, and names the item', async () => {
	await expect(run()).rejects.toMatchObject({
		message: "The field 'Agent' is empty",
		description: 'Choose one.',
		context: { itemIndex: 1 },
	});
});

it('lets what goes wrong leave by the last output where the node goes on', async () => {
	expect(await run({ onError: 'continueRegularOutput' })).toEqual([[first], [failed, third]]);
});

it('marks what goes wrong for the error output of n8n', async () => {
	const apart = { ...failed, isError: true };
	expect(await run({ onError: 'continueErrorOutput' })).toEqual([[first], [apart, third]]);
});

it('gives a tool of an AI agent every outcome in one list', async () => {
	expect(await run({ type: 'whatsAppTeamAssignTool' })).toEqual([[first, failed, third]]);
});
