import type { BinaryNode } from '@whiskeysockets/baileys';

/** A stanza, or a part of one. */
export type Node = BinaryNode;

/** Makes a node; attributes that are undefined are left out, numbers are written as text. */
export function node(
	tag: string,
	attrs: Readonly<Record<string, string | number | undefined>> = {},
	content?: Node['content'],
): Node {
	const given = Object.entries(attrs).filter(([, value]) => value !== undefined);
	return {
		tag,
		attrs: Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
		...(content === undefined ? {} : { content }),
	};
}

/** The parts of a node, none if it holds bytes, text or nothing. */
export function children(of: Node | undefined, tag?: string): readonly Node[] {
	if (!Array.isArray(of?.content)) return [];
	return tag === undefined ? of.content : of.content.filter((part) => part.tag === tag);
}

/** The first part, or the first part with this tag. */
export function child(of: Node | undefined, tag?: string): Node | undefined {
	return children(of, tag)[0];
}

/** The bytes that a part of this tag holds. Throws if there are none. */
export function bytesOf(of: Node | undefined, tag: string): Buffer {
	const content = child(of, tag)?.content;
	if (typeof content === 'string') return Buffer.from(content);
	if (content instanceof Uint8Array) return Buffer.from(content);
	throw new Error(`A stanza lacks the bytes of "${tag}".`);
}

/** The text of a node, which may come as bytes. */
export function textOf(of: Node | undefined): string | undefined {
	const content = of?.content;
	if (typeof content === 'string') return content;
	return content instanceof Uint8Array ? Buffer.from(content).toString() : undefined;
}

/** The big-endian number that a part of this tag holds. */
export function numberOf(of: Node | undefined, tag: string): number {
	const bytes = bytesOf(of, tag);
	return bytes.readUIntBE(0, bytes.length);
}

/** A number in so many bytes, the highest first. */
export function bigEndian(value: number, bytes: number): Buffer {
	const buffer = Buffer.alloc(bytes);
	buffer.writeUIntBE(value, 0, bytes);
	return buffer;
}
