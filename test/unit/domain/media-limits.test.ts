import { checkFile, mediaType } from '../../../src/domain/media-limits.ts';
import type { MediaKind } from '../../../src/domain/outgoing/media.ts';
import { describe as words } from '../../../src/domain/problem.ts';

const MB = 1024 * 1024;

/** What is wrong with a file, `null` if it is right. */
function wrongWith(kind: MediaKind, mimeType: string, size: number, voice = false): string | null {
	try {
		checkFile(kind, { mimeType, size }, voice);
		return null;
	} catch (error) {
		return words(error);
	}
}

it.each<[MediaKind, string, number, string, string]>([
	['audio', 'audio/mpeg', 16 * MB, '16.0 MB', '16.0 MB'],
	['document', 'application/pdf', 100 * MB, '100.0 MB', '100.0 MB'],
	['image', 'image/jpeg', 5 * MB, '5.0 MB', '5.0 MB'],
	['sticker', 'image/webp', 500 * 1024, '501 KB', '500 KB'],
	['video', 'video/mp4', 16 * MB, '16.0 MB', '16.0 MB'],
])('%s may be as large as Meta takes and no larger', (kind, type, most, has, limit) => {
	expect([wrongWith(kind, type, most), wrongWith(kind, type, most + 1)]).toEqual([
		null,
		`The field 'Input Binary Field' holds a file of ${has}; WhatsApp takes at most ${limit} as ${kind}`,
	]);
});

it.each<[MediaKind, string]>([
	['image', 'image/webp'],
	['image', 'image/gif'],
	['video', 'video/quicktime'],
	['audio', 'audio/wav'],
	['document', 'application/zip'],
	['sticker', 'image/png'],
])('does not take as %s what Meta does not: %s', (kind, type) => {
	expect(wrongWith(kind, type, 1)).toBe(
		`The field 'Input Binary Field' holds a file of the type ${type}, which WhatsApp does not take as ${kind}`,
	);
});

it('takes a voice message as OGG alone', () => {
	expect([
		wrongWith('audio', 'audio/ogg; codecs=opus', 1, true),
		wrongWith('audio', 'audio/mpeg', 1, true),
	]).toEqual([null, "The field 'Voice Message' is on, but the file is of the type audio/mpeg"]);
});

it('does not take an empty file', () => {
	expect(wrongWith('image', 'image/png', 0)).toBe(
		"The field 'Input Binary Field' holds an empty file",
	);
});

it.each([
	['IMAGE/JPG', 'image/jpeg'],
	['audio/ogg; codecs=opus', 'audio/ogg'],
	['audio/mp3', 'audio/mpeg'],
	['application/pdf', 'application/pdf'],
	['', ''],
])('knows %j as %j', (mimeType, type) => {
	expect(mediaType(mimeType)).toBe(type);
});
