/** What the unit and the end-to-end configuration share. */
module.exports = {
	rootDir: '../..',
	testEnvironment: 'node',
	setupFiles: ['<rootDir>/test/tooling/threads.cjs'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/test/n8n', '<rootDir>/.cache'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{
				swcrc: false,
				jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
				// A native import() must stay one: ESM-only libraries are loaded by it.
				module: { type: 'commonjs', ignoreDynamic: true },
			},
		],
	},
};
