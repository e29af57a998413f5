import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../n8n/checkout.ts';
import { violations } from './layers.ts';
import type { SourceFile } from './layers.ts';

test('every import follows the direction of the architecture', () => {
	expect(violations(ownFiles())).toEqual([]);
});

test.each([
	['src/domain/a.ts', "import { b } from '../ports/b.ts';"],
	['src/ports/a.ts', "export * from '../app/b.ts';"],
	['src/app/a.ts', "import type { B } from '../store/b.ts';"],
	['src/limiter/a.ts', "import '../store/b.ts';"],
	['src/pages/a.ts', "const b = await import('../transport/cloud/b.ts');"],
	['src/store/sqlite/a.ts', "import { b } from '../../runtime/b.ts';"],
	['src/transport/cloud/a.ts', "import { b } from '../linked/b.ts';"],
	['src/runtime/a.ts', "import { b } from '../index.ts';"],
	['src/runtime/a.ts', "import { b } from '../../nodes/WhatsAppTeam/b.ts';"],
	['src/helpers/a.ts', "import { b } from './b.ts';"],
	['nodes/WhatsAppTeam/a.ts', "import { b } from '../../src/runtime/b.ts';"],
	['credentials/a.ts', "import { b } from '../nodes/WhatsAppTeam/b.ts';"],
	['src/app/a.ts', "import type { INode } from 'n8n-workflow';"],
	['src/store/a.ts', "const { Container } = require('@n8n/di');"],
	['src/transport/linked/a.ts', "import type { WASocket } from '@whiskeysockets/baileys';"],
])('%s with `%s` is a violation', (file, text) => {
	expect(violations([{ path: file, text }])).toHaveLength(1);
});

test.each([
	['src/domain/a.ts', "import { b } from './b.ts';"],
	['src/app/a.ts', "import { b } from '../domain/b.ts'; import type { C } from '../ports/c.ts';"],
	['src/store/sqlite/a.ts', "import { b } from '../claim.ts'; import { Kysely } from 'kysely';"],
	['src/runtime/a.ts', "import { b } from '../store/b.ts'; import 'n8n-core';"],
	['src/index.ts', "export { b } from './runtime/b.ts';"],
	['src/transport/linked/baileys.ts', "await import('@whiskeysockets/baileys');"],
	['nodes/WhatsAppTeam/a.ts', "import { b } from '../../src/index.ts'; import './c.ts';"],
	['src/domain/a.ts', "// import { b } from '../store/b.ts';"],
])('%s with `%s` is fine', (file, text) => {
	expect(violations([{ path: file, text }])).toEqual([]);
});

function ownFiles(): readonly SourceFile[] {
	return globSync('{nodes,credentials,src}/**/*.ts', { cwd: checkout }).map((file) => ({
		path: file.split(path.sep).join('/'),
		text: readFileSync(path.join(checkout, file), 'utf8'),
	}));
}
