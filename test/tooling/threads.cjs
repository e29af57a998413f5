const threads = require('node:worker_threads');
const path = require('node:path');

const preload = path.join(__dirname, 'strip-types.cjs');

/**
 * Node takes the types off the files of a thread by WebAssembly, and V8 now and then ends the whole
 * process when such a thread goes: https://github.com/nodejs/node/issues/64500. Here swc does it.
 */
if (threads.Worker.name !== 'TypedWorker') {
	const { Worker } = threads;
	threads.Worker = class TypedWorker extends Worker {
		constructor(file, options = {}) {
			const { execArgv = [] } = options;
			super(file, { ...options, execArgv: [...execArgv, '--require', preload] });
		}
	};
}
