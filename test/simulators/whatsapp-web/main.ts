import { parseArgs } from 'node:util';
import { startControlled } from './control/server.ts';

void main();

/** Runs the simulator until SIGINT or SIGTERM. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			'media-port': { type: 'string' },
			'control-port': { type: 'string', default: '0' },
			state: { type: 'string' },
		},
	});
	const { sim, controlUrl, close } = await startControlled({
		controlPort: Number(values['control-port']),
		...(values.port === undefined ? {} : { port: Number(values.port) }),
		...(values['media-port'] === undefined ? {} : { mediaPort: Number(values['media-port']) }),
		...(values.state === undefined ? {} : { stateFile: values.state }),
	});
	console.log(
		[
			`WhatsApp Web  ${sim.url}`,
			`Root key      ${sim.rootKey.toString('hex')}`,
			`Control API   ${controlUrl}/_control/ (see README.md)`,
			'Ctrl+C ends it.',
		].join('\n'),
	);
	const end = () => void close();
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}
