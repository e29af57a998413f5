import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { checkout } from '../n8n/checkout.ts';
import { writtenDocuments } from './written.ts';

const load = createRequire(path.join(checkout, 'package.json'));
const built = (file: string) =>
	Promise.resolve(
		load(`./dist/${file.replace(/\.ts$/, '.js')}`) as Readonly<Record<string, unknown>>,
	);
/** Writes the documents that are made from the code: `npm run docs`, which builds first. */
async function main(): Promise<void> {
	for (const [file, text] of await writtenDocuments(built)) {
		mkdirSync(path.dirname(path.join(checkout, file)), { recursive: true });
		writeFileSync(path.join(checkout, file), text);
		console.log(file);
	}
}

void main();
