import type {
	Cell,
	ContactRow,
	FoundConversation,
	LookupDesk,
	Piece,
	TimelineEntry,
} from '../../../../src/index.ts';
import type { Export, ExportRow } from '../export-file.ts';
import { isoOrNull, toContactRowItem, toConversationItem, toTimelineItem } from './lookup-item.ts';

/** Conversations, one row each. */
export function conversationsExport(pieces: AsyncIterable<Piece<FoundConversation>>): Export {
	return {
		name: 'conversations',
		columns: [
			...WHOSE,
			'status',
			'owner',
			'team',
			'labels',
			'priority',
			'waitingSince',
			'firstInboundAt',
			'lastInboundAt',
			'lastOutboundAt',
			'resolvedAt',
			'outcome',
			'createdAt',
			'message',
		],
		rows: each(pieces, (found) => ({
			json: toConversationItem(found),
			cells: [
				...whose(found),
				found.conversation.status,
				found.conversation.owner,
				found.team,
				found.conversation.labels.join(', '),
				found.conversation.priority,
				isoOrNull(found.waitingSince),
				isoOrNull(found.firstInboundAt),
				isoOrNull(found.lastInboundAt),
				isoOrNull(found.lastOutboundAt),
				isoOrNull(found.resolvedAt),
				found.outcome,
				isoOrNull(found.createdAt),
				found.message?.text ?? null,
			],
		})),
	};
}

/** All that happened in conversations, one row for each thing, the oldest of each first. */
export function timelinesExport(
	lookup: LookupDesk,
	pieces: AsyncIterable<Piece<FoundConversation>>,
	actingAgent: string | null,
): Export {
	return {
		name: 'timelines',
		columns: [...WHOSE, 'at', 'kind', 'direction', 'by', 'type', 'text', 'status'],
		rows: timelineRows(lookup, pieces, actingAgent),
	};
}

async function* timelineRows(
	lookup: LookupDesk,
	pieces: AsyncIterable<Piece<FoundConversation>>,
	actingAgent: string | null,
): AsyncGenerator<readonly ExportRow[]> {
	for await (const { rows } of pieces) {
		for (const found of rows) {
			const { id } = found.conversation;
			const form = {
				conversationId: id,
				oldestFirst: true,
				after: null,
				limit: null,
				actingAgent,
			};
			for await (const piece of lookup.timeline(form)) {
				yield piece.rows.map((entry) => ({
					json: { ...toConversationParts(found), ...toTimelineItem(entry) },
					cells: [...whose(found), isoOrNull(entry.at), ...told(entry)],
				}));
			}
		}
	}
}

function toConversationParts({ conversation, contact, number }: FoundConversation) {
	return {
		conversation: { id: conversation.id },
		contact: { ...contact },
		number: { ...number },
	};
}

/** Kind, direction, by, type, text, status. */
function told(entry: TimelineEntry): readonly Cell[] {
	switch (entry.kind) {
		case 'message': {
			const { direction, agent, origin, type, text, status } = entry.message;
			return [entry.kind, direction, agent ?? origin, type, text, status];
		}
		case 'note': {
			const { author, text, doneAt } = entry.note;
			return [entry.kind, null, author, null, text, doneAt === null ? null : 'done'];
		}
		case 'owner': {
			const { by, kind, to, handoffNote, reason } = entry.owner;
			return [entry.kind, null, by, kind, handoffNote ?? reason, to ?? 'nobody'];
		}
		case 'event':
			return [entry.kind, null, entry.event.actor, entry.event.type, null, null];
	}
}

/** People, one row each. */
export function contactsExport(pieces: AsyncIterable<Piece<ContactRow>>): Export {
	return {
		name: 'contacts',
		columns: [
			'id',
			'name',
			'phone',
			'username',
			'bsuid',
			'language',
			'timeZone',
			'marketing',
			'marketingAt',
			'crmLinks',
			'createdAt',
		],
		rows: each(pieces, (row) => ({
			json: toContactRowItem(row),
			cells: [
				row.id,
				row.name,
				row.phone,
				row.username,
				row.bsuid,
				row.language,
				row.timeZone,
				row.consent.marketing,
				isoOrNull(row.consent.at),
				row.crmLinks.map(({ system, type, id }) => `${system}:${type}:${id}`).join(', '),
				isoOrNull(row.createdAt),
			],
		})),
	};
}

const WHOSE = ['conversationId', 'number', 'numberPhone', 'contactId', 'name', 'phone'] as const;

function whose({ conversation, number, contact }: FoundConversation): readonly Cell[] {
	return [
		conversation.id,
		number.label,
		number.phone,
		contact.id,
		contact.name,
		contact.phone ?? contact.username,
	];
}

async function* each<T>(
	pieces: AsyncIterable<Piece<T>>,
	toRow: (row: T) => ExportRow,
): AsyncGenerator<readonly ExportRow[]> {
	for await (const { rows } of pieces) yield rows.map(toRow);
}
