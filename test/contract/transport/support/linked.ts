import { createHash } from 'node:crypto';
import type { Content } from '../../../simulators/whatsapp-web/content/content.ts';
import { WhatsAppWebSimulator } from '../../../simulators/whatsapp-web/simulator.ts';
import type { Customer, ReceivedMessage } from '../../../simulators/whatsapp-web/world/customer.ts';
import type { Phone } from '../../../simulators/whatsapp-web/world/phone.ts';
import { letTimersGo } from '../../linked/support/library-timers.ts';
import { until } from '../../linked/support/until.ts';
import type { Arrived, Said, Side } from './side.ts';
import { Workplace } from './workplace.ts';

letTimersGo();

const PHONE = '+15550001111';
const ANNA = '+4915170000001';

/** A linked number, with what a person does on its phone. */
export interface LinkedSide extends Side {
	readonly place: Workplace;
	readonly phone: Phone;
	/** Begins to link it, and scans the code. Resolves when it is connected. */
	links(): Promise<void>;
}

/** A linked number, whose phone has scanned the code. */
export async function openLinkedSide(): Promise<LinkedSide> {
	const sim = await WhatsAppWebSimulator.start();
	sim.adopt();
	const phone = sim.addPhone(PHONE, { name: 'Sales' });
	const anna = sim.addCustomer(ANNA, { name: 'Anna' });
	const place = await Workplace.open({ mode: 'linked', phone: PHONE });
	const linking = async () => {
		const number = await place.office.store.findNumber({ phone: PHONE });
		return place.office.linked(number?.id ?? '')?.linking;
	};
	const connected = () =>
		until(async () => {
			const view = (await linking())?.view();
			return view?.kind === 'linked' && view.isConnected;
		}, 'the number to be connected');
	const links = async (): Promise<void> => {
		(await until(linking, 'the number to be open')).begin('qr');
		const code = await until(async () => {
			const view = (await linking())?.view();
			return view?.kind === 'qr' ? view.text : null;
		}, 'the code');
		await phone.scan(code);
		await connected();
	};
	await links();
	return {
		place,
		phone,
		links,
		mode: 'linked',
		customer: ANNA,
		items: place.items,
		desk: () => place.desk,
		async says(said) {
			const quoting = said.type === 'text' ? said.replyTo : undefined;
			const options = quoting === undefined ? {} : { quoting };
			return (await anna.says(phone, written(said), options)).id;
		},
		calls: () => Promise.resolve(anna.calls(phone).id),
		arrived: () => Promise.resolve(anna.received.map((one) => arrivedAs(anna, one))),
		reads() {
			anna.reads();
			return Promise.resolve();
		},
		refusesNext() {
			sim.faults.add({ kind: 'nack', code: 463, times: 1 });
			return Promise.resolve();
		},
		losesNextAnswer() {
			sim.faults.add({ kind: 'cut', delivers: true, times: 1 });
			return Promise.resolve();
		},
		stops: () => place.stop(),
		async starts() {
			await place.start();
			await connected();
		},
		triesAgain: () => Promise.resolve(),
		async close() {
			await place.close();
			await sim.close();
		},
	};
}

function written(said: Said): Content {
	switch (said.type) {
		case 'text':
			return { kind: 'text', text: said.text };
		case 'location':
			return { kind: 'location', latitude: said.latitude, longitude: said.longitude };
		case 'reaction':
			return { kind: 'reaction', to: said.to, emoji: said.emoji };
		case 'image':
		case 'document': {
			const { type: kind, data, caption, fileName } = said;
			return { kind, data, caption, ...(fileName === undefined ? {} : { fileName }) };
		}
	}
}

function arrivedAs(anna: Customer, { id, content }: ReceivedMessage): Arrived {
	const { kind, quoting = null } = content;
	const isFile = 'mimeType' in content;
	return {
		id,
		type: kind === 'voice' ? 'audio' : kind,
		words: wordsOf(content),
		// A reaction names its message, a quote quotes it: to a person both are about it.
		replyTo: kind === 'reaction' ? content.to : quoting,
		file: isFile ? createHash('sha256').update(anna.opens(id)).digest('hex') : null,
	};
}

function wordsOf(content: ReceivedMessage['content']): string {
	switch (content.kind) {
		case 'text':
			return content.text;
		case 'reaction':
			return content.emoji;
		case 'location':
			return content.name ?? '';
		case 'contacts':
			return content.contacts[0]?.name ?? '';
		default:
			return 'caption' in content ? (content.caption ?? '') : '';
	}
}
