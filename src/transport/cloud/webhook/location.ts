import { asNumeric, asObject, asText } from '../json.ts';
import type { ReadContent } from './content.ts';

/** Reads a place; its name is the text, else its address, else the coordinates. */
export function readLocation(value: unknown): ReadContent | undefined {
	const place = asObject(value);
	const latitude = asNumeric(place?.['latitude']);
	const longitude = asNumeric(place?.['longitude']);
	if (place === undefined || latitude === undefined || longitude === undefined) return undefined;
	const name = asText(place['name']) ?? null;
	const address = asText(place['address']) ?? null;
	const url = asText(place['url']) ?? null;
	return {
		content: { type: 'location', location: { latitude, longitude, name, address, url } },
		text: name ?? address ?? `${latitude}, ${longitude}`,
	};
}
