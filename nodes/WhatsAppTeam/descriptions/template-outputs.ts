/** What n8n knows of an output. */
interface Output {
	readonly type: 'main';
	readonly displayName: string;
}

/**
 * The outputs of Template, by its operation. n8n evaluates the text of this function in an
 * expression: it uses nothing from outside.
 */
export const templateOutputsOf = (parameter: {
	readonly operation?: string;
}): readonly Output[] => {
	if (parameter.operation !== 'send') return [{ type: 'main', displayName: 'Done' }];
	return [
		{ type: 'main', displayName: 'Sent' },
		{ type: 'main', displayName: 'Queued' },
		{ type: 'main', displayName: 'Not Sent' },
	];
};
