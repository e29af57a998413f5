/** A QR code as an outline, for an SVG of {@link size} by {@link size} units. */
export interface QrOutline {
	/** With the white rim of four modules that scanners need. */
	readonly size: number;
	/** The `d` of an SVG path: every dark module. */
	readonly path: string;
}

/** Modules of white around the code. */
const RIM = 4;

/**
 * Draws a text as a QR code. The library is loaded at the first one.
 *
 * @throws if the text is longer than a QR code can hold
 */
export async function qrOutline(text: string): Promise<QrOutline> {
	const { create } = await import('qrcode');
	// What is shown on a clean screen needs no reserve: fewer and larger modules are read sooner.
	const { modules } = create(text, { errorCorrectionLevel: 'L' });
	const parts: string[] = [];
	for (let y = 0; y < modules.size; y += 1) {
		let from = 0;
		for (let x = 0; x <= modules.size; x += 1) {
			const isDark = x < modules.size && modules.get(y, x) === 1;
			if (isDark) continue;
			if (x > from) parts.push(`M${from + RIM} ${y + RIM}h${x - from}v1h${from - x}z`);
			from = x + 1;
		}
	}
	return { size: modules.size + 2 * RIM, path: parts.join('') };
}

/** Draws a text as a PNG of about 400 by 400 pixels, for where no page can be shown. */
export async function qrPng(text: string): Promise<Buffer> {
	const { toBuffer } = await import('qrcode');
	return await toBuffer(text, { errorCorrectionLevel: 'L', margin: RIM, width: 400 });
}
