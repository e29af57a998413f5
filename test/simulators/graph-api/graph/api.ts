import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FaultKind, Operation } from '../faults/fault.ts';
import type { FaultTarget } from '../faults/registry.ts';
import { readBytes } from '../http/body.ts';
import { readForm } from '../http/form.ts';
import { writeJson } from '../http/json-response.ts';
import type { JsonObject } from '../json.ts';
import { parseJsonObject } from '../json.ts';
import { recipientInput } from '../sending/draft.ts';
import { namesOf } from '../state/customer.ts';
import { authenticate, tokenOf } from './access.ts';
import type { Endpoint, GraphCall, GraphParts } from './call.ts';
import { FileAnswer } from './file-answer.ts';
import { GraphRefusal } from './refusal.ts';
import { findRoute } from './routes.ts';

const BAD_GATEWAY_PAGE =
	'<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

type UnauthenticatedCall = Omit<GraphCall, 'token'> & { readonly tokenValue: string | null };

/** A call on its way through the door. */
interface Visit {
	readonly call: UnauthenticatedCall;
	readonly operation: Operation;
	readonly target: FaultTarget;
	readonly response: ServerResponse;
}

interface Answer {
	readonly status: number;
	readonly body: JsonObject | FileAnswer;
}

/** The Graph API's front door: reads a call, takes it past the faults, answers or refuses. */
export class GraphApi {
	readonly #parts: GraphParts;
	readonly #open = new Set<Socket>();

	constructor(parts: GraphParts) {
		this.#parts = parts;
	}

	/** Answers the request, unless a fault prevents it. */
	async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		this.#open.add(request.socket);
		try {
			await this.#carryOut(request, response);
		} finally {
			this.#open.delete(request.socket);
		}
	}

	/** Breaks off the calls that are not answered yet. Safe to call twice. */
	close(): void {
		for (const socket of this.#open) socket.destroy();
	}

	async #carryOut(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const call = await readCall(request);
		const { operation, endpoint } = findRoute(call);
		const visit = { call, operation, target: this.#target(call, operation), response };
		if (this.#intercept(visit)) return;
		await this.#reply(visit, await this.#answer(visit, endpoint));
	}

	/** Whether a fault keeps the call from being carried out at all. */
	#intercept({ call, operation, target, response }: Visit): boolean {
		const { faults } = this.#parts;
		const down = faults.take('down', target);
		if (down !== undefined) {
			this.#noteFault('down', call, operation);
			if (down.fault.how !== 'status503') response.destroy();
			else writeJson(response, 503, new GraphRefusal({ code: 2 }).toJson());
			return true;
		}
		if (faults.take('dropBeforeAccept', target) !== undefined) {
			this.#noteFault('dropBeforeAccept', call, operation);
			response.destroy();
			return true;
		}
		const garbage = faults.take('garbage', target);
		if (garbage === undefined) return false;
		this.#noteFault('garbage', call, operation);
		response.writeHead(garbage.fault.httpStatus ?? 502, { 'content-type': 'text/html' });
		response.end(garbage.fault.body ?? BAD_GATEWAY_PAGE);
		return true;
	}

	async #answer({ call, operation, target }: Visit, endpoint: Endpoint): Promise<Answer> {
		const { clock, world, faults, budget, settings } = this.#parts;
		try {
			const token = authenticate(call.tokenValue, world, clock.now());
			const { managementCallsPerHour: perHour } = settings.current;
			budget.spend(operation, call.objectId, perHour, clock.now());
			const fail = faults.take('fail', target);
			if (fail !== undefined) throw new GraphRefusal(fail.fault);
			return { status: 200, body: await endpoint({ ...call, token }, this.#parts) };
		} catch (error) {
			if (!(error instanceof GraphRefusal)) throw error;
			this.#noteRefusal(error, call, operation);
			return { status: error.httpStatus, body: error.toJson() };
		}
	}

	/** Gives the answer, unless a fault drops it; holding and dropping are for what was carried out. */
	async #reply({ call, operation, target, response }: Visit, answer: Answer): Promise<void> {
		const { faults, clock } = this.#parts;
		const carriedOut = answer.status === 200;
		if (carriedOut && faults.take('dropAnswer', target) !== undefined) {
			this.#noteFault('dropAnswer', call, operation);
			response.destroy();
			return;
		}
		const hold = carriedOut ? faults.take('holdAnswer', target) : undefined;
		if (hold !== undefined) {
			this.#noteFault('holdAnswer', call, operation);
			await hold.removed;
		}
		const latency = faults.take('latency', target);
		if (latency !== undefined) {
			this.#noteFault('latency', call, operation);
			await new Promise<void>((resolve) => {
				clock.schedule(latency.fault.ms, resolve);
			});
		}
		const { status, body } = answer;
		if (!(body instanceof FileAnswer)) {
			writeJson(response, status, body, this.#usage(call, operation));
			return;
		}
		response.writeHead(status, {
			'content-type': body.mimeType,
			'content-length': body.bytes.length,
		});
		response.end(body.bytes);
	}

	#usage({ objectId }: UnauthenticatedCall, operation: Operation): Record<string, string> {
		const { clock, budget, settings } = this.#parts;
		const { managementCallsPerHour: perHour } = settings.current;
		const usage = budget.usage(operation, objectId, perHour, clock.now());
		return usage === null ? {} : { 'x-business-use-case-usage': JSON.stringify(usage) };
	}

	/** Faults may name the customer by phone or BSUID, whichever of them the caller wrote. */
	#target({ objectId, body }: UnauthenticatedCall, operation: Operation): FaultTarget {
		const input = recipientInput(body) ?? '';
		const name = /^[A-Z]{2}\./.test(input) ? input : input.replace(/\D/g, '');
		const customer = this.#parts.world.findCustomer(name);
		const recipients = customer === undefined ? [name] : namesOf(customer);
		return { phoneNumberId: objectId, recipients, operation };
	}

	#noteFault(fault: FaultKind, { path, body }: UnauthenticatedCall, operation: Operation): void {
		const recipient = recipientInput(body);
		this.#parts.log.add({ kind: 'faulted', fault, operation, path, recipient });
	}

	#noteRefusal(refusal: GraphRefusal, call: UnauthenticatedCall, operation: Operation): void {
		this.#parts.log.add({
			kind: 'refused',
			operation,
			method: call.method,
			path: call.path,
			recipient: recipientInput(call.body),
			httpStatus: refusal.httpStatus,
			code: refusal.code,
			subcode: refusal.subcode ?? null,
			message: refusal.message,
		});
	}
}

async function readCall(request: IncomingMessage): Promise<UnauthenticatedCall> {
	const origin = `http://${request.headers.host ?? 'localhost'}`;
	const { pathname, searchParams } = new URL(request.url ?? '/', origin);
	const [, version = '', path = pathname] = /^\/(v\d+\.\d+)(\/.*)$/.exec(pathname) ?? [];
	const bytes = await readBytes(request);
	return {
		method: request.method ?? 'GET',
		path,
		objectId: path.split('/')[1] ?? '',
		version,
		origin,
		query: searchParams,
		body: parseJsonObject(bytes.toString('utf8')),
		form: await readForm(request.headers['content-type'], bytes),
		bytes,
		fileOffset: request.headers['file_offset']?.toString() ?? null,
		tokenValue: tokenOf(request.headers.authorization, searchParams),
	};
}
