import type { ServerResponse } from 'node:http';

/** Answers with a JSON document. */
export function writeJson(response: ServerResponse, status: number, body: unknown): void {
	const bytes = Buffer.from(JSON.stringify(body));
	response.writeHead(status, {
		'content-type': 'application/json; charset=UTF-8',
		'content-length': bytes.length,
	});
	response.end(bytes);
}
