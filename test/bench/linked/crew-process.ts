/** A crew in a process of its own, so that its CPU time and memory are its own. */
import { bareCrew } from './bare-crew.ts';
import type { Answer, Crew, Look, Order } from './crew.ts';
import { ourCrew } from './our-crew.ts';

async function main(): Promise<void> {
	console.info = () => undefined; // libsignal prints its sessions
	const crew = await crewOf(process.argv[2]);
	process.on('message', ({ id, order }: { id: number; order: Order }) => {
		carryOut(crew, order).then(
			() => tell({ id, look: look(crew) }),
			(error: unknown) => tell({ id, error: String(error) }),
		);
	});
	process.send?.('ready');
}

function crewOf(who = ''): Promise<Crew> {
	return who === 'ours' ? ourCrew() : bareCrew(who === 'files' ? 'files' : 'memory');
}

async function carryOut(crew: Crew, order: Order): Promise<void> {
	switch (order.do) {
		case 'link':
			await crew.link(order.phone, (qr) => tell({ qr, phone: order.phone }));
			return;
		case 'send':
			await crew.send(order.phone, order.to, order.text);
			return;
		case 'collectGarbage':
			globalThis.gc?.();
			return;
		case 'look':
			return;
		case 'end':
			await crew.close();
			setImmediate(() => process.exit(0));
	}
}

function look(crew: Crew): Look {
	const { user, system } = process.cpuUsage();
	return {
		received: crew.received(),
		connected: crew.connected(),
		cpuMs: (user + system) / 1_000,
		rssBytes: process.memoryUsage.rss(),
	};
}

function tell(answer: Answer): void {
	process.send?.(answer);
}

void main();
