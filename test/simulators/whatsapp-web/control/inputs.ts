import type { Check, Shape } from '../../graph-api/control/check.ts';
import {
	flag,
	json,
	list,
	number,
	object,
	oneOf,
	optional,
	text,
} from '../../graph-api/control/check.ts';
import type { Fault, FaultKind, FaultOf } from '../faults/fault.ts';
import type { Settings } from '../settings.ts';
import type { CustomerOptions } from '../world/customer.ts';
import type { PhoneOptions } from '../world/phone.ts';
import type { Act } from './acts.ts';

/** A number, and what is special about it. */
export type NewPhone = PhoneOptions & { readonly phone: string };

/** Somebody's number, and what is special about them. */
export type NewCustomer = CustomerOptions & { readonly phone: string };

export const newPhone = object<NewPhone>({
	phone: text,
	name: optional(text),
	platform: optional(oneOf('android', 'iphone', 'smba', 'smbi')),
});

export const newCustomer = object<NewCustomer>({
	phone: text,
	name: optional(text),
	addressing: optional(oneOf('lid', 'pn')),
});

export const scannedQr = object<{ phone: string; qr: string }>({ phone: text, qr: text });

export const enteredCode = object<{ phone: string; code: string }>({ phone: text, code: text });

export const advance = object<{ readonly ms: number }>({ ms: number });

export const settingsChanges = object<Partial<Settings>>({
	qrCodes: optional(number),
	firstQrLifetimeMs: optional(number),
	nextQrLifetimeMs: optional(number),
	pairingCodeLifetimeMs: optional(number),
	receiptDelayMs: optional(number),
	history: optional(oneOf('chats', 'empty', 'none')),
	fewPreKeys: optional(number),
	oldestClient: optional(text),
});

const times = { times: optional(number) };
const scope = { ...times, phone: optional(text) };
const messageScope = { ...scope, customer: optional(text), messageId: optional(text) };

const FAULTS: { readonly [K in FaultKind]: Shape<FaultOf<K>> } = {
	nack: { ...messageScope, kind: oneOf('nack'), code: number },
	swallow: { ...messageScope, kind: oneOf('swallow'), delivers: optional(flag) },
	cut: { ...messageScope, kind: oneOf('cut'), delivers: optional(flag) },
	holdAck: { ...messageScope, kind: oneOf('holdAck') },
	dropIq: { ...scope, kind: oneOf('dropIq'), iq: text },
	refuseIq: {
		...scope,
		kind: oneOf('refuseIq'),
		iq: text,
		code: optional(number),
		text: optional(text),
	},
	refuse: { ...times, kind: oneOf('refuse') },
	stall: { ...times, kind: oneOf('stall') },
	mute: { ...scope, kind: oneOf('mute') },
	loginFailure: { ...scope, kind: oneOf('loginFailure'), reason: number },
	garble: { ...messageScope, kind: oneOf('garble') },
	undecryptable: { ...messageScope, kind: oneOf('undecryptable') },
	duplicate: { ...messageScope, kind: oneOf('duplicate'), copies: optional(number) },
	holdInbound: { ...scope, kind: oneOf('holdInbound') },
	loseReceipts: { ...messageScope, kind: oneOf('loseReceipts') },
	loseClientReceipts: { ...messageScope, kind: oneOf('loseClientReceipts') },
	mediaFailure: {
		...times,
		kind: oneOf('mediaFailure'),
		of: oneOf('upload', 'download'),
		status: optional(number),
	},
};

export const fault: Check<Fault> = (value, at) => {
	const kind = oneOf(...(Object.keys(FAULTS) as FaultKind[]))(
		json(value, at)['kind'],
		`${at}.kind`,
	);
	return object(FAULTS[kind] as Shape<Fault>)(value, at);
};

type ActName = Act['act'];
/** The act of one name; some share their fields with others. */
type ActNamed<N extends ActName, A = Act> = A extends { readonly act: infer M }
	? N extends M
		? A
		: never
	: never;

const phone = { phone: text };
const customer = { customer: text };
const both = { ...phone, ...customer };

const ACTS: { readonly [N in ActName]: Shape<Omit<ActNamed<N>, 'act'>> } = {
	reads: { ...customer, ids: optional(list(text)) },
	plays: { ...customer, ids: optional(list(text)) },
	types: { ...both, state: optional(oneOf('composing', 'recording', 'paused')) },
	goes: { ...customer, state: oneOf('online', 'offline') },
	calls: { ...both, video: optional(flag) },
	endsCall: { id: text, how: oneOf('hangsUp', 'timesOut') },
	broadcasts: { ...both, place: oneOf('group', 'status', 'newsletter') },
	blocks: both,
	unblocks: both,
	switchesOff: customer,
	switchesOn: customer,
	reinstalls: customer,
	leaves: customer,
	phoneReads: { ...both, ids: list(text) },
	unlink: { ...phone, device: optional(number) },
	restrict: { ...phone, untilMs: number },
	ban: phone,
	unban: phone,
	unrestrict: phone,
	switchOff: phone,
	switchOn: phone,
	sendHistory: phone,
	dropConnections: phone,
	keepPreKeys: { ...phone, count: number },
	streamError: { ...phone, code: optional(number) },
	expireFile: { id: text },
	goDown: {},
	comeUp: {},
	restart: {},
};

export const act: Check<Act> = (value, at) => {
	const name = oneOf(...(Object.keys(ACTS) as ActName[]))(json(value, at)['act'], `${at}.act`);
	const shape = { ...ACTS[name], act: oneOf(name) };
	return object(shape as unknown as Shape<Act>)(value, at);
};
