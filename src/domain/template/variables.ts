/** A gap in a text of a template. Meta allows space in it. */
const GAP = /\{\{\s*([^{}\s]+)\s*\}\}/g;

/** The names of the gaps of a text, each once, in the order in which they come first. */
export function gapsOf(text: string): readonly string[] {
	return [...new Set([...text.matchAll(GAP)].map(([, name = '']) => name))];
}

/** Puts values into the gaps of a text. A gap without a value stays as it is. */
export function fillGaps(text: string, values: ReadonlyMap<string, string>): string {
	return text.replace(GAP, (gap, name: string) => values.get(name) ?? gap);
}

/** Whether a text begins or ends with a gap. */
export function hasGapAtEdge(text: string): boolean {
	return /^\s*\{\{\s*[^{}\s]+\s*\}\}|\{\{\s*[^{}\s]+\s*\}\}\s*$/.test(text);
}
