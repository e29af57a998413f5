import { DatabaseSync } from 'node:sqlite';

/** How big an inbox is. Each conversation has ten messages. */
export type Size = { readonly conversations: number };

/** What the made inbox has, so that questions about it find something. */
export type Made = {
	readonly workspaceId: string;
	readonly numberIds: readonly string[];
	readonly owners: readonly string[];
	readonly now: number;
	/** Number and owner of open conversations with the most common label. */
	readonly pairs: readonly { readonly numberId: string; readonly owner: string }[];
};

const MESSAGES = 10;
const NUMBERS = 20;
const OWNERS = 30;
const MINUTE = 60_000;

/** Over how many days all of it came. */
const DAYS = 60;

/** How common each label is: one conversation in so many has it. */
export const LABELS = { customer: 4, refund: 20, complaint: 200 } as const;

/** A word of one message in ten thousand, and one of every third. */
export const WORDS = { rare: 'xylophone', common: 'order' } as const;

/** Chance that is the same in every run. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Fills an inbox whose tables are there already, in the order in which it would have come. */
export function fill(file: string, { conversations }: Size, now: number): Made {
	const database = new DatabaseSync(file);
	const random = seeded(conversations);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
	const insert = (table: string, columns: string) => {
		const names = columns.split(' ');
		const statement = database.prepare(
			`insert into "${table}" (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
		);
		return (...values: (string | number | null)[]) => void statement.run(...values);
	};
	const workspaceId = 'bench';
	const numberIds = Array.from({ length: NUMBERS }, (_, n) => id('number', n));
	const owners = Array.from({ length: OWNERS }, (_, n) => `agent${n}@example.com`);
	const vocabulary = Array.from({ length: 4_000 }, (_, n) => `word${n.toString(36)}`);
	database.exec('pragma synchronous = off; begin');
	insert('workspace', 'id last_seq created_at')(workspaceId, 0, now);
	const addNumber = insert(
		'number',
		'id workspace_id mode phone_number_id label number_group state per_second created_at updated_at',
	);
	numberIds.forEach((numberId, n) => {
		const group = n % 2 === 0 ? 'sales' : 'support';
		addNumber(numberId, workspaceId, 'cloud', `p${n}`, `N${n}`, group, 'ready', 80, now, now);
	});
	const addContact = insert('contact', 'id workspace_id name created_at updated_at');
	const addKey = insert('contact_key', 'workspace_id type value contact_id created_at');
	const addConversation = insert(
		'conversation',
		'id workspace_id number_id contact_id status owner labels_json first_inbound_at last_inbound_at last_outbound_at waiting_since team resolved_at created_at',
	);
	const addLabel = insert('conversation_label', 'conversation_id label workspace_id added_at');
	const addMessage = insert(
		'message',
		'id workspace_id number_id contact_id conversation_id direction origin provider_id type text sent_at status created_at',
	);
	const addEvent = insert(
		'event',
		'id workspace_id seq type at actor number_id conversation_id contact_id message_id data_json',
	);
	const pairs: { numberId: string; owner: string }[] = [];
	let [seq, messages] = [0, 0];

	/** Adds a conversation that ends at a time, without its messages. */
	function begin(n: number, end: number): Begun {
		const [conversationId, contactId] = [id('conversation', n), id('contact', n)];
		const numberId = pick(numberIds);
		const share = random();
		const status =
			share < 0.4 ? 'open' : share < 0.5 ? 'snoozed' : share < 0.55 ? 'pending' : 'resolved';
		const owner = random() < 0.8 ? pick(owners) : null;
		const isWaiting = status === 'open' && random() < 0.6;
		const isNeverAnswered = isWaiting && random() < 0.1;
		const labels = Object.entries(LABELS).flatMap(([label, every]) =>
			random() < 1 / every ? [label] : [],
		);
		if (status === 'open' && owner !== null && labels.includes('customer')) {
			pairs.push({ numberId, owner });
		}
		const first = end - (MESSAGES - 1) * MINUTE;
		addContact(contactId, workspaceId, `Customer ${n}`, end, end);
		addKey(workspaceId, 'phone', `+49151${String(10_000_000 + n)}`, contactId, end);
		addConversation(
			conversationId,
			workspaceId,
			numberId,
			contactId,
			status,
			owner,
			JSON.stringify(labels),
			first,
			end,
			isNeverAnswered ? null : end - MINUTE,
			isWaiting ? end : null,
			random() < 0.5 ? 'first' : null,
			status === 'resolved' ? end : null,
			first,
		);
		for (const label of labels) addLabel(conversationId, label, workspaceId, end);
		for (const type of ['label.added', 'conversation.opened']) {
			seq += 1;
			const parts = [numberId, conversationId, contactId, '', '{}'] as const;
			addEvent(id('event', seq), workspaceId, seq, type, end, 'customer', ...parts);
		}
		return { conversationId, contactId, numberId, isNeverAnswered, end };
	}

	/** Adds what was said in a conversation at a time. */
	function say({ conversationId, contactId, numberId, isNeverAnswered, end }: Begun, at: number) {
		const turn = MESSAGES - 1 - (end - at) / MINUTE;
		const isIn = turn % 2 === 1 || isNeverAnswered || turn === 0;
		const words = Array.from(
			{ length: 8 },
			() => vocabulary[Math.floor(random() ** 3 * vocabulary.length)],
		);
		if (random() < 1 / 3) words.push(WORDS.common);
		if (random() < 1 / 10_000) words.push(WORDS.rare);
		addMessage(
			id('message', messages),
			workspaceId,
			numberId,
			contactId,
			conversationId,
			isIn ? 'in' : 'out',
			isIn ? 'customer' : random() < 0.5 ? 'automation' : 'phone',
			`wamid.${messages}`,
			'text',
			words.join(' '),
			at,
			isIn ? null : 'read',
			at,
		);
		messages += 1;
	}

	const ends = Array.from({ length: conversations }, () => Math.floor(random() * DAYS * 1_440));
	ends.sort((a, b) => b - a);
	let talking: readonly Begun[] = [];
	for (let [next, ago] = [0, DAYS * 1_440 + MESSAGES]; ago >= 0; ago -= 1) {
		const at = now - ago * MINUTE;
		const begun: Begun[] = [];
		for (; ends[next] === ago - MESSAGES + 1; next += 1) {
			begun.push(begin(next, at + (MESSAGES - 1) * MINUTE));
		}
		talking = [...talking.filter(({ end }) => end >= at), ...begun];
		for (const one of talking) say(one, at);
	}
	database.exec(
		`update workspace set last_seq = ${seq}; commit; pragma wal_checkpoint(truncate)`,
	);
	database.close();
	return { workspaceId, numberIds, owners, now, pairs };
}

/** A conversation that goes on. */
type Begun = {
	readonly conversationId: string;
	readonly contactId: string;
	readonly numberId: string;
	readonly isNeverAnswered: boolean;
	readonly end: number;
};

/** Ids that sort by their numbers. */
function id(kind: string, n: number): string {
	return `${kind}-${String(n).padStart(8, '0')}`;
}
