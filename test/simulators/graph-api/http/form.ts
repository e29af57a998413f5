/** A multipart form, or null if the body is none. */
export async function readForm(
	contentType: string | undefined,
	bytes: Buffer,
): Promise<FormData | null> {
	if (contentType === undefined || !contentType.startsWith('multipart/form-data')) return null;
	const headers = { 'content-type': contentType };
	return await new Response(new Uint8Array(bytes), { headers }).formData().catch(() => null);
}
