import type { CredentialSource, NumberCredential } from './credential.ts';
import type { Office } from '../office.ts';
import { enterWorkspace } from './workspace.ts';

/** A credential that somebody works with: read once, and again where it turns out to be old. */
export class HeldCredential {
	readonly source: CredentialSource;
	readonly #office: Office;
	readonly #id: string | null;
	#current: NumberCredential;

	private constructor(
		office: Office,
		source: CredentialSource,
		id: string | null,
		current: NumberCredential,
	) {
		this.#office = office;
		this.source = source;
		this.#id = id;
		this.#current = current;
	}

	/**
	 * Reads a credential and enters its workspace.
	 *
	 * @param id n8n's id of the credential: one that was read a moment ago will do; `null` to read it
	 * @throws TeamError `workspaceKey`, `invalidCredential`, `storeUnavailable`
	 */
	static async open(
		office: Office,
		source: CredentialSource,
		id: string | null,
	): Promise<HeldCredential> {
		const credential = await office.credentials.recent(id, source);
		await enterWorkspace(office, credential);
		return new HeldCredential(office, source, id, credential);
	}

	/** As it was last read. */
	get current(): NumberCredential {
		return this.#current;
	}

	/** Reads one anew that may have been read a while ago. @returns whether that was so */
	async renew(): Promise<boolean> {
		if (this.#id === null) return false;
		this.#current = await this.#office.credentials.renew(this.#id, this.source);
		await enterWorkspace(this.#office, this.#current);
		return true;
	}
}
