import type { ServerResponse } from 'node:http';

/** Answers with a JSON document. */
export function writeJson(
	response: ServerResponse,
	status: number,
	body: unknown,
	headers: Readonly<Record<string, string>> = {},
): void {
	const bytes = Buffer.from(JSON.stringify(body));
	response.writeHead(status, {
		...headers,
		'content-type': 'application/json; charset=UTF-8',
		'content-length': bytes.length,
	});
	response.end(bytes);
}
