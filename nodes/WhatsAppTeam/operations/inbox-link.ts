import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	qrPng,
	wrong,
	type LinkView,
	type LinkWay,
	type NumberControl,
} from '../../../src/index.ts';

/** The binary field in which the QR code lies. */
const FIELD = 'qr';

/**
 * Begins to link the number of the credential.
 *
 * @returns the code and until when it holds, or how linking ended; with the address of the link
 * page, on which the codes are shown as they change
 * @throws TeamError
 */
export async function linkNumber(
	context: IExecuteFunctions,
	control: NumberControl,
	index: number,
): Promise<INodeExecutionData> {
	const page = await pageOf(control);
	const way = readWay(context.getNodeParameter('linkWith', index));
	if (way === 'page') return { json: { state: 'notBegun', ...page } };
	const toTheEnd = context.getNodeParameter('waitForLink', index, false) === true;
	const view = await control.link(way, toTheEnd, context.getExecutionCancelSignal());
	const json = { ...inWords(view), ...page };
	if (view.kind !== 'qr') return { json };
	const png = await qrPng(view.text);
	const binary = await context.helpers.prepareBinaryData(png, 'link.png', 'image/png');
	return { json, binary: { [FIELD]: binary } };
}

async function pageOf(control: NumberControl) {
	const address = await control.linkAddress();
	return {
		/** `null` while no workflow with a Trigger of the number is published, which serves it. */
		linkPage: address?.url ?? null,
		linkPageExpiresAt: address === null ? null : iso(address.expiresAt),
	};
}

function readWay(value: unknown): LinkWay | 'page' {
	if (value === 'qr' || value === 'pairingCode' || value === 'page') return value;
	throw wrong('Link With', 'is none that there is', 'Choose one from the list.');
}

function inWords(view: LinkView) {
	switch (view.kind) {
		case 'notLinked':
			return {
				state: view.end ?? 'notLinked',
				message: view.failure?.message ?? null,
				advice: view.failure?.advice ?? null,
			};
		case 'qr':
			return { state: 'qr', text: view.text, expiresAt: iso(view.expiresAt) };
		case 'pairingCode':
			return { state: 'pairingCode', code: view.code, expiresAt: iso(view.expiresAt) };
		case 'linked':
			return { state: 'linked', phone: view.phone, isConnected: view.isConnected };
		case 'connecting':
		case 'finishing':
			return { state: view.kind };
	}
}

function iso(ms: number): string {
	return new Date(ms).toISOString();
}
