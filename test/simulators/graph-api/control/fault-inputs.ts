import type { Fault, FaultKind, FaultOf, Operation } from '../faults/fault.ts';
import type { MessageStatus } from '../log-entries.ts';
import type { Check, Shape } from './check.ts';
import { json, list, number, object, oneOf, optional, text } from './check.ts';

const scope = {
	phoneNumberId: optional(text),
	recipient: optional(text),
	times: optional(number),
	forMs: optional(number),
};

const callScope = {
	...scope,
	operation: optional(
		oneOf<Operation | 'any'>(
			'send',
			'receipt',
			'readNumber',
			'changeNumber',
			'listNumbers',
			'subscribe',
			'debugToken',
			'uploadMedia',
			'readMedia',
			'downloadMedia',
			'deleteMedia',
			'listTemplates',
			'createTemplate',
			'readTemplate',
			'editTemplate',
			'deleteTemplate',
			'uploadSample',
			'requestCode',
			'verifyCode',
			'register',
			'deregister',
			'setPin',
			'readProfile',
			'changeProfile',
			'syncApp',
			'other',
			'any',
		),
	),
};

const SHAPES: { readonly [K in FaultKind]: Shape<FaultOf<K>> } = {
	down: {
		...scope,
		kind: oneOf('down'),
		how: optional(oneOf('refuse', 'reset', 'status503')),
	},
	dropBeforeAccept: { ...callScope, kind: oneOf('dropBeforeAccept') },
	dropAnswer: { ...callScope, kind: oneOf('dropAnswer') },
	holdAnswer: { ...callScope, kind: oneOf('holdAnswer') },
	latency: { ...callScope, kind: oneOf('latency'), ms: number },
	fail: {
		...callScope,
		kind: oneOf('fail'),
		code: number,
		subcode: optional(number),
		httpStatus: optional(number),
		message: optional(text),
		details: optional(text),
	},
	garbage: {
		...callScope,
		kind: oneOf('garbage'),
		httpStatus: optional(number),
		body: optional(text),
	},
	failAsync: {
		...scope,
		kind: oneOf('failAsync'),
		code: number,
		details: optional(text),
	},
	duplicate: { ...scope, kind: oneOf('duplicate'), copies: optional(number) },
	reorder: { ...scope, kind: oneOf('reorder'), size: optional(number) },
	batch: { ...scope, kind: oneOf('batch'), size: number },
	delay: { ...scope, kind: oneOf('delay'), ms: number },
	holdWebhooks: { ...scope, kind: oneOf('holdWebhooks') },
	refuse200: { ...scope, kind: oneOf('refuse200') },
	wrongSecret: { ...scope, kind: oneOf('wrongSecret') },
	loseStatuses: {
		...scope,
		kind: oneOf('loseStatuses'),
		statuses: optional(list(oneOf<MessageStatus>('sent', 'delivered', 'read', 'failed'))),
	},
};

/** Reads a fault. */
export const fault: Check<Fault> = (value, at) => {
	const kinds = Object.keys(SHAPES) as FaultKind[];
	const kind = oneOf(...kinds)(json(value, at)['kind'], `${at}.kind`);
	return object(SHAPES[kind] as Shape<Fault>)(value, at);
};
