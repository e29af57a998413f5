import type { Clock } from '../graph-api/clock.ts';
import type { FaultRegistry } from './faults/registry.ts';
import type { Linking } from './linking/linking.ts';
import type { MediaServer } from './media/server.ts';
import type { Pki } from './noise/pki.ts';
import type { Settings } from './settings.ts';
import type { Transcript } from './transcript.ts';
import type { World } from './world/world.ts';

/** What the parts of a simulator share. */
export interface Context {
	readonly clock: Clock;
	readonly pki: Pki;
	readonly transcript: Transcript;
	readonly faults: FaultRegistry;
	readonly world: World;
	readonly linking: Linking;
	readonly media: MediaServer;
	/** The settings in force; they may change at any time. */
	settings: Settings;
}

/** The simulated time as stanzas carry it: whole seconds since the epoch. */
export function seconds({ clock }: Pick<Context, 'clock'>): number {
	return Math.floor(clock.now() / 1000);
}
