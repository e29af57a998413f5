/** What of a workspace's labels, SLA and settings must be known whenever something comes in. */
export interface DeskRules {
	/** Labels that words of a message give to its conversation. */
	readonly keywords: readonly KeywordRule[];
	/** Whether there is any SLA policy. */
	readonly hasPolicies: boolean;
	/** After how long a customer without an answer is told of, in ms; `null` for never. */
	readonly unansweredMs: number | null;
	/** The same for an open conversation that is nobody's. */
	readonly unassignedMs: number | null;
	/** For how long a resolved conversation is opened again where a number has several, in ms. */
	readonly reopenMs: number;
}

/** A label, and the words that give it. */
export interface KeywordRule {
	readonly label: string;
	readonly words: readonly string[];
	readonly isHandoff: boolean;
}

const MINUTE_MS = 60_000;

/** What holds where a workspace has set nothing: an hour without an answer, half of one without an owner. */
export const DEFAULT_DESK_RULES: DeskRules = {
	keywords: [],
	hasPolicies: false,
	unansweredMs: 60 * MINUTE_MS,
	unassignedMs: 30 * MINUTE_MS,
	reopenMs: 24 * 60 * MINUTE_MS,
};

/** Rules as they are kept with the workspace; what is not in them is the default. */
export function readDeskRules(json: string | null): DeskRules {
	if (json === null) return DEFAULT_DESK_RULES;
	return { ...DEFAULT_DESK_RULES, ...(JSON.parse(json) as Partial<DeskRules>) };
}

/** The rules that a text fulfils: each word, or phrase, stands in it as a whole, in any case. */
export function rulesMetBy(
	text: string | null,
	rules: readonly KeywordRule[],
): readonly KeywordRule[] {
	if (text === null || rules.length === 0) return [];
	const said = ` ${plainWords(text)} `;
	return rules.filter(({ words }) =>
		words.some((word) => said.includes(` ${plainWords(word)} `)),
	);
}

/** Letters and digits in lower case, one space between words. */
export function plainWords(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
		.trim();
}
