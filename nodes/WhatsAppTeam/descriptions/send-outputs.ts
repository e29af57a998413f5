/** What n8n knows of an output. */
interface Output {
	readonly type: 'main';
	readonly displayName: string;
}

/**
 * The outputs of Send, by its operation. n8n evaluates the text of this function in an expression:
 * it uses nothing from outside.
 */
export const outputsOf = (parameter: { readonly operation?: string }): readonly Output[] => {
	switch (parameter.operation) {
		case 'markRead':
			return [{ type: 'main', displayName: 'Done' }];
		case 'preview':
			return [{ type: 'main', displayName: 'Preview' }];
		case 'sendAndWaitForReply':
			return [
				{ type: 'main', displayName: 'Timed Out' },
				{ type: 'main', displayName: 'Replied' },
				{ type: 'main', displayName: 'Not Sent' },
			];
		default:
			return [
				{ type: 'main', displayName: 'Sent' },
				{ type: 'main', displayName: 'Queued' },
				{ type: 'main', displayName: 'Not Sent' },
			];
	}
};
