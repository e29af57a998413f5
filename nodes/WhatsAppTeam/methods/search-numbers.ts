import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { openDeskOf } from '../adapter/credential.ts';
import { toNodeError } from '../adapter/errors.ts';
import { asWatched } from './search-templates.ts';

/** The numbers of the workspace whose label, group or phone has something in it, by label. */
export async function searchNumbers(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	try {
		const desk = await openDeskOf(asWatched(this));
		const wanted = filter.trim().toLowerCase();
		const numbers = (await desk.lookup().numbers(null)).map(({ number }) => number);
		return {
			results: numbers
				.filter(({ label, group, phone }) =>
					[label, group, phone].some((text) => text?.toLowerCase().includes(wanted)),
				)
				.toSorted((one, other) => one.label.localeCompare(other.label, 'en'))
				.map(({ id, label, phone }) => ({
					name: phone === null || phone === label ? label : `${label} (${phone})`,
					value: id,
				})),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
