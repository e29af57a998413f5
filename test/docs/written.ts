import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { checkout } from '../n8n/checkout.ts';
import { errorReference } from './error-reference.ts';
import { nodeReference } from './node-reference.ts';

/** Finds a file of the package as it is built or as it is written. */
export type Load = (file: string) => Promise<Readonly<Record<string, unknown>>>;

/**
 * The documents that are made from the code, by their path from the root.
 *
 * @param load imports a node; the path is that of its TypeScript file
 */
export async function writtenDocuments(load: Load): Promise<ReadonlyMap<string, string>> {
	const documents = new Map([['docs/errors.md', errorReference()]]);
	for (const file of nodeFiles()) {
		const name = path.basename(file, '.node.ts');
		const Node = (await load(file))[name] as new () => INodeType;
		const page = name.replace('WhatsAppTeam', '').toLowerCase();
		documents.set(`docs/nodes/${page}.md`, nodeReference(new Node()));
	}
	return documents;
}

/** The nodes that the package has, as paths of their sources from the root. */
function nodeFiles(): readonly string[] {
	const text = readFileSync(path.join(checkout, 'package.json'), 'utf8');
	const { n8n } = JSON.parse(text) as { n8n: { nodes: readonly string[] } };
	return n8n.nodes.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
}
