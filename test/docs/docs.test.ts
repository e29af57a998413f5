import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../n8n/checkout.ts';
import { writtenDocuments } from './written.ts';

const read = (file: string): string => readFileSync(path.join(checkout, file), 'utf8');

/** All that people read, by its path from the root. */
const documents = [
	...readdirSync(checkout),
	...readdirSync(path.join(checkout, 'docs'), { recursive: true }).map((file) =>
		path.posix.join('docs', String(file)),
	),
	'test/simulators/graph-api/README.md',
	'test/simulators/whatsapp-web/README.md',
].filter((file) => file.endsWith('.md'));

interface Manifest {
	readonly scripts: Readonly<Record<string, string>>;
	readonly n8n: { readonly nodes: readonly string[] };
}
const manifest = JSON.parse(read('package.json')) as Manifest;

it('has the reference of the code as it is: `npm run docs` writes it', async () => {
	const load = async (file: string) =>
		(await import(path.join(checkout, file))) as Readonly<Record<string, unknown>>;
	const written = await writtenDocuments(load);

	expect(written.size).toBe(manifest.n8n.nodes.length + 1);
	for (const [file, text] of written) {
		expect({ file, text: existsSync(path.join(checkout, file)) ? read(file) : null }).toEqual({
			file,
			text,
		});
	}
});

describe.each(documents)('%s', (file) => {
	// What stands in a block is for the shell; what stands in one line may be a command as well.
	const text = read(file);

	it('links to files and headings that there are', () => {
		const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(
			([, link]) => link ?? '',
		);
		expect(links.filter((link) => !leadsSomewhere(file, link))).toEqual([]);
	});

	it('names commands that there are', () => {
		const named = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(
			([, name]) => name ?? '',
		);
		expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
	});

	it('names nodes that there are', () => {
		const named = [...text.matchAll(/WhatsApp Team ([A-Z][a-zA-Z]+)/g)].map(
			([, name]) => name ?? '',
		);
		expect(named.filter((name) => !NAMES.has(name))).toEqual([]);
	});
});

/** The nodes, and the credential "WhatsApp Team Number API". */
const NAMES: ReadonlySet<string> = new Set([
	...manifest.n8n.nodes.map((node) =>
		path.basename(node, '.node.js').replace('WhatsAppTeam', ''),
	),
	'Number',
]);

function leadsSomewhere(from: string, link: string): boolean {
	const [target = '', heading] = link.split('#');
	const file = target === '' ? from : path.posix.join(path.posix.dirname(from), target);
	if (!existsSync(path.join(checkout, file))) return false;
	return heading === undefined || headingsOf(read(file)).includes(heading);
}

/** As GitHub makes anchors of them. */
function headingsOf(text: string): readonly string[] {
	return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}
