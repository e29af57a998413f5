import { syncApp } from '../endpoints/app-sync.ts';
import { changeProfile, readProfile } from '../endpoints/business-profile.ts';
import { debugToken } from '../endpoints/debug-token.ts';
import { deleteMedia, downloadMedia, readMedia, uploadMedia } from '../endpoints/media.ts';
import { changeNumber, listNumbers, readNumber } from '../endpoints/phone-number.ts';
import { sendReadReceipt } from '../endpoints/read-receipt.ts';
import { sendMessage } from '../endpoints/send-message.ts';
import {
	deregisterNumber,
	registerNumber,
	requestCode,
	setPin,
	verifyCode,
} from '../endpoints/registration.ts';
import { listSubscribedApps, subscribeApp, unsubscribeApp } from '../endpoints/subscribed-apps.ts';
import { editTemplate, readTemplate, unpauseTemplate } from '../endpoints/template.ts';
import { createTemplate, deleteTemplates, listTemplates } from '../endpoints/templates.ts';
import { beginUpload, continueUpload } from '../endpoints/uploads.ts';
import type { Operation } from '../faults/fault.ts';
import type { JsonObject } from '../json.ts';
import type { Endpoint, GraphCall } from './call.ts';
import { GraphRefusal, unknownObject } from './refusal.ts';

/** A call that the simulator knows. */
export interface Route {
	readonly operation: Operation;
	readonly endpoint: Endpoint;
}

interface Rule extends Route {
	readonly method: string;
	readonly path: RegExp;
	/** Tells calls apart that differ in the body alone. */
	readonly when?: (body: JsonObject) => boolean;
}

const MESSAGES = /^\/[^/]+\/messages$/;
const SUBSCRIBED_APPS = /^\/[^/]+\/subscribed_apps$/;
const NODE = /^\/[^/]+$/;
const TEMPLATES = /^\/[^/]+\/message_templates$/;
const PROFILE = /^\/[^/]+\/whatsapp_business_profile$/;
/** Ids of templates are told from other ids by how they begin: `newTemplateId`. */
const TEMPLATE = /^\/880\d{13}$/;
/** Ids of files are told from other ids by how they begin: `newMediaId`. */
const MEDIA = /^\/990\d{13}$/;
/** The only path without a version. */
const ATTACHMENTS = /^\/whatsapp_business\/attachments\/$/;

const RULES: readonly Rule[] = [
	{
		method: 'POST',
		path: MESSAGES,
		when: ({ status }) => status !== undefined,
		operation: 'receipt',
		endpoint: sendReadReceipt,
	},
	{ method: 'POST', path: MESSAGES, operation: 'send', endpoint: sendMessage },
	{
		method: 'GET',
		path: /^\/[^/]+\/phone_numbers$/,
		operation: 'listNumbers',
		endpoint: listNumbers,
	},
	{ method: 'POST', path: SUBSCRIBED_APPS, operation: 'subscribe', endpoint: subscribeApp },
	{ method: 'GET', path: SUBSCRIBED_APPS, operation: 'subscribe', endpoint: listSubscribedApps },
	{ method: 'DELETE', path: SUBSCRIBED_APPS, operation: 'subscribe', endpoint: unsubscribeApp },
	{ method: 'GET', path: /^\/debug_token$/, operation: 'debugToken', endpoint: debugToken },
	{
		method: 'POST',
		path: /^\/[^/]+\/media$/,
		operation: 'uploadMedia',
		endpoint: uploadMedia,
	},
	{ method: 'GET', path: MEDIA, operation: 'readMedia', endpoint: readMedia },
	{ method: 'DELETE', path: MEDIA, operation: 'deleteMedia', endpoint: deleteMedia },
	{ method: 'GET', path: ATTACHMENTS, operation: 'downloadMedia', endpoint: downloadMedia },
	{ method: 'GET', path: TEMPLATES, operation: 'listTemplates', endpoint: listTemplates },
	{ method: 'POST', path: TEMPLATES, operation: 'createTemplate', endpoint: createTemplate },
	{ method: 'DELETE', path: TEMPLATES, operation: 'deleteTemplate', endpoint: deleteTemplates },
	{ method: 'GET', path: TEMPLATE, operation: 'readTemplate', endpoint: readTemplate },
	{ method: 'POST', path: TEMPLATE, operation: 'editTemplate', endpoint: editTemplate },
	{
		method: 'POST',
		path: /^\/880\d{13}\/unpause$/,
		operation: 'editTemplate',
		endpoint: unpauseTemplate,
	},
	{
		method: 'POST',
		path: /^\/[^/]+\/uploads$/,
		operation: 'uploadSample',
		endpoint: beginUpload,
	},
	{
		method: 'POST',
		path: /^\/upload:[^/]+$/,
		operation: 'uploadSample',
		endpoint: continueUpload,
	},
	{
		method: 'POST',
		path: /^\/[^/]+\/request_code$/,
		operation: 'requestCode',
		endpoint: requestCode,
	},
	{
		method: 'POST',
		path: /^\/[^/]+\/verify_code$/,
		operation: 'verifyCode',
		endpoint: verifyCode,
	},
	{
		method: 'POST',
		path: /^\/[^/]+\/register$/,
		operation: 'register',
		endpoint: registerNumber,
	},
	{
		method: 'POST',
		path: /^\/[^/]+\/deregister$/,
		operation: 'deregister',
		endpoint: deregisterNumber,
	},
	{ method: 'GET', path: PROFILE, operation: 'readProfile', endpoint: readProfile },
	{ method: 'POST', path: PROFILE, operation: 'changeProfile', endpoint: changeProfile },
	{
		method: 'POST',
		path: /^\/[^/]+\/smb_app_data$/,
		operation: 'syncApp',
		endpoint: syncApp,
	},
	{
		method: 'POST',
		path: NODE,
		when: ({ pin }) => pin !== undefined,
		operation: 'setPin',
		endpoint: setPin,
	},
	{ method: 'GET', path: NODE, operation: 'readNumber', endpoint: readNumber },
	{ method: 'POST', path: NODE, operation: 'changeNumber', endpoint: changeNumber },
];

/** Finds the endpoint of a call; one that is unknown or names no version is refused by its own. */
export function findRoute({ version, method, path, body }: Omit<GraphCall, 'token'>): Route {
	const known = RULES.find((rule) => {
		return rule.method === method && rule.path.test(path) && (rule.when?.(body) ?? true);
	});
	const isPlaced = version !== '' || known?.path === ATTACHMENTS;
	return isPlaced && known !== undefined ? known : UNKNOWN;
}

const refuseUnknown: Endpoint = ({ method, path, objectId }) => {
	if (NODE.test(path)) throw unknownObject(method, objectId);
	throw new GraphRefusal({
		code: 2500,
		message: `Unknown path components: ${path.replace(/^\/[^/]+/, '')}`,
	});
};

const UNKNOWN: Route = { operation: 'other', endpoint: refuseUnknown };
