import { newWamid } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import type { Simulation } from '../simulation.ts';
import type { Customer } from '../state/customer.ts';
import { namesOf, phoneIsVisible, visibleUserId } from '../state/customer.ts';
import { digitsOf, type PhoneNumber } from '../state/phone-number.ts';
import { contentPayload, opensWindow, readable } from '../webhooks/content-payload.ts';
import { contactOf, secondsOf, valueOf } from '../webhooks/payload-parts.ts';
import { customerNamed, numberNamed } from './actions.ts';
import type { IdentityChange, WrittenMessage } from './content.ts';

interface Written extends WrittenMessage {
	readonly number: PhoneNumber;
	readonly person: Customer;
	readonly wamid: string;
	readonly at: number;
}

/** Customers send messages of any kind: one webhook per number. Gives the wamids in their order. */
export function customersSend(
	sim: Simulation,
	messages: readonly WrittenMessage[],
): readonly string[] {
	return publish(sim, messages, 'messages', 'messages', (written) => {
		const { number, person, wamid, at, content } = written;
		remember(sim, written, 'in');
		if (opensWindow(content)) sim.world.noteInbound(number.id, person.id, at);
		sim.limits.countInbound(number.id, sim.clock.now());
		const text = readable(content);
		const phoneNumberId = number.id;
		sim.log.add({ kind: 'inbound', phoneNumberId, customer: person.id, wamid, text });
		const userId = visibleUserId(person);
		return {
			...(phoneIsVisible(person) ? { from: person.waId } : {}),
			...(userId === null ? {} : { from_user_id: userId }),
		};
	});
}

/** The business writes in the app on its own phone: echoes, https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. Gives the wamids. */
export function businessWrites(
	sim: Simulation,
	messages: readonly WrittenMessage[],
): readonly string[] {
	return publish(sim, messages, 'smb_message_echoes', 'message_echoes', (written) => {
		const { number, person } = written;
		remember(sim, written, 'out');
		const userId = visibleUserId(person);
		return {
			from: digitsOf(number.profile.displayPhoneNumber),
			...(phoneIsVisible(person) ? { to: person.waId } : {}),
			...(userId === null ? {} : { to_user_id: userId }),
		};
	});
}

/** A customer gets another phone, another user id or new keys: https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids. Gives the wamid. */
export function identityChanges(sim: Simulation, change: IdentityChange): string {
	const before = customerNamed(sim, change.customer);
	const number = numberNamed(sim, change.phoneNumberId);
	const wamid = newWamid();
	const after = change.keysOnly === true ? before : changed(before, change);
	sim.world.putCustomer(after);
	const visible = phoneIsVisible(before);
	publishOne(sim, number, {
		field: 'messages',
		people: [before, after],
		wamids: [wamid],
		// A system message has no `contacts`.
		value: {
			messages: [
				{
					...(visible ? { from: before.waId } : {}),
					id: wamid,
					timestamp: secondsOf(sim.clock.now()),
					type: 'system',
					system: change.keysOnly === true ? NEW_KEYS : notice(before, after, visible),
				},
			],
		},
	});
	return wamid;
}

const NEW_KEYS: JsonObject = {
	type: 'customer_identity_changed',
	body: 'User identity changed',
};

function changed(before: Customer, { waId, userId }: IdentityChange): Customer {
	return {
		...before,
		waId: waId === undefined ? before.waId : digitsOf(waId),
		// A new phone makes a new user id, too.
		userId: userId ?? (before.userId === null ? null : `${before.userId}1`),
	};
}

function notice(before: Customer, after: Customer, visible: boolean): JsonObject {
	const [old, now] = [visibleUserId(before), visibleUserId(after)];
	const hasNewPhone = visible && before.waId !== after.waId;
	return {
		type: hasNewPhone ? 'user_changed_number' : 'user_changed_user_id',
		body: hasNewPhone
			? `User ${before.profileName} changed from ${before.waId} to ${after.waId}`
			: `User ${before.profileName} changed their user ID`,
		...(hasNewPhone ? { wa_id: after.waId } : {}),
		...(now === null ? {} : { user_id: now }),
		...(old === null ? {} : { previous_user_id: old }),
	};
}

function remember(sim: Simulation, written: Written, direction: 'in' | 'out'): void {
	const { wamid, number, person, content, at } = written;
	sim.world.addMessage({
		wamid,
		direction,
		phoneNumberId: number.id,
		customerId: person.id,
		type: content.type,
		at,
	});
}

function publish(
	sim: Simulation,
	messages: readonly WrittenMessage[],
	field: string,
	key: string,
	write: (written: Written) => JsonObject,
): readonly string[] {
	const all = messages.map((message): Written => ({
		...message,
		number: numberNamed(sim, message.phoneNumberId),
		person: customerNamed(sim, message.customer),
		wamid: message.id ?? newWamid(),
		at: message.timestamp ?? sim.clock.now(),
	}));
	for (const number of new Set(all.map((written) => written.number))) {
		const told = all.filter((written) => written.number === number);
		const people = [...new Set(told.map(({ person }) => person))];
		const entries = told.map((written) => ({
			...(written.context === undefined ? {} : { context: written.context }),
			...(written.referral === undefined ? {} : { referral: written.referral }),
			...(written.groupId === undefined ? {} : { group_id: written.groupId }),
			...write(written),
			id: written.wamid,
			timestamp: secondsOf(written.at),
			...contentPayload(written.content),
		}));
		const contacts = people.map((person) => contactOf(person, true));
		const wamids = told.map(({ wamid }) => wamid);
		publishOne(sim, number, { field, people, wamids, value: { contacts, [key]: entries } });
	}
	return all.map(({ wamid }) => wamid);
}

interface Told {
	readonly field: string;
	readonly people: readonly Customer[];
	readonly wamids: readonly string[];
	readonly value: JsonObject;
}

function publishOne(sim: Simulation, number: PhoneNumber, told: Told): void {
	sim.webhooks.publish({
		phoneNumberId: number.id,
		recipients: told.people.flatMap(namesOf),
		field: told.field,
		values: [valueOf(number, told.value)],
		messages: told.wamids,
		statuses: [],
	});
}
