import { asNumber, asText, type JsonObject } from '../../json.ts';
import type { ReadContent } from './read.ts';

/** Reads a place; its name is the text, else its address, else the coordinates. */
export function readLocation(place: JsonObject): ReadContent | undefined {
	const latitude = asNumber(place['degreesLatitude']);
	const longitude = asNumber(place['degreesLongitude']);
	if (latitude === undefined || longitude === undefined) return undefined;
	const name = asText(place['name']) ?? null;
	const address = asText(place['address']) ?? null;
	const url = asText(place['url']) ?? null;
	// A live location has a caption instead.
	const words = name ?? address ?? asText(place['caption']);
	return {
		content: { type: 'location', location: { latitude, longitude, name, address, url } },
		text: words ?? `${latitude}, ${longitude}`,
	};
}
