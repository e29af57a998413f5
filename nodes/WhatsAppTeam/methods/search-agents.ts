import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { openDeskOf } from '../adapter/credential.ts';
import { toNodeError } from '../adapter/errors.ts';
import { asWatched } from './search-templates.ts';

/** The members of the team whose name or email has something in it, by name. */
export async function searchAgents(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	try {
		const desk = await openDeskOf(asWatched(this));
		const wanted = filter.trim().toLowerCase();
		const agents = (await desk.team().agents()).filter(({ email, name }) =>
			`${name} ${email}`.toLowerCase().includes(wanted),
		);
		return {
			results: agents
				.toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
				.map(({ email, name }) => ({
					name: name === email ? email : `${name} (${email})`,
					value: email,
				})),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
