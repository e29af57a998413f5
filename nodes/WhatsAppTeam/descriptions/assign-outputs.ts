/** What n8n knows of an output. */
interface Output {
	readonly type: 'main';
	readonly displayName: string;
}

/**
 * The outputs of Assign, by its operation: the second where somebody else may be faster. n8n
 * evaluates the text of this function in an expression: it uses nothing from outside.
 */
export const assignOutputsOf = (parameter: { readonly operation?: string }): readonly Output[] => {
	const operation = parameter.operation ?? '';
	if (['claim', 'assign', 'autoAssign', 'transfer'].includes(operation)) {
		return [
			{ type: 'main', displayName: 'Assigned' },
			{ type: 'main', displayName: 'Already Owned' },
		];
	}
	if (operation !== 'release') return [{ type: 'main', displayName: 'Done' }];
	return [
		{ type: 'main', displayName: 'Done' },
		{ type: 'main', displayName: 'Already Owned' },
	];
};
