import type { LinkEnd, NumberState } from '../../../domain/number/number.ts';
import type { LinkedStanding, LinkView } from '../../../ports/linked.ts';
import type { Phase } from './phase.ts';

/** In which state a number is whose link has ended in some way. */
const STATES: Readonly<Record<LinkEnd, NumberState>> = {
	expired: 'unlinked',
	refused: 'unlinked',
	outdated: 'offline',
	wrongPhone: 'unlinked',
	loggedOut: 'logged_out',
	banned: 'banned',
	replaced: 'offline',
	keysLost: 'logged_out',
	unlinked: 'unlinked',
};

/**
 * What the book is told of a phase.
 *
 * @returns `null` while there is nothing to tell: what was told last holds
 */
export function standingOf(phase: Phase): LinkedStanding | null {
	switch (phase.kind) {
		case 'loading':
		case 'over':
			return null;
		case 'resting': {
			const { end, failure } = phase;
			return { state: end === null ? 'unlinked' : STATES[end], failure };
		}
		case 'linking':
			return { state: 'linking', failure: null };
		case 'away':
			if (phase.isNew) return { state: 'linking', failure: null };
			return phase.failure === null ? null : { state: 'degraded', failure: phase.failure };
		case 'online':
			return { state: 'ready', failure: null };
	}
}

/**
 * What a person sees of a phase.
 *
 * @param wasLinked whether the number was linked when it was opened
 */
export function viewOf(phase: Phase, phone: string, wasLinked: boolean): LinkView {
	switch (phase.kind) {
		case 'loading':
		case 'over':
			return wasLinked
				? { kind: 'linked', phone, isConnected: false }
				: { kind: 'notLinked', end: null, failure: null };
		case 'resting':
			return { kind: 'notLinked', end: phase.end, failure: phase.failure };
		case 'linking': {
			const { step, way } = phase;
			return step.kind === 'asking' ? { kind: 'connecting', way } : step;
		}
		case 'away':
			return phase.isNew
				? { kind: 'finishing' }
				: { kind: 'linked', phone, isConnected: false };
		case 'online':
			return { kind: 'linked', phone, isConnected: true };
	}
}
