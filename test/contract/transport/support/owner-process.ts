/**
 * A process of ours with a linked number, over a store that other processes have open as well. It
 * says what it shows of linking and what customers wrote, and does what it is told.
 *
 * Parameters: the folder of the store, the phone of the number.
 */
import path from 'node:path';
import type { Linking } from '../../../../src/ports/linked.ts';
import { draftTo, text } from './drafts.ts';
import type { OwnerNews, OwnerOrder } from './owner.ts';
import { Workplace } from './workplace.ts';

const [program = '', folder = '', phone = ''] = process.argv.slice(1);
const source = path.resolve(path.dirname(program), '../../../../src/store/sqlite/open.ts');

// The store is written for CommonJS. Run from source as a module, it lacks these two.
Object.assign(globalThis, { __filename: source, __dirname: path.dirname(source) });

/** How often it looks what there is to say, in ms. */
const LOOK_MS = 20;

function say(news: OwnerNews): void {
	process.send?.(news);
}

async function main(): Promise<void> {
	const place = await Workplace.open({ mode: 'linked', phone }, folder);
	const linking = async (): Promise<Linking | undefined> => {
		const number = await place.office.store.findNumber({ phone });
		return place.office.linked(number?.id ?? '')?.linking;
	};
	process.on('message', (order: OwnerOrder) => void carryOut(order));
	let [shown, told] = ['', 0];
	say({ kind: 'ready' });
	for (;;) {
		const view = (await linking())?.view() ?? { kind: 'standsBy' as const };
		if (JSON.stringify(view) !== shown) say({ kind: 'view', view });
		shown = JSON.stringify(view);
		for (const { event, message } of place.items.slice(told)) {
			if (event === 'message.received') say({ kind: 'received', text: message?.text ?? '' });
		}
		told = place.items.length;
		await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
	}

	async function carryOut(order: OwnerOrder): Promise<void> {
		if (order.do === 'link') return (await linking())?.begin('qr');
		const draft = draftTo({ customer: order.to }, text(order.text));
		const drafts = [{ ...draft, idempotencyKey: order.text }];
		const [result] = await place.desk.send({ drafts, stopOnFailure: false, waitMs: 10_000 });
		const state = result?.kind === 'outcome' ? result.outcome.state : String(result?.kind);
		say({ kind: 'sent', text: order.text, state });
	}
}

void main();
