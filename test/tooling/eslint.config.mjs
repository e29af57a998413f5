import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nBase from 'eslint-plugin-n8n-nodes-base';
import path from 'node:path';
import tseslint from 'typescript-eslint';

const community = n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport;
const root = path.resolve(import.meta.dirname, '../..');
const off = (...names) => Object.fromEntries(names.map((name) => [name, 'off']));

export default tseslint.config(
	{ ignores: ['dist', 'test/n8n/node_modules', '.cache'] },
	{
		files: ['**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.strict],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
		rules: {
			'no-console': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			'@typescript-eslint/consistent-type-imports': [
				'error',
				{ disallowTypeAnnotations: false },
			],
			// Numbers and booleans in messages read well without String().
			'@typescript-eslint/restrict-template-expressions': 'off',
			// `void` marks a promise that is left running on purpose.
			'@typescript-eslint/no-invalid-void-type': 'off',
		},
	},
	{ files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'src/**/*.ts'], extends: [community] },
	{ plugins: { 'n8n-nodes-base': n8nBase } },
	{
		files: ['package.json'],
		extends: [community],
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
		rules: {
			...n8nBase.configs.community.rules,
			// A linked number needs a library: the package is self-hosted and unverified, and says so.
			...off('@n8n/community-nodes/no-runtime-dependencies'),
		},
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nBase.configs.credentials.rules,
			// Off in n8n's own configuration too.
			...off(
				'n8n-nodes-base/cred-class-field-documentation-url-miscased',
				'n8n-nodes-base/cred-class-field-type-options-password-missing',
			),
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nBase.configs.nodes.rules,
			// Off in n8n's own configuration too.
			...off(
				'n8n-nodes-base/node-class-description-inputs-wrong-regular-node',
				'n8n-nodes-base/node-class-description-outputs-wrong',
				'n8n-nodes-base/node-param-type-options-max-value-present',
			),
		},
	},
	{
		// Programs that a person starts in a terminal talk to that person.
		files: ['test/**/*.ts'],
		rules: { 'no-console': 'off' },
	},
);
