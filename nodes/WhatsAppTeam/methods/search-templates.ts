import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { formatReference, type Template } from '../../../src/index.ts';
import { openDeskOf } from '../adapter/credential.ts';
import { toNodeError } from '../adapter/errors.ts';

/** How many templates the list shows before it is scrolled. */
const PAGE = 25;

/** What is done with templates that need not be approved. */
const ANY_STATUS: readonly unknown[] = ['get', 'update', 'delete'];

/**
 * The templates of the credential's account, page by page: those that can be sent, or all of them
 * where one is to be looked at or changed.
 */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: unknown,
): Promise<INodeListSearchResult> {
	const isAny = ANY_STATUS.includes(this.getCurrentNodeParameter('operation'));
	try {
		const desk = await openDeskOf(asWatched(this));
		const { templates, next } = await (
			await desk.templates()
		).page({
			...(isAny ? {} : { status: 'APPROVED' }),
			...(filter === undefined ? {} : { search: filter }),
			limit: PAGE,
			after: typeof paginationToken === 'string' ? paginationToken : null,
		});
		const shown = templates.filter(({ status }) => isAny || status === 'APPROVED');
		return {
			results: shown.map((template) => ({
				name: nameOf(template, isAny),
				value: formatReference(template),
				...(template.body === null ? {} : { description: template.body.text }),
			})),
			...(next === null ? {} : { paginationToken: next }),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/** A person waits in the editor: what was just changed in the credential counts. */
export function asWatched(context: ILoadOptionsFunctions) {
	return {
		getNode: () => context.getNode(),
		getCredentials: context.getCredentials.bind(context),
		getMode: () => 'manual' as const,
	};
}

function nameOf({ name, language, category, status }: Template, showsStatus: boolean): string {
	const words = [
		language,
		category.toLowerCase(),
		...(showsStatus ? [status.toLowerCase()] : []),
	];
	return `${name} (${words.join(', ')})`;
}
