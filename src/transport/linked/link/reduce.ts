import type { Failure } from '../../../domain/message.ts';
import type { LinkEnd } from '../../../domain/number/number.ts';
import type { LinkWay } from '../../../ports/linked.ts';
import { endRow, LINK_ENDS } from '../error-catalogue/link.ts';
import { toFailure, type LinkedRow } from '../error-catalogue/row.ts';
import type { LinkCommand, LinkEvent, Phase, SocketEnd, Step } from './phase.ts';

/** How many pairing codes are shown one after another, while nobody types them. */
const PAIRING_CODES = 3;

/** How many sockets in a row may fail to bring a code. */
const LINK_ATTEMPTS = 5;

/** A connection that has lasted so long begins to count its failures anew, in ms. */
const STEADY_MS = 60_000;

/** Asked to connect anew more often than this in a row, it takes pauses. */
const AT_ONCE = 3;

type In<Kind extends Phase['kind']> = Extract<Phase, { kind: Kind }>;
type Of<Kind extends LinkEvent['kind']> = Extract<LinkEvent, { kind: Kind }>;

/**
 * Says what an event leads to. What does not belong to the phase leads to nothing: it comes from a
 * socket or a wish that is over.
 */
export function reduce(phase: Phase, event: LinkEvent): Step {
	if (phase.kind === 'over') return stay(phase);
	if (event.kind === 'over') return { phase: { kind: 'over' }, commands: [{ kind: 'hangUp' }] };
	switch (phase.kind) {
		case 'loading':
			return inLoading(phase, event);
		case 'resting':
			return inResting(phase, event);
		case 'linking':
			return inLinking(phase, event);
		case 'away':
			return inAway(phase, event);
		case 'online':
			return inOnline(phase, event);
	}
}

function inLoading(phase: In<'loading'>, event: LinkEvent): Step {
	switch (event.kind) {
		case 'begin':
			return stay({ ...phase, wanted: event.way });
		case 'cancel':
			return stay({ ...phase, wanted: null });
		case 'loaded':
			if (event.isLinked) return away({ isNew: false, attempt: 0, failure: null });
			if (phase.wanted !== null) return link(phase.wanted);
			return stay({ kind: 'resting', end: null, failure: null });
		case 'keysLost':
			if (phase.wanted !== null) return link(phase.wanted);
			return rest(LINK_ENDS.keysLost, [{ kind: 'wipe' }]);
		default:
			return stay(phase);
	}
}

function inResting(phase: In<'resting'>, event: LinkEvent): Step {
	if (event.kind === 'begin') return link(event.way);
	// Also a link that only rests, because another program uses it, is given up.
	if (event.kind === 'unlink' && phase.end !== null) return unlinked([]);
	return stay(phase);
}

function inLinking(phase: In<'linking'>, event: LinkEvent): Step {
	switch (event.kind) {
		case 'begin':
			return link(event.way);
		case 'cancel':
		case 'unlink':
			return {
				phase: { kind: 'resting', end: null, failure: null },
				commands: [{ kind: 'hangUp' }],
			};
		case 'qr':
			return withCode(phase, event);
		case 'code': {
			const { code, expiresAt } = event;
			const step = { kind: 'pairingCode', code, expiresAt } as const;
			return stay({ ...phase, step, attempt: 0 });
		}
		case 'codeRefused':
			return rest(LINK_ENDS.codeRefused, [{ kind: 'hangUp' }]);
		case 'paired':
			return stay({ kind: 'away', isTrying: true, isNew: true, attempt: 0, failure: null });
		case 'ended':
			return linkBroke(phase, event.how);
		case 'rested':
			return { phase, commands: [{ kind: 'connect', as: phase.way }] };
		default:
			return stay(phase);
	}
}

/** The first QR code tells that a pairing code may be asked for; the others are of no use to it. */
function withCode(phase: In<'linking'>, { text, expiresAt }: Of<'qr'>): Step {
	if (phase.way === 'qr') {
		return stay({ ...phase, step: { kind: 'qr', text, expiresAt }, attempt: 0 });
	}
	return { phase, commands: phase.step.kind === 'asking' ? [{ kind: 'askCode' }] : [] };
}

function linkBroke(phase: In<'linking'>, how: SocketEnd): Step {
	const { way, expired, attempt } = phase;
	if (how === 'codesExpired') {
		if (way === 'qr' || expired + 1 >= PAIRING_CODES) return rest(LINK_ENDS.expired, []);
		const next = { ...phase, step: { kind: 'asking' }, expired: expired + 1 } as const;
		return { phase: next, commands: [{ kind: 'connect', as: way }] };
	}
	const row = endRow(how);
	if (row.then === 'stop') {
		const isKnown = row.end === 'outdated' || row.end === 'banned' || row.code === 411;
		return rest(isKnown ? row : LINK_ENDS.refused, [], isKnown ? row.end : 'refused');
	}
	if (attempt + 1 >= LINK_ATTEMPTS) return rest(LINK_ENDS.unreachable, []);
	const next = { ...phase, step: { kind: 'asking' }, attempt: attempt + 1 } as const;
	return { phase: next, commands: [{ kind: 'pause', attempt: attempt + 1 }] };
}

function inAway(phase: In<'away'>, event: LinkEvent): Step {
	switch (event.kind) {
		case 'opened':
			// The socket over which it was linked had to end.
			if (event.isOurs)
				return stay({ kind: 'online', attempt: phase.isNew ? 0 : phase.attempt });
			return rest(LINK_ENDS.wrongPhone, [{ kind: 'logOut' }, { kind: 'wipe' }]);
		case 'ended':
			return broke(event.how, phase);
		case 'rested':
			return {
				phase: { ...phase, isTrying: true },
				commands: [{ kind: 'connect', as: 'linked' }],
			};
		case 'unlink':
			return unlinked([{ kind: 'logOut' }]);
		default:
			return stay(phase);
	}
}

function inOnline(phase: In<'online'>, event: LinkEvent): Step {
	switch (event.kind) {
		case 'ended': {
			const attempt = event.lastedMs >= STEADY_MS ? 0 : phase.attempt;
			return broke(event.how, { isNew: false, attempt, failure: null });
		}
		case 'unlink':
			return unlinked([{ kind: 'logOut' }]);
		default:
			return stay(phase);
	}
}

/** A linked number has lost its connection, or did not get one. */
function broke(how: SocketEnd, before: Pick<In<'away'>, 'isNew' | 'attempt' | 'failure'>): Step {
	const row = endRow(how === 'codesExpired' ? 'unknown' : how);
	const { isNew, attempt } = before;
	if (row.then === 'stop') {
		// A link that was refused before it ever worked has not been logged out.
		const isRefused = isNew && row.end === 'loggedOut';
		const commands: LinkCommand[] = row.wipes ? [{ kind: 'wipe' }] : [];
		if (isRefused) return rest(LINK_ENDS.refused, commands);
		return rest(row, commands, row.end);
	}
	if (row.then === 'atOnce' && attempt < AT_ONCE) {
		return away({ ...before, attempt: attempt + 1 });
	}
	// One end by itself is nothing to speak of: most are over in a second.
	const failure = attempt > 0 ? toFailure(row) : null;
	const phase = { kind: 'away', isTrying: false, isNew, attempt: attempt + 1, failure } as const;
	return { phase, commands: [{ kind: 'pause', attempt: attempt + 1 }] };
}

function stay(phase: Phase): Step {
	return { phase, commands: [] };
}

function away(how: Pick<In<'away'>, 'isNew' | 'attempt' | 'failure'>): Step {
	return {
		phase: { kind: 'away', isTrying: true, ...how },
		commands: [{ kind: 'connect', as: 'linked' }],
	};
}

/** Whatever was there goes first: a new try begins with new keys. */
function link(way: LinkWay): Step {
	return {
		phase: { kind: 'linking', way, step: { kind: 'asking' }, expired: 0, attempt: 0 },
		commands: [{ kind: 'hangUp' }, { kind: 'wipe' }, { kind: 'connect', as: way }],
	};
}

function rest(
	row: LinkedRow & { readonly end: LinkEnd | null },
	commands: readonly LinkCommand[],
	end: LinkEnd | null = row.end,
): Step {
	return { phase: { kind: 'resting', end, failure: toFailure(row) }, commands };
}

function unlinked(commands: readonly LinkCommand[]): Step {
	const failure: Failure | null = null;
	return {
		phase: { kind: 'resting', end: 'unlinked', failure },
		commands: [...commands, { kind: 'wipe' }],
	};
}
