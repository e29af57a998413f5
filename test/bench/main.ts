/** `npm run bench -- <name>`: prints a table, and as the last line one JSON object. */
import { caps } from './caps.ts';
import { inbox } from './inbox.ts';
import { linked } from './linked.ts';
import { load } from './load.ts';
import { receive } from './receive.ts';
import { print, type Report } from './report.ts';
import { roundtrip } from './roundtrip.ts';
import { send } from './send.ts';

const BENCHMARKS: Readonly<Record<string, () => Promise<Report>>> = {
	caps,
	inbox,
	linked,
	load,
	receive,
	roundtrip,
	send,
};

async function main(name = ''): Promise<void> {
	const benchmark = BENCHMARKS[name];
	if (benchmark === undefined) {
		console.error(`Say which: npm run bench -- ${Object.keys(BENCHMARKS).join(' | ')}`);
		process.exitCode = 2;
		return;
	}
	print(name, await benchmark());
}

void main(process.argv[2]);
