import { Chat } from './chat.ts';
import { describeCommands, readLine, type CommandName } from './commands.ts';
import { Conversation } from './conversation.ts';
import { aloneAtHome, forgetEarlierDemos, lastingUserFolder } from './home-folder.ts';
import { Interruption, untilAborted } from './interruption.ts';
import { choosePorts } from './ports.ts';
import { during, withTime } from './progress.ts';
import { openStage, type Stage } from './stage.ts';
import { Terminal } from './terminal.ts';
import { describeTour } from './tour.ts';

/** How a demo is played. */
export interface PlayOptions {
	readonly port: number;
	readonly reset: boolean;
}

/** Starts everything, and lets a person write as the customer until `end` is aborted. */
export async function play({ port, reset }: PlayOptions, end: AbortController): Promise<void> {
	await aloneAtHome(async () => {
		const say = withTime(console.log);
		if (reset) {
			await forgetEarlierDemos();
			say('What earlier demos left behind is deleted.');
		}
		const ports = await choosePorts(port, say);
		const options = { userFolder: lastingUserFolder, ports, say, end: end.signal };
		try {
			const stage = await openStage(options);
			await new Play(stage, end).run();
		} catch (error) {
			if (!(error instanceof Interruption)) throw withAdvice(error);
			console.log('\nThe demo ends before it was ready.');
		}
	});
}

function withAdvice(error: unknown): Error {
	const reason = error instanceof Error ? error.message : String(error);
	const advice = 'If it stays so, start afresh: npm run demo -- --reset';
	return new Error(`${reason}\n\n${advice}`, { cause: error });
}

class Play {
	readonly #stage: Stage;
	readonly #end: AbortController;
	readonly #terminal: Terminal;
	readonly #conversation: Conversation;

	constructor(stage: Stage, end: AbortController) {
		const { meta, customer, businessName } = stage;
		this.#stage = stage;
		this.#end = end;
		this.#terminal = new Terminal(`${customer.name}> `);
		this.#conversation = new Conversation({
			meta,
			customer,
			chat: new Chat({ business: businessName, customer: customer.name }),
			print: (line) => this.#terminal.print(line),
		});
	}

	async run(): Promise<void> {
		const terminal = this.#terminal;
		try {
			this.#showTour();
			terminal.read({
				onLine: (line) => this.#handle(line),
				onEnd: () => this.#end.abort(),
				onInputOver: () => terminal.print('(No more input. Ctrl+C ends the demo.)'),
			});
			await untilAborted(this.#end.signal);
		} finally {
			terminal.close();
			this.#conversation.close();
			console.log('The demo ends ...');
			await this.#stage.close();
		}
	}

	async #handle(text: string): Promise<void> {
		const line = readLine(text);
		switch (line.kind) {
			case 'nothing':
				return;
			case 'message':
				await this.#conversation.write(line.text, {
					isShown: this.#terminal.isInteractive,
				});
				return;
			case 'command':
				await this.#obey(line.name);
				return;
			case 'unknown':
				this.#terminal.print(
					`There is no ${line.word}. The commands are:\n${describeCommands()}`,
				);
		}
	}

	async #obey(name: CommandName): Promise<void> {
		const { meta, n8n } = this.#stage;
		const print = (line: string): void => this.#terminal.print(line);
		switch (name) {
			case '/offline':
				await meta.addFault({ kind: 'down' });
				print('WhatsApp is out of reach for n8n. Answers wait until  /online.');
				return;
			case '/online':
				await meta.clearFaults();
				print('WhatsApp is back. What waits goes at the next try, within a minute or so.');
				return;
			case '/restart':
				await this.#again('n8n ends what it is doing and starts again', () => n8n.stop());
				return;
			case '/crash':
				await this.#again('n8n has lost its power and starts again', () => n8n.kill());
				return;
			case '/ben':
				await this.#askLinked();
				return;
			case '/tour':
				this.#showTour();
				return;
			case '/help':
				print(describeCommands());
				return;
			case '/quit':
				this.#end.abort();
		}
	}

	async #askLinked(): Promise<void> {
		const { linked } = this.#stage;
		const question = 'When are you open?';
		this.#terminal.print(`${linked.customer.name} asks the linked number: ${question}`);
		const answer = await linked.ask(question).catch(() => '(no answer within half a minute)');
		this.#terminal.print(`It answers: ${answer}`);
	}

	async #again(what: string, stop: () => Promise<unknown>): Promise<void> {
		const { n8n, workflowId } = this.#stage;
		const print = (line: string): void => this.#terminal.print(line);
		await during(print, what, async () => {
			await stop();
			await n8n.start();
			await n8n.rest.waitPublishedAgain(workflowId);
		});
		print('n8n is back.');
	}

	#showTour(): void {
		const { n8n, workflowId, controlUrl, phonesUrl, customer } = this.#stage;
		const { baseUrl: n8nUrl, logFile, userFolder } = n8n;
		const places = { n8nUrl, workflowId, controlUrl, phonesUrl, customer, userFolder, logFile };
		this.#terminal.print(describeTour(places));
	}
}
