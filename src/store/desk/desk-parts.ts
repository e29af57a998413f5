import type {
	DuePart,
	InboxItem,
	LabelPart,
	NotePart,
	SlaPart,
	WindowPart,
} from '../../domain/item.ts';
import { iso } from '../log/parts.ts';

/** What events of the life of a conversation carry besides ids. Times are ms since 1970, UTC. */
export interface DeskData {
	/** The id of a note. */
	readonly note?: string;
	/** A label, and what was done with it. */
	readonly label?: string;
	readonly action?: LabelPart['action'];
	/** When the window closes. */
	readonly expiresAt?: number;
	/** When it was due, and whether it is told late. */
	readonly dueAt?: number | null;
	readonly late?: boolean;
	/** The name of an SLA policy, and what it promised. */
	readonly policy?: string;
	readonly promise?: SlaPart['type'];
}

/** The parts of an item that tell the life of a conversation. */
export type DeskParts = Pick<InboxItem, 'label' | 'note' | 'window' | 'sla' | 'due'>;

/**
 * The parts of an event.
 *
 * @param notes the notes that events name, by id
 */
export function deskPartsOf(data: DeskData, notes: ReadonlyMap<string, NotePart>): DeskParts {
	const note = data.note === undefined ? undefined : notes.get(data.note);
	return {
		...(note === undefined ? {} : { note }),
		...labelOf(data),
		...windowOf(data),
		...(data.policy === undefined ? dueOf(data) : slaOf(data, data.policy)),
	};
}

function labelOf({ label: name, action }: DeskData): { readonly label?: LabelPart } {
	return name === undefined || action === undefined ? {} : { label: { name, action } };
}

function windowOf({ expiresAt }: DeskData): { readonly window?: WindowPart } {
	return expiresAt === undefined ? {} : { window: { expiresAt: iso(expiresAt) } };
}

function slaOf({ promise, dueAt, late = false }: DeskData, policy: string) {
	if (promise === undefined) return {};
	const due = dueAt === undefined || dueAt === null ? null : iso(dueAt);
	return { sla: { policy, type: promise, dueAt: due, late } };
}

function dueOf({ dueAt, late = false }: DeskData): { readonly due?: DuePart } {
	return dueAt === undefined || dueAt === null ? {} : { due: { at: iso(dueAt), late } };
}
