// A program that knows nothing of the simulator: CommonJS, with Baileys' own URL and root key.
// It tells what happens to the process that forked it, and keeps its credentials in memory.

const keys = new Map();
const log = { level: 'silent', child: () => log };
for (const level of ['trace', 'debug', 'info', 'warn', 'error']) log[level] = () => undefined;
console.info = () => undefined;

async function main() {
	const { makeWASocket, initAuthCreds, downloadMediaMessage } =
		await import('@whiskeysockets/baileys');
	const creds = initAuthCreds();
	const store = {
		get: async (type, ids) =>
			Object.fromEntries(
				ids.filter((id) => keys.has(type + id)).map((id) => [id, keys.get(type + id)]),
			),
		set: async (data) => {
			for (const type in data) {
				for (const id in data[type]) keys.set(type + id, data[type][id] ?? undefined);
			}
		},
	};
	const connect = () => {
		const socket = makeWASocket({ auth: { creds, keys: store }, logger: log });
		socket.ev.on('creds.update', (update) => Object.assign(creds, update));
		socket.ev.on('connection.update', ({ qr, connection }) => {
			if (qr) process.send({ qr });
			if (connection === 'open') process.send({ open: creds.me.id });
			if (connection === 'close') {
				process.send({ closed: true });
				setTimeout(connect, 50);
			}
		});
		socket.ev.on('messages.upsert', async ({ type, messages }) => {
			for (const message of messages) {
				const text = message.message?.conversation;
				if (text) process.send({ type, text });
				if (!message.message?.imageMessage) continue;
				process.send({ file: String(await downloadMediaMessage(message, 'buffer', {})) });
			}
		});
		process.removeAllListeners('message');
		process.on('message', (content) => void socket.sendMessage(content.to, content.content));
	};
	connect();
}

void main();
