import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { linkHint, theOffice } from '../../../src/index.ts';
import { credentialOf } from '../adapter/credential.ts';
import { toNodeError } from '../adapter/errors.ts';
import { linkWords } from '../adapter/items/link-words.ts';

/**
 * The one entry of the Trigger's option "Link Page": how the number stands, and below it a fresh link
 * to its link page. Nothing of it is stored with the workflow.
 */
export async function linkPage(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const { title, html } = linkWords(await linkHint(await theOffice(), credentialOf(this)));
		return [{ name: title, value: '', description: html }];
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
