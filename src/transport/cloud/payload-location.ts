import type { LocationContent } from '../../domain/outgoing/location.ts';

/**
 * A place as Meta takes it.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/location-messages
 */
export function locationPayload({ latitude, longitude, name, address }: LocationContent) {
	return {
		latitude,
		longitude,
		...(name === null ? {} : { name }),
		...(address === null ? {} : { address }),
	};
}
