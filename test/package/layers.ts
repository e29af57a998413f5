import path from 'node:path';
import ts from 'typescript';

/** A source file, by its path in the checkout with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

/** What each folder of `src` may import from `src`, besides itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	domain: [],
	ports: ['domain'],
	app: ['domain', 'ports'],
	limiter: ['domain', 'ports'],
	transport: ['domain', 'ports'],
	store: ['domain', 'ports'],
	pages: ['domain', 'ports'],
	workflows: [],
	runtime: ['app', 'domain', 'limiter', 'pages', 'ports', 'store', 'transport', 'workflows'],
	index: ['app', 'domain', 'limiter', 'pages', 'ports', 'runtime', 'store', 'transport'],
};

/** Packages that only some files may import, even as types. */
const restrictedPackages: ReadonlyArray<{
	readonly name: RegExp;
	readonly allowedIn: RegExp;
	readonly where: string;
}> = [
	{
		name: /^(n8n-workflow|n8n-core|@n8n\/.+)$/,
		allowedIn: /^(nodes|credentials|src\/runtime)\//,
		where: 'nodes/, credentials/ and src/runtime/',
	},
	{
		name: /^@whiskeysockets\/baileys$/,
		allowedIn: /^src\/transport\/linked\/baileys\.ts$/,
		where: 'src/transport/linked/baileys.ts',
	},
];

/** The two doors are two adapters, although they share a folder. */
const doors = ['src/transport/cloud/', 'src/transport/linked/'];

/**
 * Every import that goes against the direction of the architecture, one sentence each:
 * `domain <- ports <- app <- runtime <- index <- nodes`, and beside `app` the adapters, which use
 * domain and ports and never each other.
 */
export function violations(files: readonly SourceFile[]): readonly string[] {
	return files.flatMap((file) =>
		importsOf(file).flatMap((specifier) => {
			const reason = specifier.startsWith('.')
				? relativeViolation(file.path, resolve(file.path, specifier))
				: packageViolation(file.path, specifier);
			return reason === undefined ? [] : [`${file.path} imports ${specifier}: ${reason}`];
		}),
	);
}

function importsOf({ text }: SourceFile): readonly string[] {
	return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function resolve(from: string, specifier: string): string {
	return path.posix.join(path.posix.dirname(from), specifier);
}

function packageViolation(from: string, specifier: string): string | undefined {
	const name = specifier
		.split('/')
		.slice(0, specifier.startsWith('@') ? 2 : 1)
		.join('/');
	const rule = restrictedPackages.find((one) => one.name.test(name));
	if (rule === undefined || rule.allowedIn.test(from)) return undefined;
	return `${name} belongs in ${rule.where} alone`;
}

function relativeViolation(from: string, to: string): string | undefined {
	const [top = ''] = from.split('/');
	const [target = ''] = to.split('/');
	if (top === 'nodes' || top === 'credentials') {
		const allowed = target === top || to === 'src/index.ts';
		return allowed ? undefined : `${top}/ uses src/index.ts and nothing behind it`;
	}
	if (target !== 'src') return `src/ uses nothing outside itself`;
	return layerViolation(from, to) ?? doorViolation(from, to);
}

function layerViolation(from: string, to: string): string | undefined {
	const layer = layerOf(from);
	const allowed = mayImport[layer];
	if (allowed === undefined) return `${layer} is no layer of the architecture`;
	const target = layerOf(to);
	if (target === layer || allowed.includes(target)) return undefined;
	return `${layer} may use ${allowed.join(', ') || 'nothing'}`;
}

function doorViolation(from: string, to: string): string | undefined {
	const own = doors.find((door) => from.startsWith(door));
	const other = doors.find((door) => to.startsWith(door));
	if (own === undefined || other === undefined || own === other) return undefined;
	return 'the two transports never use each other';
}

/** `src/store/outbox/claim.ts` is of layer `store`, `src/index.ts` of layer `index`. */
function layerOf(file: string): string {
	return (file.split('/')[1] ?? '').replace(/\.ts$/, '');
}
