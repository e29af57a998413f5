import type { IncomingMessage, ServerResponse } from 'node:http';
import { BadInput } from '../../graph-api/control/check.ts';
import { readBody } from '../../graph-api/http/body.ts';
import { writeJson } from '../../graph-api/http/json-response.ts';
import type { WhatsAppWebSimulator } from '../simulator.ts';
import type { RingingCalls } from './acts.ts';
import { perform } from './acts.ts';
import { written } from './content-inputs.ts';
import * as inputs from './inputs.ts';
import * as views from './views.ts';

/** Every path of the control API begins with it. */
export const CONTROL_PREFIX = '/_control/';

/** The longest that a request for the transcript waits for something to happen. */
const LONGEST_WAIT_MS = 30_000;

/** What the control API drives. */
export interface Controlled {
	readonly sim: WhatsAppWebSimulator;
	readonly calls: RingingCalls;
	/** Writes the snapshot to its file. */
	save(): Promise<void>;
}

interface ControlCall extends Controlled {
	/** The part of the path after the collection's name. */
	readonly id: string;
	readonly query: URLSearchParams;
	readonly body: unknown;
}

type Action = (call: ControlCall) => unknown;

const ACTIONS: Readonly<Record<string, Action>> = {
	'GET state': ({ sim }) => views.viewSimulator(sim),
	'POST phones': ({ sim, body }) => {
		const { phone, ...options } = inputs.newPhone(body, 'phone');
		return views.viewPhone(sim.addPhone(phone, options));
	},
	'POST customers': ({ sim, body }) => {
		const { phone, ...options } = inputs.newCustomer(body, 'customer');
		return views.viewCustomer(sim.addCustomer(phone, options));
	},
	'POST scan': async ({ sim, body }) => {
		const { phone, qr } = inputs.scannedQr(body, 'scan');
		return { device: (await sim.phone(phone).scan(qr)).id };
	},
	'POST code': async ({ sim, body }) => {
		const { phone, code } = inputs.enteredCode(body, 'code');
		return { device: (await sim.phone(phone).enterCode(code)).id };
	},
	'POST says': ({ sim, body }) => {
		const { phone, customer, content, options } = written(body, 'says');
		return sim.customer(customer).says(sim.phone(phone), content, options);
	},
	'POST writes': ({ sim, body }) => {
		const { phone, customer, content, options } = written(body, 'writes');
		return sim.phone(phone).writes(sim.customer(customer), content, options);
	},
	'POST acts': ({ sim, calls, body }) => perform(sim, calls, inputs.act(body, 'act')),
	'GET received': ({ sim, id }) => views.viewReceived(sim.customer(id)),
	'GET receipts': ({ sim, id }) => sim.customer(id).receipts,
	'GET copies': ({ sim, id }) => views.viewCopies(sim.phone(id)),
	'GET files': ({ sim, id, query }) => {
		return {
			base64: sim
				.customer(id)
				.opens(query.get('message') ?? '')
				.toString('base64'),
		};
	},
	'GET faults': ({ sim }) => sim.faults.list(),
	'POST faults': ({ sim, body }) => ({ id: sim.faults.add(inputs.fault(body, 'fault')) }),
	'DELETE faults': ({ sim, id }) => {
		sim.faults.remove(id === '' ? undefined : id);
		return {};
	},
	'GET settings': ({ sim }) => sim.settings,
	'PATCH settings': ({ sim, body }) => {
		sim.change(inputs.settingsChanges(body, 'settings'));
		return sim.settings;
	},
	'GET clock': ({ sim }) => ({ now: sim.clock.now() }),
	'POST clock': ({ sim, body }) => {
		sim.clock.advance(inputs.advance(body, 'clock').ms);
		return { now: sim.clock.now() };
	},
	'GET transcript': async ({ sim, query }) => {
		const after = Number(query.get('after') ?? 0);
		const waitMs = Math.min(Number(query.get('waitMs') ?? 0), LONGEST_WAIT_MS);
		const { transcript } = sim;
		if (waitMs > 0 && transcript.entries(after).length === 0) await transcript.changed(waitMs);
		return { entries: transcript.entries(after) };
	},
	'POST save': async ({ save }) => {
		await save();
		return {};
	},
};

/** Answers the control API, to callers on this machine alone. */
export async function handleControl(
	controlled: Controlled,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
	const [collection = '', id = ''] = pathname.slice(CONTROL_PREFIX.length).split('/');
	const name = `${request.method} ${collection}`;
	try {
		const body = parse(await readBody(request));
		const action = pathname.startsWith(CONTROL_PREFIX) ? ACTIONS[name] : undefined;
		if (action === undefined) throw new BadInput(`There is no ${name}.`);
		const call = { ...controlled, id: decodeURIComponent(id), query, body };
		writeJson(response, 200, await action(call));
	} catch (error) {
		// Whatever is thrown says what was wrong with the wish: a code that has expired, say.
		const message = error instanceof Error ? error.message : String(error);
		writeJson(response, 400, { error: message });
	}
}

function parse(body: string): unknown {
	if (body === '') return {};
	try {
		return JSON.parse(body);
	} catch {
		throw new BadInput('The body is to be JSON.');
	}
}
