import { problem } from '../../../domain/problem.ts';
import type {
	SubmittedTemplate,
	TemplateAccount,
	TemplateEdit,
	TemplatePage,
	TemplateQuery,
	TemplateSubmission,
} from '../../../ports/templates.ts';
import type { GraphClient } from '../graph-client.ts';
import { asList, asObject, asText } from '../json.ts';
import { successOf } from '../number-report.ts';
import { parseTemplate } from './parse-template.ts';

const FIELDS = [
	'id',
	'name',
	'language',
	'status',
	'category',
	'parameter_format',
	'components',
	'quality_score',
	'rejected_reason',
].join(',');

/**
 * The templates of a WhatsApp business account.
 * @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates
 */
export function cloudTemplates(client: GraphClient, businessAccountId: string): TemplateAccount {
	const edge = `${businessAccountId}/message_templates`;
	return {
		async list(query: TemplateQuery): Promise<TemplatePage> {
			const body = successOf(await client.call('GET', `${edge}?${searchOf(query)}`));
			const templates = asList(body['data']).flatMap((node) => parseTemplate(node) ?? []);
			const paging = asObject(body['paging']);
			const after = asText(asObject(paging?.['cursors'])?.['after']);
			// The last page has a cursor as well; only `next` says that there is more.
			const hasMore = asText(paging?.['next']) !== undefined;
			return { templates, next: hasMore ? (after ?? null) : null };
		},
		async create(submission: TemplateSubmission): Promise<SubmittedTemplate> {
			const { name, language, category, isNamed, components } = submission;
			const body = successOf(
				await client.call('POST', edge, {
					name,
					language,
					category,
					parameter_format: isNamed ? 'NAMED' : 'POSITIONAL',
					components,
				}),
			);
			const id = asText(body['id']);
			if (id === undefined) throw unclear();
			return {
				id,
				status: asText(body['status']) ?? 'PENDING',
				category: asText(body['category']) ?? category,
			};
		},
		async edit(id: string, { components, category }: TemplateEdit): Promise<void> {
			successOf(
				await client.call('POST', id, {
					...(components === undefined ? {} : { components }),
					...(category === undefined ? {} : { category }),
				}),
			);
		},
		async remove(name: string, id: string | null): Promise<void> {
			const query = new URLSearchParams({ name, ...(id === null ? {} : { hsm_id: id }) });
			successOf(await client.call('DELETE', `${edge}?${query.toString()}`));
		},
	};
}

function searchOf({
	status,
	category,
	language,
	name,
	search,
	limit,
	after,
}: TemplateQuery): string {
	const given = {
		fields: FIELDS,
		limit: String(limit),
		status,
		category,
		language,
		name,
		name_or_content: search,
		after: after ?? undefined,
	};
	const entries = Object.entries(given).filter((entry): entry is [string, string] => {
		return entry[1] !== undefined && entry[1] !== '';
	});
	return new URLSearchParams(entries).toString();
}

function unclear() {
	return problem(
		'remoteUnreachable',
		'Meta answered without an ID; whether the template was made is unknown',
		'See whether it is there with Get Many before you try again.',
	);
}
