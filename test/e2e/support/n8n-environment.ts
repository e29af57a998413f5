import path from 'node:path';

/** The key of every n8n under test, from which all others are derived. */
export const ENCRYPTION_KEY = 'key-of-the-n8n-under-test';

/** What differs from one n8n to the next. */
export type N8nEnvironment = {
	readonly userFolder: string;
	readonly port: number;
	/** Port of the task broker, which listens even when nobody uses it. */
	readonly brokerPort: number;
	/** Absolute path of the Node that runs n8n; its folder comes first in `PATH`. */
	readonly node: string;
	/** Flags for that Node. Default: none. */
	readonly nodeOptions?: string | undefined;
	/** Types of the only nodes to load: 1 s and 100 MB less. Default: all nodes. */
	readonly nodesInclude?: readonly string[] | undefined;
	/** Added last, so that it can override anything here. */
	readonly extra?: Readonly<Record<string, string>> | undefined;
};

/**
 * The environment of an n8n under test. Nothing of ours is inherited but `PATH`, language and time
 * zone: a developer's own `N8N_*`, `DB_*` or `NODE_ENV` would change what is tested.
 */
export function n8nEnvironment(options: N8nEnvironment): NodeJS.ProcessEnv {
	const { userFolder, port, brokerPort, node, nodeOptions, nodesInclude, extra } = options;
	const inherited = process.env;
	return {
		PATH: [path.dirname(node), inherited['PATH'] ?? ''].join(path.delimiter),
		LANG: inherited['LANG'] ?? 'C.UTF-8',
		TZ: inherited['TZ'] ?? 'UTC',
		HOME: userFolder,
		// n8n makes folders here and leaves them.
		TMPDIR: userFolder,
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: 'info',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		// No child process for task runners. The Code node does not work without one.
		N8N_RUNNERS_MODE: 'external',
		N8N_RUNNERS_AUTH_TOKEN: 'unused',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		// Modules that look things up in the network.
		N8N_DISABLED_MODULES: 'instance-ai,agents,chat-hub,mcp,mcp-registry,insights',
		...(nodeOptions === undefined ? {} : { NODE_OPTIONS: nodeOptions }),
		...(nodesInclude === undefined ? {} : { NODES_INCLUDE: JSON.stringify(nodesInclude) }),
		...extra,
	};
}
