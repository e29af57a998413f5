import type { Marketing } from '../../domain/consent.ts';
import type { ContactChange, Erased, KnownContact, Recipient } from '../../ports/store.ts';
import { keyOf } from '../credential/binding.ts';
import type { NumberCredential } from '../credential/credential.ts';
import {
	eraseContact,
	findContact,
	mergePeople,
	setConsent,
	upsertContact,
	type Acting,
	type PeopleOffice,
} from './people.ts';

/**
 * The people of a workspace, in somebody's name: whom an agent may not see is not there for them, and
 * of the others they see what is of their numbers and labels.
 */
export class PeopleDesk {
	readonly #office: PeopleOffice;
	readonly #credential: NumberCredential;
	readonly #acting: Acting;

	/** @param actingAgent an email; `null` for the workflow, which sees and may do all */
	constructor(office: PeopleOffice, credential: NumberCredential, actingAgent: string | null) {
		this.#office = office;
		this.#credential = credential;
		this.#acting = { workspaceId: credential.workspace, actingAgent };
	}

	/** Finds a person. @throws TeamError `notFound` */
	async find(who: Recipient): Promise<KnownContact> {
		return await findContact(this.#office, this.#acting, who);
	}

	/**
	 * Writes down whether a person wants marketing; `null` for nobody knows.
	 *
	 * @returns the person as they are known from now on
	 * @throws TeamError `notFound`, `notAllowed`
	 */
	async setConsent(who: Recipient, marketing: Marketing | null): Promise<KnownContact> {
		return await setConsent(this.#office, this.#acting, { who, marketing });
	}

	/**
	 * Writes down what the team says of a person; one who is named by a new phone is made.
	 *
	 * @throws TeamError `invalidInput`, naming the field; `notFound`, `notAllowed`
	 */
	async upsert(
		who: Recipient,
		change: ContactChange,
	): Promise<{ readonly contact: KnownContact; readonly isNew: boolean }> {
		const numberId = await this.#numberId();
		return await upsertContact(this.#office, this.#acting, { who, change, numberId });
	}

	/** Makes two people one: `into` stays. @throws TeamError `notFound`, `notAllowed` */
	async merge(
		into: Recipient,
		from: Recipient,
	): Promise<{ readonly contact: KnownContact; readonly hasChanged: boolean }> {
		const numberId = await this.#numberId();
		return await mergePeople(this.#office, this.#acting, { into, from, numberId });
	}

	/** Deletes all that is known of a person. @throws TeamError `notFound`, `notAllowed` */
	async erase(who: Recipient): Promise<Erased> {
		return await eraseContact(this.#office, this.#acting, who);
	}

	/** The number of the credential; `null` while nobody has used it. */
	async #numberId(): Promise<string | null> {
		const number = await this.#office.numbers.find(keyOf(this.#credential));
		return number !== null && number.workspaceId === this.#acting.workspaceId
			? number.id
			: null;
	}
}
