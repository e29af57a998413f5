import type { Clock } from '../../ports/clock.ts';
import type { AccessSource, GraphAccess } from '../../transport/cloud/graph-client.ts';
import { asCloud, type CredentialSource } from '../credential/credential.ts';

/** How long a token is used before the credential is read again, in ms. */
const FRESH_MS = 60_000;

/**
 * The access of an open number: read from the credentials of those who hold it open, the newest
 * first, kept in memory alone.
 */
export class AccessCache {
	readonly #clock: Clock;
	readonly #sources = new Map<string, CredentialSource>();
	#cached: { readonly access: GraphAccess; readonly at: number } | null = null;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Adds or replaces the source of a holder. */
	add(holder: string, source: CredentialSource): void {
		this.#sources.delete(holder);
		this.#sources.set(holder, source);
	}

	/** What a Graph client asks before each call. Rejects if no credential can be read. */
	readonly access: AccessSource = async ({ isFresh }) => {
		const now = this.#clock.now();
		if (!isFresh && this.#cached !== null && now - this.#cached.at < FRESH_MS) {
			return this.#cached.access;
		}
		const access = await this.#read();
		this.#cached = { access, at: now };
		return access;
	};

	/** A credential may have been deleted while its workflow runs: the next one is asked. */
	async #read(): Promise<GraphAccess> {
		let last: unknown = new Error('no credential');
		for (const source of [...this.#sources.values()].reverse()) {
			try {
				const { baseUrl, apiVersion, accessToken } = asCloud(await source());
				return { baseUrl, apiVersion, accessToken };
			} catch (error) {
				last = error;
			}
		}
		if (this.#cached !== null) return this.#cached.access;
		throw last;
	}
}
