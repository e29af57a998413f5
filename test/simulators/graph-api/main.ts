import { parseArgs } from 'node:util';
import { startGraphSimulator } from './simulator.ts';

void main();

/** Runs the simulator until SIGINT or SIGTERM. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '0' },
			'control-port': { type: 'string', default: '0' },
		},
	});
	const simulator = await startGraphSimulator({
		port: Number(values.port),
		controlPort: Number(values['control-port']),
	});
	const [number] = await simulator.control.numbers();
	console.log(
		[
			`Graph API        ${simulator.url}/v25.0/`,
			`Control API      ${simulator.controlUrl}/_control/ (see README.md)`,
			`Phone number id  ${number?.id}`,
			`Account id       ${number?.wabaId}`,
			`Access token     ${number?.accessTokens[0]}`,
			`App secret       ${number?.appSecret}`,
			'Ctrl+C ends it.',
		].join('\n'),
	);
	const end = () => void simulator.close();
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}
