import { writeFile } from 'node:fs/promises';

/** How a page is looked at. */
export interface PageLook {
	/** CSS pixels. */
	readonly width: number;
	readonly height: number;
	readonly isDark?: boolean;
	/** A finger instead of a mouse. */
	readonly isPhone?: boolean;
	readonly isStill?: boolean;
}

/** Calls the DevTools protocol for one tab. */
type Call = <T>(method: string, params?: object) => Promise<T>;

interface Evaluated {
	readonly result: { readonly value?: unknown };
	readonly exceptionDetails?: { readonly text: string; readonly exception?: object };
}

/** A tab of a real browser. */
export class Page {
	/** What it complained of: exceptions, and what its policy forbade. */
	readonly complaints: string[] = [];
	/** The addresses that it asked for, in order. */
	readonly requests: string[] = [];
	readonly #call: Call;

	constructor(call: Call) {
		this.#call = call;
	}

	/** Told of what happens in the tab. */
	readonly hear = (method: string, params: Readonly<Record<string, unknown>>): void => {
		if (method === 'Runtime.exceptionThrown') this.complaints.push(JSON.stringify(params));
		if (method === 'Log.entryAdded') {
			const { entry } = params as { entry: { level: string; source: string; text: string } };
			const isComplaint = entry.level === 'error' && entry.source !== 'network';
			if (isComplaint) this.complaints.push(entry.text);
		}
		if (method === 'Network.requestWillBeSent') {
			const { request } = params as { request: { method: string; url: string } };
			this.requests.push(`${request.method} ${request.url}`);
		}
	};

	async start(url: string, look: PageLook): Promise<void> {
		const { width, height, isDark = false, isPhone = false, isStill = true } = look;
		for (const domain of ['Page', 'Runtime', 'Log', 'Network']) {
			await this.#call(`${domain}.enable`);
		}
		await this.#call('Emulation.setDeviceMetricsOverride', {
			width,
			height,
			deviceScaleFactor: 1,
			mobile: isPhone,
		});
		await this.#call('Emulation.setTouchEmulationEnabled', { enabled: isPhone });
		await this.#call('Emulation.setEmulatedMedia', {
			features: [
				{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' },
				{ name: 'prefers-reduced-motion', value: isStill ? 'reduce' : 'no-preference' },
			],
		});
		await this.#call('Page.navigate', { url });
		const isThere = `document.readyState === 'complete' && location.href !== 'about:blank'`;
		// n8n's editor is large, and the machine may be busy.
		await this.waitFor(isThere, 30_000);
	}

	/** The value of an expression in the page. */
	async value<T>(expression: string): Promise<T> {
		const { result, exceptionDetails } = await this.#call<Evaluated>('Runtime.evaluate', {
			expression,
			awaitPromise: true,
			returnByValue: true,
		});
		if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
		return result.value as T;
	}

	/** Waits until an expression is true. */
	async waitFor(expression: string, patienceMs = 10_000): Promise<void> {
		const deadline = Date.now() + patienceMs;
		while (!(await this.value<boolean>(`Boolean(${expression})`).catch(() => false))) {
			if (Date.now() > deadline) throw new Error(`Never true: ${expression}`);
			await new Promise((resolve) => setTimeout(resolve, 25));
		}
	}

	/** Waits until a text can be seen. */
	async sees(text: string): Promise<void> {
		await this.waitFor(`document.body.innerText.includes(${JSON.stringify(text)})`);
	}

	/** Clicks into the middle of the first element that fits and can be seen. */
	async click(selector: string): Promise<void> {
		const place = `[...document.querySelectorAll(${JSON.stringify(selector)})]
			.find((element) => element.checkVisibility())`;
		await this.waitFor(`${place} !== undefined`);
		const { x, y } = await this.value<{ x: number; y: number }>(`(() => {
			const element = ${place};
			element.scrollIntoView({ block: 'center' });
			const { left, top, width, height } = element.getBoundingClientRect();
			return { x: left + width / 2, y: top + height / 2 };
		})()`);
		for (const type of ['mousePressed', 'mouseReleased']) {
			const button = { x, y, button: 'left', clickCount: 1 };
			await this.#call('Input.dispatchMouseEvent', { type, ...button });
		}
	}

	/** Presses a key, as in `Tab`. */
	async press(key: string, code: number): Promise<void> {
		for (const type of ['keyDown', 'keyUp']) {
			await this.#call('Input.dispatchKeyEvent', {
				type,
				key,
				code: key,
				windowsVirtualKeyCode: code,
				...(key === 'Enter' && type === 'keyDown' ? { text: '\r' } : {}),
			});
		}
	}

	/** Closes the tab. */
	async close(): Promise<void> {
		await this.#call('Page.close');
	}

	/**
	 * A picture as PNG.
	 *
	 * @param file where it is kept. Default: nowhere
	 * @param isWhole whether also of what has to be scrolled to. Default: yes
	 */
	async picture(file?: string, isWhole = true): Promise<Buffer> {
		const { data } = await this.#call<{ data: string }>('Page.captureScreenshot', {
			format: 'png',
			captureBeyondViewport: isWhole,
		});
		const bytes = Buffer.from(data, 'base64');
		if (file !== undefined) await writeFile(file, bytes);
		return bytes;
	}
}
