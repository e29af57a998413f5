import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../n8n/checkout.ts';
import { startN8n } from './support/n8n.ts';
import type { N8n } from './support/n8n.ts';
import { packageName } from './support/workflow.ts';

type Manifest = { readonly n8n: { readonly nodes: string[]; readonly credentials: string[] } };

const manifest = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as Manifest;

let n8n: N8n;

beforeAll(async () => {
	n8n = await startN8n({ name: 'install' });
});

afterAll(() => n8n?.close());

test('n8n offers the nodes that package.json names', async () => {
	const offered = await n8n.rest.nodeTypes();
	const missing = manifest.n8n.nodes.map(nodeTypeOf).filter((name) => !offered.has(name));
	expect(missing).toEqual([]);
});

test('n8n offers the credentials that package.json names', async () => {
	const offered = await n8n.rest.credentialTypes();
	const missing = manifest.n8n.credentials.map(baseName).filter((name) => !offered.has(name));
	expect(missing).toEqual([]);
});

function nodeTypeOf(file: string): string {
	return `${packageName}.${baseName(file)}`;
}

/** `dist/nodes/X/WhatsAppTeamSend.node.js` holds the type `whatsAppTeamSend`. */
function baseName(file: string): string {
	const [name = ''] = path.basename(file).split('.');
	return name.charAt(0).toLowerCase() + name.slice(1);
}
