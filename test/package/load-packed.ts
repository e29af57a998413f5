import { createRequire, isBuiltin, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Loads the files of an unpacked package as n8n does, and prints a `LoadReport` as JSON.
 *
 * A program of its own, because what a process has loaded cannot be taken back. Arguments: the
 * folder of the package, then the files to load. A `node_modules` above that folder leads to what
 * n8n and npm would provide.
 */
const [folder = '', ...files] = process.argv.slice(2);

/** What loading each file brought. */
export type LoadReport = {
	readonly files: ReadonlyArray<{
		readonly file: string;
		/** Why it could not be loaded. */
		readonly error?: string;
		/** The `icon` of the node's description or of the credential. */
		readonly icon?: unknown;
	}>;
	/** Every package that one of our files loaded. */
	readonly packages: ReadonlyArray<{ readonly name: string; readonly from: string }>;
};

type Loaded = {
	readonly icon?: unknown;
	readonly description?: { readonly icon?: unknown };
};

const packages: Array<{ name: string; from: string }> = [];
const ownUrl = `${pathToFileURL(folder).href}/`;

registerHooks({
	resolve(specifier, context, next) {
		const from = context.parentURL ?? '';
		const isPackage = !/^(\.|\/|file:)/.test(specifier) && !isBuiltin(specifier);
		if (isPackage && from.startsWith(ownUrl)) {
			packages.push({ name: specifier, from: from.slice(ownUrl.length) });
		}
		return next(specifier, context);
	},
});

const load = createRequire(path.join(folder, 'package.json'));
const report: LoadReport = { files: files.map(loadFile), packages };
process.stdout.write(JSON.stringify(report));

function loadFile(file: string): LoadReport['files'][number] {
	try {
		const exported = load(path.join(folder, file)) as Record<string, new () => Loaded>;
		// n8n takes the class that is named like the file.
		const [name = ''] = path.basename(file).split('.');
		const Class = exported[name];
		if (Class === undefined) return { file, error: `it exports no class ${name}` };
		const loaded = new Class();
		return { file, icon: loaded.description?.icon ?? loaded.icon };
	} catch (error) {
		return { file, error: error instanceof Error ? error.message : String(error) };
	}
}
