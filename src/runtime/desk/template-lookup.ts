import { isProblem, problem } from '../../domain/problem.ts';
import { LOOK_MS } from '../../domain/template/look-times.ts';
import type { Template } from '../../domain/template/model.ts';
import { formatReference, type TemplateReference } from '../../domain/template/reference.ts';
import { noSuchTemplate } from '../../domain/template/sendable.ts';
import type { Recipient } from '../../ports/store.ts';
import type { Asker } from '../number/number-access.ts';
import { accountOf, askForName, isMeant, type NumberAccount } from './template-account.ts';

/** Templates that were found already, by account and reference. */
type Found = Map<string, Promise<Template>>;

/** Finds templates by their name and language, asking Meta only for what is not known well. */
export class TemplateLookup {
	readonly #asker: Asker;
	readonly #found: Found = new Map();

	constructor(asker: Asker) {
		this.#asker = asker;
	}

	/**
	 * A template for a message to this recipient, from the account of the number by which it goes.
	 *
	 * @returns `null` if it goes by a linked number, which has no templates
	 * @throws TeamError `notFound`, `invalidCredential`, `remoteRefused`, `remoteUnreachable`
	 */
	async forRecipient(
		recipient: Recipient,
		reference: TemplateReference,
	): Promise<Template | null> {
		const { office, own } = this.#asker;
		const [route] = await office.store.findRoutes({
			workspaceId: own.workspaceId,
			numberId: own.id,
			recipients: [recipient],
		});
		// Who is not known is refused when it is sent.
		const isKnown = route?.kind === 'route';
		const isLinked = isKnown ? route.phoneNumberId === null : own.mode === 'linked';
		return isLinked ? null : await this.ofNumber(isKnown ? route.numberId : own.id, reference);
	}

	/** A template of the account of a number. @throws TeamError as above */
	async ofNumber(numberId: string, reference: TemplateReference): Promise<Template> {
		const account = await accountOf(this.#asker, numberId);
		const key = JSON.stringify([account.businessAccountId, formatReference(reference)]);
		const found = this.#found.get(key) ?? this.#find(account, reference);
		this.#found.set(key, found);
		return await found;
	}

	/** What was seen lately is believed while it can be sent; otherwise Meta may say something new. */
	async #find(account: NumberAccount, reference: TemplateReference): Promise<Template> {
		const { store, clock } = this.#asker.office;
		const { workspaceId, businessAccountId } = account;
		const known = await store.findTemplate({ workspaceId, businessAccountId, ...reference });
		const isFresh = known !== null && clock.now() - known.seenAt < LOOK_MS;
		if (isFresh && known.template.status === 'APPROVED') return known.template;
		try {
			const all = await askForName(this.#asker, account, reference.name);
			const template = all.find((one) => isMeant(one, reference));
			if (template === undefined) throw noSuchTemplate(reference);
			return template;
		} catch (error) {
			if (known === null || !isAway(error)) throw forReader(error, reference);
			return known.template;
		}
	}
}

function isAway(error: unknown): boolean {
	return isProblem(error) && error.code === 'remoteUnreachable';
}

function forReader(error: unknown, reference: TemplateReference): unknown {
	if (!isAway(error)) return error;
	return problem(
		'remoteUnreachable',
		`Meta could not be asked what the template ${formatReference(reference)} looks like`,
		'Waiting may help: nothing was sent.',
		{ cause: error, retryAfterMs: 10_000 },
	);
}
