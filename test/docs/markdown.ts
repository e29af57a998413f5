/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A text that breaks no table. */
export function escapeCell(text: string): string {
	return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, '<br>');
}
