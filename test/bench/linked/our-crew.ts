import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Index from '../../../src/index.ts';
import type { silentLogger as Silent } from '../../../src/ports/logger.ts';
import { built } from '../built.ts';
import type { Crew } from './crew.ts';

/** Caps that hold nothing back: what is measured is the work. */
const CAPS = JSON.stringify({
	gapSeconds: null,
	perHour: null,
	perDay: null,
	newChatsPerHour: null,
	newChatsPerDay: null,
	unanswered: null,
	duplicateHours: null,
	sameTextPerHour: null,
	quietHours: null,
	perSecond: 1_000,
});

/** Our package: an office with a Trigger for each number, and its store on this machine's disk. */
export async function ourCrew(): Promise<Crew> {
	const { openOffice, Desk, Listening, readCredential } = built<typeof Index>('index');
	const { silentLogger } = built<{ silentLogger: typeof Silent }>('ports/logger');
	const folder = await mkdtemp(path.join(tmpdir(), 'whatsapp-team-linked-'));
	const host = { folder, encryptionKey: 'bench', isQueueMode: false };
	const office = await openOffice({ host, logger: silentLogger });
	const numbers = new Map<string, { readonly id: string; readonly desk: Index.Desk }>();
	const listening: Index.Listening[] = [];
	let [received, serial] = [0, 0];
	return {
		async link(phone, onQr) {
			const fields = { mode: 'linked', phone, capProfile: 'custom', caps: CAPS };
			const source = () => Promise.resolve(readCredential(fields, phone));
			const trigger = new Listening(office, {
				holder: phone,
				credential: source,
				scope: 'number',
				takeOverWebhook: false,
				feed: {
					types: ['message.received'],
					includeRaw: false,
					from: 'end',
					order: 'perConversation',
					maxWaitForPreviousMs: 60_000,
					maxParallelRuns: 20,
				},
				emit: () => {
					received += 1;
					return Promise.resolve('finished');
				},
			});
			listening.push(trigger);
			await trigger.firstTry();
			const number = await office.store.findNumber({ phone });
			if (number === null) throw new Error('The number is not known.');
			numbers.set(phone, { id: number.id, desk: await Desk.open(office, source, phone) });
			await untilLinked(office, number.id, onQr);
		},
		received: () => received,
		async send(phone, to, text) {
			const [result] =
				(await numbers.get(phone)?.desk.send({
					stopOnFailure: false,
					drafts: [
						{
							recipient: { kind: 'phone', phone: `+${to}` },
							content: { type: 'text', text, linkPreview: false },
							category: 'reply',
							idempotencyKey: `bench ${(serial += 1)}`,
							replyTo: null,
							notBefore: null,
							expiresAt: Date.now() + 600_000,
							cause: null,
						},
					],
				})) ?? [];
			const state = result?.kind === 'outcome' ? result.outcome.state : result?.kind;
			if (state !== 'sent') throw new Error(`not sent: ${JSON.stringify(result)}`);
		},
		connected: () =>
			[...numbers.values()].filter(({ id }) => {
				const view = office.linked(id)?.linking.view();
				return view?.kind === 'linked' && view.isConnected;
			}).length,
		async close() {
			await Promise.all(listening.map((one) => one.close()));
			await office.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Links a number by the codes that come. */
async function untilLinked(
	office: Index.Office,
	numberId: string,
	onQr: (text: string) => void,
): Promise<void> {
	for (;;) {
		const linking = office.linked(numberId)?.linking;
		if (linking === undefined) {
			await new Promise((resolve) => setTimeout(resolve, 20));
			continue;
		}
		linking.begin('qr');
		await new Promise<void>((resolve) => {
			let shown = '';
			const look = (): void => {
				const view = linking.view();
				if (view.kind === 'qr' && view.text !== shown) onQr((shown = view.text));
				if (view.kind === 'linked' && view.isConnected) resolve();
			};
			linking.onChange(look);
			look();
		});
		return;
	}
}
