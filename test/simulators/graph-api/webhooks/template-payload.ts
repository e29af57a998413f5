import type { JsonObject } from '../json.ts';
import type { MessageTemplate } from '../state/template.ts';

/** What changed of a template, as fields and values: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. */
export function templateNews(
	before: MessageTemplate,
	after: MessageTemplate,
): readonly (readonly [field: string, value: JsonObject])[] {
	const named: JsonObject = {
		message_template_id: Number(after.id),
		message_template_name: after.name,
		message_template_language: after.language,
	};
	const news: [string, JsonObject][] = [];
	if (before.status !== after.status) {
		news.push([
			'message_template_status_update',
			{
				event: after.status,
				...named,
				message_template_category: after.category,
				reason: after.rejectedReason,
			},
		]);
	}
	if (before.qualityScore !== after.qualityScore) {
		news.push([
			'message_template_quality_update',
			{
				previous_quality_score: before.qualityScore,
				new_quality_score: after.qualityScore,
				...named,
			},
		]);
	}
	if (before.category !== after.category) {
		news.push([
			'template_category_update',
			{ ...named, previous_category: before.category, new_category: after.category },
		]);
	}
	return news;
}
