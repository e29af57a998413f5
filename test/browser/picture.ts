import type { Page } from './page.ts';

/**
 * Reads the modules of a QR code off a picture of the page, as a camera would see them: 1 for dark.
 * The picture is taken apart by the browser, in the page it shows.
 *
 * @param selector of the element that shows the code, rim included
 * @param size modules of one side
 * @param rim modules of white around it
 */
export async function modulesIn(
	page: Page,
	selector: string,
	size: number,
	rim: number,
): Promise<readonly (readonly number[])[]> {
	const place = await page.value<{ left: number; top: number; width: number }>(`(() => {
		const { left, top, width } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
		return { left: left + scrollX, top: top + scrollY, width };
	})()`);
	const png = (await page.picture()).toString('base64');
	return await page.value(`(async () => {
		const bytes = Uint8Array.from(atob('${png}'), (letter) => letter.charCodeAt(0));
		const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
		const canvas = new OffscreenCanvas(image.width, image.height);
		const context = canvas.getContext('2d');
		context.drawImage(image, 0, 0);
		const module = ${place.width} / ${size + 2 * rim};
		const isDark = (x, y) => {
			const [red, green, blue] = context.getImageData(
				Math.floor(${place.left} + (x + ${rim} + 0.5) * module),
				Math.floor(${place.top} + (y + ${rim} + 0.5) * module), 1, 1).data;
			return red + green + blue < 384 ? 1 : 0;
		};
		return Array.from({ length: ${size} }, (_, y) => Array.from({ length: ${size} }, (_, x) => isDark(x, y)));
	})()`);
}
