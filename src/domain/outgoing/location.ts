import { wrong } from './field.ts';

/** A place. */
export interface LocationContent {
	readonly type: 'location';
	/** Degrees, -90 to 90. */
	readonly latitude: number;
	/** Degrees, -180 to 180. */
	readonly longitude: number;
	readonly name: string | null;
	/** Shown only together with a name. */
	readonly address: string | null;
}

/** @throws TeamError `invalidInput` */
export function checkLocation({ latitude, longitude }: LocationContent): void {
	checkDegrees('Latitude', latitude, 90);
	checkDegrees('Longitude', longitude, 180);
}

function checkDegrees(field: string, degrees: number, most: number): void {
	if (Number.isFinite(degrees) && Math.abs(degrees) <= most) return;
	throw wrong(
		field,
		`is not a number from -${most} to ${most}`,
		'Write degrees with a decimal point, as in 52.5163.',
	);
}
