import { Chromium, chromiumProgram } from './chromium.ts';

const NOT_INSTALLED = 'needs Chromium, which is not installed here (or name it in CHROMIUM)';

/** Tests in a real browser. Where none is installed they are left out, and that is said. */
export function describeChromium(name: string, tests: (browser: () => Chromium) => void): void {
	if (chromiumProgram() === undefined) {
		// Not by the console: jest says nothing of what a file that is left out has said.
		process.stderr.write(`\n${name}: ${NOT_INSTALLED}\n`);
		describe.skip(`${name} (${NOT_INSTALLED})`, () => test('was left out', () => {}));
		return;
	}
	describe(name, () => {
		let browser: Chromium | undefined;
		beforeAll(async () => {
			browser = await Chromium.launch();
		}, 60_000);
		afterAll(async () => await browser?.close());
		tests(() => {
			if (browser === undefined) throw new Error('The browser is open only while tests run');
			return browser;
		});
	});
}
