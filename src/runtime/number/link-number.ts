import type { TeamNumber } from '../../domain/number/number.ts';
import { problem } from '../../domain/problem.ts';
import type { Linking, LinkView, LinkWay } from '../../ports/linked.ts';
import type { NumberCredential } from '../credential/credential.ts';
import type { Office } from '../office.ts';
import { openNumber } from './open-a-number.ts';
import { newId } from '../system.ts';

/** How long it may take until this process owns the number, in ms. */
const OPEN_MS = 10_000;
const LOOK_MS = 50;

/** A number to be linked, and by what. */
export interface LinkOrder {
	readonly number: TeamNumber;
	readonly credential: NumberCredential;
	readonly way: LinkWay;
	/** Whether to wait for the end, and not for the first code alone. */
	readonly toTheEnd: boolean;
	/** Ends the waiting. */
	readonly signal: AbortSignal | undefined;
}

/**
 * Begins to link a number, and opens it for as long as that takes if nobody else has.
 *
 * @returns the code, or how it ended
 * @throws TeamError `invalidInput` for a number of the Cloud API, `numberNotOpen` if another process
 * holds it
 */
export async function linkNumber(office: Office, order: LinkOrder): Promise<LinkView> {
	const { number, credential, way, toTheEnd, signal = new AbortController().signal } = order;
	if (number.mode !== 'linked') throw notLinkable();
	const holder = `link:${newId()}`;
	const open = await openNumber(office, number, credential);
	office.engine.hold(number, holder, open);
	const release = (): void => office.engine.releaseLater(number.id, holder);
	let ends: Promise<unknown> = Promise.resolve();
	try {
		const linking = await linkingOf(office, number.id, signal);
		linking.begin(way);
		const isEnough = (view: LinkView): boolean =>
			isOver(view) || (!toTheEnd && (view.kind === 'qr' || view.kind === 'pairingCode'));
		const view = await untilView(linking, isEnough, signal);
		// Whoever scans the code does so after this run: the number stays open until then.
		ends = untilView(linking, isOver, AbortSignal.timeout(LONGEST_TRY_MS));
		return view;
	} finally {
		void ends.then(release);
	}
}

/** Longer than any try to link takes, in ms. */
const LONGEST_TRY_MS = 600_000;

/**
 * Takes the link of a number back.
 *
 * @throws TeamError `numberNotOpen`
 */
export async function unlinkNumber(office: Office, order: Omit<LinkOrder, 'way' | 'toTheEnd'>) {
	const { number, credential, signal = new AbortController().signal } = order;
	if (number.mode !== 'linked') throw notLinkable();
	const holder = `unlink:${newId()}`;
	office.engine.hold(number, holder, await openNumber(office, number, credential));
	try {
		const linking = await linkingOf(office, number.id, signal);
		await linking.unlink();
	} finally {
		await office.engine.release(number.id, holder);
	}
}

function isOver({ kind }: LinkView): boolean {
	return kind === 'linked' || kind === 'notLinked';
}

async function linkingOf(office: Office, numberId: string, signal: AbortSignal): Promise<Linking> {
	for (let waited = 0; waited < OPEN_MS && !signal.aborted; waited += LOOK_MS) {
		const linked = office.linked(numberId);
		if (linked !== null) return linked.linking;
		await office.clock.sleep(LOOK_MS, signal);
	}
	throw problem(
		'numberNotOpen',
		'This number is held open by another process',
		'Link it where its WhatsApp Team Trigger is at work, or from its link page.',
	);
}

/** Waits for a view; what comes first is the present one. Ends with the signal as well. */
async function untilView(
	linking: Linking,
	isEnough: (view: LinkView) => boolean,
	signal: AbortSignal,
): Promise<LinkView> {
	return await new Promise((resolve) => {
		const look = (): void => {
			if (!isEnough(linking.view()) && !signal.aborted) return;
			stop();
			signal.removeEventListener('abort', look);
			resolve(linking.view());
		};
		const stop = linking.onChange(look);
		signal.addEventListener('abort', look);
		queueMicrotask(look);
	});
}

function notLinkable() {
	return problem(
		'invalidInput',
		'This is a number of the Cloud API, which is not linked',
		"Choose a credential whose connection is 'Linked by QR or Pairing Code'.",
	);
}
