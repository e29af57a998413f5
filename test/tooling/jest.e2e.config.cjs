module.exports = {
	...require('./jest.base.cjs'),
	globalSetup: '<rootDir>/test/e2e/support/global-setup.ts',
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	// Each file starts an n8n of its own: one at a time on a small machine.
	maxWorkers: 1,
	testTimeout: 180_000,
};
