import http from 'node:http';
import https from 'node:https';
import type { AxiosInstance } from 'axios' with { 'resolution-mode': 'import' };
import { asObject } from './json.ts';

/** What opens the Graph API for one number. */
export interface GraphAccess {
	readonly baseUrl: string;
	/** `v25.0` */
	readonly apiVersion: string;
	readonly accessToken: string;
}

/** How a call to the Graph API ended. */
export type GraphAnswer =
	/** Meta answered, with success or with an error object. */
	| { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
	/** The request provably never reached Meta. */
	| { readonly kind: 'neverLeft'; readonly reason: string }
	/** It may have reached Meta; no answer of Meta's came back. */
	| { readonly kind: 'unknown'; readonly reason: string };

/** How long a call may take, in ms. Meta answers in well under a second as a rule. */
const TIMEOUT_MS = 20_000;

/** Errors of the network that come before anything could be sent. */
const BEFORE_SENDING = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
	'EPROTO',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Speaks with the Graph API for one number. Never throws; the token never leaves the header. */
export interface GraphClient {
	call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<GraphAnswer>;
	/** Ends the connections. Safe to call twice. */
	close(): void;
}

/** Gives what opens the Graph API; `isFresh` asks past any cache. */
export type AccessSource = (options: { readonly isFresh: boolean }) => Promise<GraphAccess>;

/**
 * Loads what a client needs, on first use.
 *
 * @param timeoutMs how long a call may take, 20 seconds by default
 * @returns makes a client. Its `access` is asked before each call, and past any cache when Meta
 * refuses the token: editing a credential in n8n restarts nothing
 */
export async function loadGraphClient(
	timeoutMs = TIMEOUT_MS,
): Promise<(access: AccessSource) => GraphClient> {
	const { default: axios } = await import('axios');
	return (access) => {
		// The last connection used is the least likely to be one that Meta is just closing.
		const keep = {
			keepAlive: true,
			maxSockets: 128,
			scheduling: 'lifo',
			timeout: timeoutMs,
		} as const;
		const agents = { http: new http.Agent(keep), https: new https.Agent(keep) };
		const client = axios.create({
			httpAgent: agents.http,
			httpsAgent: agents.https,
			timeout: timeoutMs,
			maxRedirects: 0,
			maxContentLength: 4_000_000,
			validateStatus: () => true,
			headers: { 'Content-Type': 'application/json' },
		});
		return {
			async call(method, path, body) {
				const first = await tryAccess(access, false);
				if (first === null) return { kind: 'neverLeft', reason: 'CREDENTIAL' };
				const answer = await request(client, first, method, path, body);
				if (!isTokenRefusal(answer)) return answer;
				const second = await tryAccess(access, true);
				if (second === null || second.accessToken === first.accessToken) return answer;
				return await request(client, second, method, path, body);
			},
			close() {
				agents.http.destroy();
				agents.https.destroy();
			},
		};
	};
}

async function tryAccess(access: AccessSource, isFresh: boolean): Promise<GraphAccess | null> {
	return await access({ isFresh }).catch(() => null);
}

async function request(
	client: AxiosInstance,
	access: GraphAccess,
	method: string,
	path: string,
	data: unknown,
): Promise<GraphAnswer> {
	const url = `${access.baseUrl.replace(/\/+$/, '')}/${access.apiVersion}/${path}`;
	const headers = { Authorization: `Bearer ${access.accessToken}` };
	try {
		const { status, data: body } = await client.request<unknown>({
			method,
			url,
			headers,
			data,
		});
		// A gateway's page in between says nothing about what Meta did with the request.
		if (asObject(body) === undefined) return { kind: 'unknown', reason: `HTTP ${status}` };
		return { kind: 'answered', status, body };
	} catch (error) {
		const reason = codeOf(error);
		return { kind: BEFORE_SENDING.has(reason) ? 'neverLeft' : 'unknown', reason };
	}
}

function codeOf(error: unknown): string {
	const code = asObject(error)?.['code'];
	return typeof code === 'string' ? code : 'NETWORK';
}

function isTokenRefusal(answer: GraphAnswer): boolean {
	if (answer.kind !== 'answered') return false;
	return asObject(asObject(answer.body)?.['error'])?.['code'] === 190;
}
