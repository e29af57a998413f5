import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/body.ts';
import { writeJson } from '../http/json-response.ts';
import type { Simulation } from '../simulation.ts';
import { viewNumber } from './provision.ts';
import * as actions from './actions.ts';
import { BadInput } from './check.ts';
import { identityChange, writtenMessages } from './content-inputs.ts';
import { fault } from './fault-inputs.ts';
import * as inputs from './inputs.ts';
import { makeTemplates, templateChanges, templateNamed } from './templates.ts';
import * as written from './written.ts';

/** Every path of the control API begins with it. */
export const CONTROL_PREFIX = '/_control/';

/** The longest that a request for the log waits for something to happen. */
const LONGEST_WAIT_MS = 30_000;

/** The simulator as the control API sees it. */
export interface Controlled {
	readonly current: Simulation;
	/** Begins a new simulation. */
	reset(): Promise<void>;
}

interface ControlCall {
	readonly sim: Simulation;
	/** The part of the path after the collection's name. */
	readonly id: string;
	readonly query: URLSearchParams;
	readonly body: unknown;
}

type Action = (call: ControlCall) => unknown;

const ACTIONS: Readonly<Record<string, Action>> = {
	'GET numbers': ({ sim }) => {
		return [...sim.world.numbers.values()].map((number) => viewNumber(number, sim.world));
	},
	'POST numbers': ({ sim, body }) => {
		const number = sim.provision.createNumber(inputs.numberOptions(body, 'number'));
		return viewNumber(number, sim.world);
	},
	'PATCH numbers': ({ sim, id, body }) => {
		const number = actions.numberNamed(sim, id);
		sim.provision.changeNumber(number, inputs.numberChanges(body, 'number'));
		return viewNumber(number, sim.world);
	},
	'POST tokens': ({ sim, body }) => {
		actions.putToken(sim, inputs.tokenOptions(body, 'token'));
		return {};
	},
	'GET customers': ({ sim }) => sim.world.customers(),
	'POST customers': ({ sim, body }) => {
		return sim.provision.createCustomer(inputs.customerOptions(body, 'customer'));
	},
	'PATCH customers': ({ sim, id, body }) => {
		const changes = inputs.customerChanges(body, 'customer');
		const customer = { ...actions.customerNamed(sim, id), ...changes };
		sim.world.putCustomer(customer);
		return customer;
	},
	'POST inbound': ({ sim, body }) => {
		return { wamids: actions.customersWrite(sim, inputs.customerTexts(body, 'texts')) };
	},
	'POST messages': ({ sim, body }) => {
		return { wamids: written.customersSend(sim, writtenMessages(body, 'messages')) };
	},
	'POST echoes': ({ sim, body }) => {
		return { wamids: written.businessWrites(sim, writtenMessages(body, 'echoes')) };
	},
	'POST identities': ({ sim, body }) => {
		return { wamids: [written.identityChanges(sim, identityChange(body, 'identity'))] };
	},
	'POST media': ({ sim, body }) => {
		return actions.customerUploads(sim, inputs.customerFile(body, 'file'));
	},
	'POST reads': ({ sim, body }) => {
		const { customer, phoneNumberId } = inputs.pairOptions(body, 'read');
		const number = actions.numberNamed(sim, phoneNumberId);
		const wamids = sim.statuses.read(number.id, actions.customerNamed(sim, customer).id);
		return { wamids };
	},
	'POST apps': ({ sim, body }) => {
		actions.fillApp(sim, inputs.appOptions(body, 'app'));
		return {};
	},
	'POST windows': ({ sim, body }) => {
		actions.openWindow(sim, inputs.windowOptions(body, 'window'));
		return {};
	},
	'GET templates': ({ sim }) => [...sim.world.templates.values()],
	'POST templates': ({ sim, body }) => makeTemplates(sim, body),
	'PATCH templates': ({ sim, id, body }) => {
		return sim.templates.change(templateNamed(sim, id), templateChanges(body, 'template'));
	},
	'DELETE templates': ({ sim, id }) => {
		sim.templates.remove(templateNamed(sim, id));
		return {};
	},
	'POST webhooks': ({ sim, body }) => {
		actions.publishRaw(sim, inputs.rawWebhook(body, 'webhook'));
		return {};
	},
	'GET clock': ({ sim }) => ({ now: sim.clock.now() }),
	'POST clock': ({ sim, body }) => {
		sim.clock.advance(inputs.advance(body, 'clock').ms);
		return { now: sim.clock.now() };
	},
	'GET settings': ({ sim }) => sim.settings.current,
	'PATCH settings': ({ sim, body }) => {
		sim.settings.change(inputs.settingsChanges(body, 'settings'));
		return sim.settings.current;
	},
	'POST faults': async ({ sim, body }) => ({ id: await sim.faults.add(fault(body, 'fault')) }),
	'DELETE faults': async ({ sim, id }) => {
		await sim.faults.remove(id === '' ? undefined : id.split(','));
		return {};
	},
	'GET pending': ({ sim }) => ({ webhooks: sim.webhooks.underWay, faults: sim.faults.list() }),
	'GET log': async ({ sim, query }) => {
		const after = Number(query.get('after') ?? 0);
		const waitMs = Math.min(Number(query.get('waitMs') ?? 0), LONGEST_WAIT_MS);
		if (waitMs > 0 && sim.log.lastSeq <= after) await sim.log.changed(waitMs);
		return { entries: sim.log.after(after) };
	},
};

/** Answers the control API, to callers on this machine alone. */
export async function handleControl(
	simulator: Controlled,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	if (!/^(?:127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '')) {
		writeJson(response, 403, { error: 'The control API is for this machine alone.' });
		return;
	}
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
	const [collection = '', id = ''] = pathname.slice(CONTROL_PREFIX.length).split('/');
	const name = `${request.method} ${collection}`;
	try {
		const body = parse(await readBody(request));
		if (name === 'POST reset') {
			await simulator.reset();
			writeJson(response, 200, {});
			return;
		}
		const action = ACTIONS[name];
		if (action === undefined) throw new BadInput(`There is no ${name}.`);
		const call = {
			sim: simulator.current,
			id: decodeURIComponent(id),
			query: searchParams,
			body,
		};
		writeJson(response, 200, await action(call));
	} catch (error) {
		if (!(error instanceof BadInput)) throw error;
		writeJson(response, 400, { error: error.message });
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
