import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WrittenContent } from '../../../simulators/graph-api/control/content.ts';
import type { GraphControl } from '../../../simulators/graph-api/control/client.ts';
import type { AcceptedSend } from '../../../simulators/graph-api/log-entries.ts';
import { startGraphSimulator } from '../../../simulators/graph-api/simulator.ts';
import type { Arrived, Said, Side } from './side.ts';
import { Workplace } from './workplace.ts';

const ANNA = '4915170000001';

/** Longer than Meta waits before it delivers a webhook again, in ms. */
const RETRIES_MS = 10 * 60_000;

/** A number on the Cloud API, whose webhooks come to this process. */
export async function openCloudSide(): Promise<Side> {
	const simulator = await startGraphSimulator();
	const { control: meta } = simulator;
	const [number] = await meta.numbers();
	if (number === undefined) throw new Error('The simulator has no number.');
	await meta.createCustomer({ waId: ANNA, profileName: 'Anna' });
	const place = await Workplace.open({
		accessToken: number.accessTokens[0],
		phoneNumberId: number.id,
		appSecret: number.appSecret,
		baseUrl: simulator.url,
		apiVersion: 'v25.0',
	});
	const server = await receiveFor(place);
	const { port } = server.address() as AddressInfo;
	const override = { url: `http://127.0.0.1:${port}/webhook`, verifyToken: 'x' };
	await meta.updateNumber(number.id, { override });
	let calls = 0;
	return {
		mode: 'cloud',
		customer: `+${ANNA}`,
		items: place.items,
		desk: () => place.desk,
		async says(said) {
			const replyTo = said.type === 'text' ? said.replyTo : undefined;
			const context = replyTo === undefined ? {} : { context: { id: replyTo } };
			const content = await written(meta, said);
			return await meta.customerSends({ customer: ANNA, content, ...context });
		},
		async calls() {
			const id = `wacid.${(calls += 1)}`;
			const call = {
				...{ id, from: ANNA, to: '15550783881', event: 'connect' },
				...{ timestamp: String(Math.floor((await meta.now()) / 1_000)) },
				...{ direction: 'USER_INITIATED', session: { sdp_type: 'offer', sdp: 'v=0' } },
			};
			const metadata = { display_phone_number: '15550783881', phone_number_id: number.id };
			const value = { messaging_product: 'whatsapp', metadata, calls: [call] };
			await meta.publishWebhook({ field: 'calls', value });
			return id;
		},
		async arrived() {
			const uploads = await meta.logOf('uploaded');
			const files = new Map(uploads.map(({ mediaId, sha256 }) => [mediaId, sha256]));
			return (await meta.logOf('accepted')).map((sent) => arrivedAs(sent, files));
		},
		async reads() {
			await meta.customerReads({ customer: ANNA });
		},
		async refusesNext() {
			await meta.addFault({ kind: 'fail', code: 131026, times: 1 });
		},
		async losesNextAnswer() {
			await meta.addFault({ kind: 'dropAnswer', times: 1 });
		},
		stops: () => place.stop(),
		starts: () => place.start(),
		async triesAgain() {
			await meta.advance(RETRIES_MS);
		},
		async close() {
			await place.close();
			server.closeAllConnections();
			server.close();
			await simulator.close();
		},
	};
}

/** Takes webhooks in as n8n does; while our process does not run nobody answers for it. */
async function receiveFor(place: Workplace): Promise<Server> {
	const server = createServer((request, response) => {
		const take = async (): Promise<number> => {
			const chunks: Buffer[] = [];
			for await (const chunk of request) chunks.push(chunk as Buffer);
			if (!place.isOpen) return 503;
			const signature = request.headers['x-hub-signature-256'];
			const answer = await place.desk.receive(Buffer.concat(chunks), String(signature));
			return answer.status;
		};
		take().then(
			(status) => response.writeHead(status).end(),
			() => response.writeHead(503).end(),
		);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return server;
}

async function written(meta: GraphControl, said: Said): Promise<WrittenContent> {
	switch (said.type) {
		case 'text':
			return { type: 'text', text: said.text };
		case 'location':
			return said;
		case 'reaction':
			return { type: 'reaction', messageId: said.to, emoji: said.emoji };
		case 'image':
		case 'document': {
			const { type, data, caption, fileName } = said;
			const mimeType = type === 'image' ? 'image/jpeg' : 'application/pdf';
			const media = await meta.customerUploads({ mimeType, base64: data.toString('base64') });
			return { type, media, caption, ...(fileName === undefined ? {} : { fileName }) };
		}
	}
}

function arrivedAs(
	{ wamid, type, content, quotes }: AcceptedSend,
	files: ReadonlyMap<string, string>,
): Arrived {
	const { body, caption, name, emoji, id, formatted_name } = fieldsOf(content);
	const words = body ?? caption ?? name ?? emoji ?? formatted_name ?? '';
	return {
		id: wamid,
		type,
		words: String(words),
		replyTo: quotes,
		file: files.get(String(id)) ?? null,
	};
}

/** The fields of what was sent; of cards those of the name of the first. */
function fieldsOf(content: AcceptedSend['content']): Readonly<Record<string, unknown>> {
	if (!Array.isArray(content)) return content as Readonly<Record<string, unknown>>;
	const [card] = content as readonly Readonly<Record<string, unknown>>[];
	return (card?.['name'] ?? {}) as Readonly<Record<string, unknown>>;
}
