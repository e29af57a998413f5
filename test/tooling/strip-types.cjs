const { readFileSync } = require('node:fs');
const { registerHooks } = require('node:module');
const { fileURLToPath } = require('node:url');
const { transformSync } = require('@swc/core');

const options = {
	swcrc: false,
	configFile: false,
	jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
	module: { type: 'es6' },
	sourceMaps: 'inline',
};

/** Takes the types off all that a thread loads, in place of Node. */
registerHooks({
	load(url, context, nextLoad) {
		if (!url.endsWith('.ts')) return nextLoad(url, context);
		const file = fileURLToPath(url);
		const { code } = transformSync(readFileSync(file, 'utf8'), { ...options, filename: file });
		return { format: 'module', source: code, shortCircuit: true };
	},
});
