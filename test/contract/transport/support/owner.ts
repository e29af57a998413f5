import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { LinkView } from '../../../../src/ports/linked.ts';

/** What a process of ours is told to do. */
export type OwnerOrder =
	{ readonly do: 'link' } | { readonly do: 'send'; readonly to: string; readonly text: string };

/** What it says. */
export type OwnerNews =
	| { readonly kind: 'ready' }
	/** `standsBy`: another process owns the number. */
	| { readonly kind: 'view'; readonly view: LinkView | { readonly kind: 'standsBy' } }
	| { readonly kind: 'received'; readonly text: string }
	| { readonly kind: 'sent'; readonly text: string; readonly state: string };

/** A process that owns a linked number, or stands by to. */
export class Owner {
	readonly news: OwnerNews[] = [];
	readonly #child: ChildProcess;
	readonly #ended: Promise<unknown>;

	/** @param env with which it talks to the simulator */
	constructor(folder: string, phone: string, env: Readonly<Record<string, string>>) {
		const program = path.join(__dirname, 'owner-process.ts');
		const execArgv = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
		this.#child = fork(program, [folder, phone], {
			env: { ...process.env, ...env },
			execArgv,
		});
		this.#ended = new Promise((resolve) => this.#child.once('exit', resolve));
		this.#child.on('message', (news: OwnerNews) => this.news.push(news));
	}

	/** What it shows of linking now. */
	get view(): LinkView | { readonly kind: 'standsBy' } | undefined {
		return this.news.findLast((news) => news.kind === 'view')?.view;
	}

	get isConnected(): boolean {
		return this.view?.kind === 'linked' && this.view.isConnected;
	}

	/** The texts that customers wrote, as its runs got them. */
	get received(): readonly string[] {
		return this.news.flatMap((news) => (news.kind === 'received' ? [news.text] : []));
	}

	/** What became of what it sent: text and state. */
	get sent(): readonly string[] {
		return this.news.flatMap((news) =>
			news.kind === 'sent' ? [`${news.text}: ${news.state}`] : [],
		);
	}

	tell(order: OwnerOrder): void {
		this.#child.send(order);
	}

	/** It sleeps, with all its sockets and locks, and knows nothing of the time that passes. */
	freeze(): void {
		this.#child.kill('SIGSTOP');
	}

	wake(): void {
		this.#child.kill('SIGCONT');
	}

	/** Ends it as a power cut would. Safe to call twice. */
	async kill(): Promise<void> {
		this.#child.kill('SIGKILL');
		await this.#ended;
	}
}
