import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkout } from '../n8n/checkout.ts';
import { ensureN8n } from '../n8n/install.ts';
import { median, round, ROUNDS } from './measure.ts';
import type { Report } from './report.ts';

type Cost = { readonly ms: number; readonly mb: number };

/** What loading our nodes adds to a process that has n8n-workflow, beside n8n's own two. */
export async function load(): Promise<Report> {
	const { script, node } = await ensureN8n();
	// Away from the checkout, whose own n8n-workflow would be loaded a second time.
	const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-team-bench-load-'));
	cpSync(path.join(checkout, 'dist'), path.join(folder, 'dist'), { recursive: true });
	const manifest = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const own = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) =>
		path.join(folder, file),
	);
	const base = path.join(
		path.dirname(script),
		'../node_modules/n8n-nodes-base/dist/nodes/WhatsApp',
	);
	const modules = path.resolve(path.dirname(script), '../..');
	const builtIn = ['WhatsApp.node.js', 'WhatsAppTrigger.node.js'].map((file) =>
		path.join(base.replace(/n8n\/node_modules\/n8n-nodes-base/, 'n8n-nodes-base'), file),
	);
	const [ours, theirs]: [Cost[], Cost[]] = [[], []];
	for (let turn = 0; turn < ROUNDS; turn += 1) {
		ours.push(cost(node, modules, own));
		theirs.push(cost(node, modules, builtIn));
	}
	rmSync(folder, { recursive: true });
	const of = (costs: readonly Cost[], key: keyof Cost): number =>
		round(median(costs.map((one) => one[key])), 1);
	const figures = { ms: of(ours, 'ms'), mb: of(ours, 'mb') };
	return {
		figures,
		rows: [
			{
				what: 'time to load the nodes',
				ours: `${figures.ms} ms`,
				baseline: `${of(theirs, 'ms')} ms n8n's WhatsApp`,
				aim: '150 ms',
			},
			{
				what: 'memory they add',
				ours: `${figures.mb} MB`,
				baseline: `${of(theirs, 'mb')} MB n8n's WhatsApp`,
				aim: '15 MB',
			},
		],
	};
}

/** In a fresh process, because nothing loaded can be unloaded. */
function cost(node: string, modules: string, files: readonly string[]): Cost {
	const program = `
		require(${JSON.stringify(path.join(modules, 'n8n-workflow'))});
		global.gc(); const before = process.memoryUsage().rss; const start = performance.now();
		for (const file of ${JSON.stringify(files)}) for (const Type of Object.values(require(file))) if (typeof Type === 'function') try { new Type(); } catch {}
		const ms = performance.now() - start; global.gc();
		console.log(JSON.stringify({ ms, mb: (process.memoryUsage().rss - before) / 1e6 }));`;
	const output = execFileSync(node, ['--expose-gc', '-e', program], {
		env: { ...process.env, NODE_PATH: modules },
		encoding: 'utf8',
	});
	return JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Cost;
}
