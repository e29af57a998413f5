import type { IDataObject } from 'n8n-workflow';
import type {
	ContactRow,
	FoundConversation,
	KnownContact,
	ShownMessage,
	TimelineEntry,
} from '../../../../src/index.ts';

/** A time as items show it; `null` for none. */
export function isoOrNull(ms: number | null): string | null {
	return ms === null ? null : new Date(ms).toISOString();
}

/** A conversation of a list. */
export function toConversationItem(found: FoundConversation): IDataObject {
	const { number, contact, conversation, message, team, outcome } = found;
	const { id, status, owner, labels, priority, windowExpiresAt } = conversation;
	return {
		conversation: {
			id,
			status,
			owner,
			labels: [...labels],
			priority,
			windowExpiresAt,
			team,
			outcome,
			waitingSince: isoOrNull(found.waitingSince),
			firstInboundAt: isoOrNull(found.firstInboundAt),
			lastInboundAt: isoOrNull(found.lastInboundAt),
			lastOutboundAt: isoOrNull(found.lastOutboundAt),
			unownedSince: isoOrNull(found.unownedSince),
			snoozedUntil: isoOrNull(found.snoozedUntil),
			resolvedAt: isoOrNull(found.resolvedAt),
			createdAt: isoOrNull(found.createdAt),
		},
		contact: { ...contact },
		number: { ...number },
		message: message === null ? null : toMessageItem(message),
	};
}

/** A message of a list. */
export function toMessageItem(message: ShownMessage): IDataObject {
	const { failure, sentAt, editedAt, deletedAt, ...rest } = message;
	return {
		...rest,
		sentAt: isoOrNull(sentAt),
		editedAt: isoOrNull(editedAt),
		deletedAt: isoOrNull(deletedAt),
		...(failure === null ? {} : { error: { ...failure } }),
	};
}

/** Something that happened. */
export function toTimelineItem(entry: TimelineEntry): IDataObject {
	const base = { kind: entry.kind, at: isoOrNull(entry.at), id: entry.id };
	switch (entry.kind) {
		case 'message':
			return { ...base, message: toMessageItem(entry.message) };
		case 'note': {
			const { id, author, text, mentions, revision, isPinned, dueAt, doneAt } = entry.note;
			return {
				...base,
				note: {
					id,
					author,
					text,
					mentions: [...mentions],
					revision,
					pinned: isPinned,
					dueAt: isoOrNull(dueAt),
					doneAt: isoOrNull(doneAt),
				},
			};
		}
		case 'owner':
			return { ...base, owner: { ...entry.owner } };
		case 'event':
			return {
				...base,
				event: { ...entry.event, data: { ...entry.event.data } as IDataObject },
			};
	}
}

/** A person of a list. */
export function toContactRowItem(row: ContactRow): IDataObject {
	return {
		...row,
		crmLinks: row.crmLinks.map((link) => ({ ...link })),
		consent: { ...row.consent, at: isoOrNull(row.consent.at) },
		createdAt: isoOrNull(row.createdAt),
	};
}

/** A contact as items of the Trigger show it, with all addresses it ever had. */
export function toContactItem(contact: KnownContact): IDataObject {
	const newest = (type: string): string | null =>
		contact.keys.find((key) => key.type === type)?.value ?? null;
	return {
		id: contact.id,
		name: contact.name,
		phone: newest('phone'),
		lid: newest('lid'),
		bsuid: newest('bsuid'),
		username: newest('username'),
		language: contact.language,
		timeZone: contact.timeZone,
		crmLinks: contact.crmLinks.map((link) => ({ ...link })),
		keys: contact.keys.map((key) => ({ ...key })),
		conversations: contact.conversations.map((conversation) => ({ ...conversation })),
		consent: { ...contact.consent, at: isoOrNull(contact.consent.at) },
		createdAt: isoOrNull(contact.createdAt),
	};
}
