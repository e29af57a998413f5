import type { WhatsAppWebSimulator } from '../simulator.ts';
import type { Call } from '../world/calls.ts';
import type { BroadcastPlace } from '../world/broadcasts.ts';

/** A number of ours, in any notation. */
interface AtPhone {
	readonly phone: string;
}

/** A customer's number, in any notation. */
interface ByCustomer {
	readonly customer: string;
}

/** Something that somebody does, or that happens. Each is a method of the simulator's classes. */
export type Act =
	| ({ readonly act: 'reads' | 'plays'; readonly ids?: readonly string[] } & ByCustomer)
	| ({ readonly act: 'types'; readonly state?: 'composing' | 'recording' | 'paused' } & AtPhone &
			ByCustomer)
	| ({ readonly act: 'goes'; readonly state: 'online' | 'offline' } & ByCustomer)
	/** Gives the id of the call. */
	| ({ readonly act: 'calls'; readonly video?: boolean } & AtPhone & ByCustomer)
	| { readonly act: 'endsCall'; readonly id: string; readonly how: 'hangsUp' | 'timesOut' }
	/** Gives the id of the message. */
	| ({ readonly act: 'broadcasts'; readonly place: BroadcastPlace } & AtPhone & ByCustomer)
	| ({ readonly act: 'blocks' | 'unblocks' } & AtPhone & ByCustomer)
	| ({ readonly act: 'switchesOff' | 'switchesOn' | 'reinstalls' | 'leaves' } & ByCustomer)
	| ({ readonly act: 'phoneReads'; readonly ids: readonly string[] } & AtPhone & ByCustomer)
	| ({ readonly act: 'unlink'; readonly device?: number } & AtPhone)
	| ({ readonly act: 'restrict'; readonly untilMs: number } & AtPhone)
	| ({
			readonly act:
				| 'ban'
				| 'unban'
				| 'unrestrict'
				| 'switchOff'
				| 'switchOn'
				| 'sendHistory'
				| 'dropConnections';
	  } & AtPhone)
	| ({ readonly act: 'keepPreKeys'; readonly count: number } & AtPhone)
	| ({ readonly act: 'streamError'; readonly code?: number } & AtPhone)
	| { readonly act: 'expireFile'; readonly id: string }
	| { readonly act: 'goDown' | 'comeUp' | 'restart' };

/** What an act gives; only some have an id. */
export interface Acted {
	readonly id?: string;
}

/** Calls that ring, by their ids. */
export type RingingCalls = Map<string, Call>;

/** Does it. Throws if somebody is named who is not there. */
export async function perform(
	sim: WhatsAppWebSimulator,
	calls: RingingCalls,
	act: Act,
): Promise<Acted> {
	const customer = () => sim.customer('customer' in act ? act.customer : '');
	const phone = () => sim.phone('phone' in act ? act.phone : '');
	switch (act.act) {
		case 'reads':
		case 'plays':
			customer()[act.act](...(act.ids ?? []));
			return {};
		case 'types':
			customer().types(phone(), act.state);
			return {};
		case 'goes':
			customer().goes(act.state);
			return {};
		case 'calls': {
			const call = customer().calls(phone(), { video: act.video ?? false });
			calls.set(call.id, call);
			return { id: call.id };
		}
		case 'endsCall':
			calls.get(act.id)?.[act.how]();
			calls.delete(act.id);
			return {};
		case 'broadcasts':
			return customer().broadcasts(phone(), act.place);
		case 'blocks':
		case 'unblocks':
			customer()[act.act](phone());
			return {};
		case 'switchesOff':
		case 'switchesOn':
		case 'reinstalls':
			customer()[act.act]();
			return {};
		case 'leaves':
			sim.remove(customer());
			return {};
		case 'phoneReads':
			phone().reads(customer(), ...act.ids);
			return {};
		case 'unlink': {
			const device = act.device === undefined ? undefined : phone().devices.get(act.device);
			phone().unlink(device);
			return {};
		}
		case 'restrict':
			phone().restrict(act.untilMs);
			return {};
		case 'unban':
			phone().banned = false;
			return {};
		case 'ban':
		case 'unrestrict':
		case 'switchOff':
		case 'switchOn':
			phone()[act.act]();
			return {};
		case 'sendHistory':
			for (const device of phone().devices.values()) await phone().sendHistory(device);
			return {};
		case 'dropConnections':
			sim.dropConnections(phone());
			return {};
		case 'keepPreKeys':
			for (const device of phone().devices.values()) device.keepPreKeys(act.count);
			return {};
		case 'streamError':
			sim.streamError(phone(), act.code);
			return {};
		case 'expireFile':
			sim.expireFile(act.id);
			return {};
		case 'goDown':
		case 'comeUp':
		case 'restart':
			await sim[act.act]();
			return {};
	}
}
