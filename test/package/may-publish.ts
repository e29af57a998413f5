import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../n8n/checkout.ts';
import { reasonsAgainst } from './release.ts';

// npm runs it before it publishes (`prepublishOnly`), and publishes nothing where it fails.

const read = (file: string): string => readFileSync(path.join(checkout, file), 'utf8');
const { version } = JSON.parse(read('package.json')) as { readonly version: string };
const { GITHUB_ACTIONS, GITHUB_REF_TYPE, GITHUB_REF_NAME } = process.env;

const reasons = reasonsAgainst({
	version,
	tag: GITHUB_ACTIONS === 'true' && GITHUB_REF_TYPE === 'tag' ? GITHUB_REF_NAME : undefined,
	changelog: read('CHANGELOG.md'),
});
for (const reason of reasons) console.error(reason);
if (reasons.length > 0) process.exitCode = 1;
