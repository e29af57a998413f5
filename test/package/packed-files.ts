/** Files that have no place in a published package, and why. */
const unwanted: ReadonlyArray<{ readonly pattern: RegExp; readonly what: string }> = [
	{ pattern: /(?<!\.d)\.[cm]?ts$/, what: 'is TypeScript source' },
	{ pattern: /(^|\/)(tests?|__tests__|simulators|bench|demo)\//, what: 'belongs to the tests' },
	{ pattern: /\.(test|spec)\./, what: 'is a test' },
	{ pattern: /(^|\/)\.(?!npmignore$)/, what: 'is a hidden file' },
	{ pattern: /samples?[./-]/i, what: 'is a sample' },
	{ pattern: /\.(log|tgz|tsbuildinfo)$/, what: 'is left over from a tool' },
];

/** One sentence for each file of a package that should not be in it. */
export function unwantedFiles(files: readonly string[]): readonly string[] {
	return files.flatMap((file) => {
		const found = unwanted.find(({ pattern }) => pattern.test(file));
		return found === undefined ? [] : [`${file} ${found.what}`];
	});
}

/**
 * The compiled files whose source is gone: they are left from an earlier build.
 *
 * @param hasSource whether a file exists in the checkout.
 */
export function staleFiles(
	files: readonly string[],
	hasSource: (file: string) => boolean,
): readonly string[] {
	return files
		.filter((file) => /^dist\/.+\.(js|d\.ts)$/.test(file))
		.filter((file) => !hasSource(file.replace(/^dist\//, '').replace(/\.(js|d\.ts)$/, '.ts')))
		.map((file) => `${file} has no source any more: npm run clean`);
}
