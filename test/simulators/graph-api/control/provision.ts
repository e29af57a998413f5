import type { CustomerOptions, NumberChanges, NumberOptions, NumberView } from './options.ts';
import { IdSequence } from '../ids.ts';
import type { App, BusinessAccount } from '../state/account.ts';
import { ALL_SCOPES } from '../state/account.ts';
import type { Customer } from '../state/customer.ts';
import type { NumberProfile, PhoneNumber } from '../state/phone-number.ts';
import { DEFAULT_PROFILE, digitsOf } from '../state/phone-number.ts';
import { emptyApp } from '../state/app-data.ts';
import { EMPTY_PROFILE, newRegistration } from '../state/registration.ts';
import type { Clock } from '../clock.ts';
import type { World } from '../state/world.ts';

/** Makes numbers and customers, and makes up what is not said about them. */
export class Provision {
	readonly #world: World;
	readonly #numberIds = new IdSequence(106540352242922);
	readonly #accountIds = new IdSequence(102290129340398);
	readonly #portfolioIds = new IdSequence(203381447755201);
	readonly #clock: Clock;
	readonly #appIds = new IdSequence(670843887433847);
	readonly #displayNumbers = new IdSequence(15550783881);
	readonly #phones = new IdSequence(16505551001);
	readonly #userIds = new IdSequence(1349120865530);

	constructor(world: World, clock: Clock) {
		this.#world = world;
		this.#clock = clock;
	}

	createNumber(options: NumberOptions): PhoneNumber {
		const { id = this.#numberIds.next(), wabaId = this.#accountIds.next() } = options;
		const account = this.#world.accounts.get(wabaId) ?? this.#createAccount(wabaId);
		const displayPhoneNumber = `+${this.#displayNumbers.next()}`;
		const profile = { ...DEFAULT_PROFILE, displayPhoneNumber };
		const number: PhoneNumber = {
			id,
			wabaId,
			profile,
			override: null,
			registration: newRegistration(this.#clock.now()),
			businessProfile: EMPTY_PROFILE,
			app: emptyApp(),
		};
		this.#world.numbers.set(id, number);
		for (const value of options.accessTokens ?? [`EAAsimulator${account.id}`]) {
			this.#world.tokens.set(value, {
				value,
				appId: account.appId,
				wabaIds: [wabaId],
				scopes: ALL_SCOPES,
				expiresAt: null,
			});
		}
		this.changeNumber(number, options);
		return number;
	}

	changeNumber(number: PhoneNumber, changes: NumberChanges): void {
		const account = this.#world.accountOf(number);
		const app = this.#world.appOf(account);
		number.profile = changedProfile(number.profile, changes);
		const { pin, onboardedAt, portfolioId } = changes;
		if (pin !== undefined) number.registration.pin = pin;
		if (onboardedAt !== undefined) number.registration.onboardedAt = onboardedAt;
		if (portfolioId !== undefined) account.portfolioId = portfolioId;
		if (changes.override !== undefined) number.override = changes.override;
		if (changes.wabaOverride !== undefined) account.override = changes.wabaOverride;
		if (changes.appSubscribed !== undefined) account.appSubscribed = changes.appSubscribed;
		if (changes.appCallback !== undefined) app.callback = changes.appCallback;
		if (changes.appSecret !== undefined) app.secret = changes.appSecret;
	}

	createCustomer(options: CustomerOptions): Customer {
		const waId = options.waId === undefined ? this.#phones.next() : options.waId;
		const phone = waId === null ? null : digitsOf(waId);
		const { userId = `US.${this.#userIds.next()}`, ...changes } = options;
		const customer: Customer = {
			profileName: 'Sheena Nelson',
			username: null,
			identity: 'phoneAndUserId',
			blocked: false,
			onWhatsApp: true,
			...changes,
			id: phone ?? userId ?? '',
			waId: phone,
			userId,
		};
		this.#world.putCustomer(customer);
		return customer;
	}

	#createAccount(id: string): BusinessAccount {
		const appId = this.#appIds.next();
		const app: App = {
			id: appId,
			name: 'Simulated app',
			secret: `simulated-secret-${appId}`,
			callback: null,
		};
		this.#world.apps.set(appId, app);
		const account: BusinessAccount = {
			id,
			name: 'Simulated business',
			appId,
			portfolioId: this.#portfolioIds.next(),
			appSubscribed: true,
			override: null,
		};
		this.#world.accounts.set(id, account);
		return account;
	}
}

/** A number with what belongs to its account and app. */
export function viewNumber(number: PhoneNumber, world: World): NumberView {
	const account = world.accountOf(number);
	const app = world.appOf(account);
	const tokens = [...world.tokens.values()].filter(({ wabaIds }) => wabaIds.includes(account.id));
	return {
		...number.profile,
		id: number.id,
		wabaId: account.id,
		appId: app.id,
		portfolioId: account.portfolioId,
		pin: number.registration.pin,
		code: number.registration.code,
		businessProfile: number.businessProfile,
		appSecret: app.secret,
		accessTokens: tokens.map(({ value }) => value),
		appCallback: app.callback,
		appSubscribed: account.appSubscribed,
		wabaOverride: account.override,
		override: number.override,
	};
}

function changedProfile(profile: NumberProfile, changes: NumberChanges): NumberProfile {
	const given = Object.entries(changes).filter(([key]) => key in profile);
	return { ...profile, ...Object.fromEntries(given) };
}
