import {
	checkPicture,
	checkProfile,
	type BusinessProfile,
} from '../../domain/number/business-profile.ts';
import type { AttemptKind, Attempts } from '../../domain/number/number-attempts.ts';
import {
	missingStep,
	nextStepOf,
	stepOf,
	type NextStep,
} from '../../domain/number/number-steps.ts';
import type { NumberState } from '../../domain/number/number.ts';
import { isProblem, problem } from '../../domain/problem.ts';
import type { OutgoingFile } from '../../transport/cloud/media-upload.ts';
import type {
	CloudNumberLife,
	CodeMethod,
	StepOutcome,
} from '../../transport/cloud/number-life.ts';
import { withClient } from './cloud-number.ts';
import { asCloud } from '../credential/credential.ts';
import { attemptsUsedUp, readCode, readLanguage, readPin } from './number-life-words.ts';
import { lookAtNumber } from './number-look.ts';
import { accessTo, type Asker } from './number-access.ts';

/** What a step of a number's life came to. */
export interface StepResult {
	/** What was done, for a person. */
	readonly message: string;
	readonly state: NumberState;
	/** Of a step that Meta counts. */
	readonly attempts: Attempts | null;
	readonly nextStep: NextStep;
}

interface Step {
	readonly kind: AttemptKind | null;
	run(life: CloudNumberLife): Promise<StepOutcome>;
	readonly message: string;
	/** The state to expect, and what follows where Meta does not tell another. */
	readonly then: NumberState | null;
	readonly next: (state: NumberState) => NextStep;
}

/** Takes a number of the Cloud API from pending to ready. Neither PIN nor code is kept or told. */
export class NumberLife {
	readonly #asker: Asker;

	constructor(asker: Asker) {
		this.#asker = asker;
	}

	/**
	 * Lets Meta send a code to the phone.
	 *
	 * @param language of the text or the voice, as in `en_US`
	 * @throws TeamError
	 */
	async requestCode(method: CodeMethod, language: string): Promise<StepResult> {
		const said = readLanguage(language);
		const way = method === 'SMS' ? 'by SMS' : 'by a call';
		return await this.#take({
			kind: 'code',
			run: (life) => life.requestCode(method, said),
			message: `Meta sends a code to the phone ${way}`,
			then: 'code_sent',
			next: () => stepOf('verifyCode'),
		});
	}

	/** Proves with a code that the phone is at hand. @throws TeamError */
	async verifyCode(code: unknown): Promise<StepResult> {
		const read = readCode(code);
		return await this.#take({
			kind: 'verification',
			run: (life) => life.verifyCode(read),
			message: 'The number is verified',
			then: 'verified',
			next: nextStepOf,
		});
	}

	/** Registers the number with the Cloud API, and lets the app get what customers write. @throws TeamError */
	async register(pin: unknown): Promise<StepResult> {
		const read = readPin(pin);
		const result = await this.#take({
			kind: 'registration',
			run: (life) => life.register(read),
			message: 'The number is registered with the Cloud API',
			then: 'ready',
			next: (state) => (state === 'ready' ? stepOf('setProfile') : nextStepOf(state)),
		});
		await this.#subscribe();
		this.#asker.office.engine.find(this.#asker.own.id)?.wake();
		return result;
	}

	/** Takes the number from the Cloud API: it sends and receives no more. @throws TeamError */
	async deregister(): Promise<StepResult> {
		return await this.#take({
			kind: 'registration',
			run: (life) => life.deregister(),
			message: 'The number is taken from the Cloud API; what it has to send waits',
			then: 'verified',
			next: nextStepOf,
		});
	}

	/** Sets the PIN of two-step verification, whatever it was. @throws TeamError */
	async setPin(pin: unknown): Promise<StepResult> {
		const read = readPin(pin);
		return await this.#take({
			kind: null,
			run: (life) => life.setPin(read),
			message: 'The PIN is set',
			then: null,
			next: nextStepOf,
		});
	}

	/**
	 * Changes what customers read about the business.
	 *
	 * @param picture `null` to leave it
	 * @throws TeamError `invalidInput` before Meta is asked, or what Meta says
	 */
	async setProfile(profile: BusinessProfile, picture: OutgoingFile | null): Promise<StepResult> {
		checkProfile(profile);
		if (picture !== null) checkPicture(picture);
		const handle =
			picture === null ? {} : { profile_picture_handle: await this.#upload(picture) };
		return await this.#take({
			kind: null,
			run: (life) => life.setProfile({ ...profile, ...handle }),
			message: 'The business profile is changed',
			then: null,
			next: nextStepOf,
		});
	}

	async #take(step: Step): Promise<StepResult> {
		const { office, own } = this.#asker;
		const { store, clock, logger } = office;
		const access = await this.#access();
		const attempt =
			step.kind === null
				? null
				: await store.beginAttempt({ numberId: own.id, kind: step.kind, now: clock.now() });
		if (attempt !== null && !attempt.isFree) throw attemptsUsedUp(attempt.attempts);
		const { cloudNumberLife } = await import('../../transport/cloud/number-life.ts');
		const outcome = await withClient(access, (client) =>
			step.run(cloudNumberLife(client, own.phoneNumberId ?? '')),
		);
		switch (outcome.kind) {
			case 'done': {
				if (step.then === 'code_sent') await this.#noteCodeSent();
				const state = (await this.#look()) ?? step.then ?? own.state;
				logger.info({ numberId: own.id, state }, step.message);
				return {
					message: step.message,
					state,
					attempts: attempt?.attempts ?? null,
					nextStep: step.next(state),
				};
			}
			case 'refused': {
				const { failure } = outcome;
				const missing = missingStep(failure.code, (await this.#look()) ?? own.state);
				const { message, advice } = failure;
				throw problem('remoteRefused', message, missing?.words ?? advice);
			}
			case 'unreachable': {
				if (outcome.isLost && attempt !== null) {
					await store.forgetAttempt({ attemptId: attempt.attemptId });
				}
				throw problem(
					'remoteUnreachable',
					`The Graph API could not be reached (${outcome.reason})`,
					outcome.isLost
						? 'Nothing was done. Check the network of the n8n server, and run the step again.'
						: "It is not known whether the step was done: run 'Health', which tells what is next.",
				);
			}
		}
	}

	async #noteCodeSent(): Promise<void> {
		const { office, own } = this.#asker;
		const [numberId, now] = [own.id, office.clock.now()];
		await office.store.setNumberState({ numberId, state: 'code_sent', now });
	}

	/** @returns the state as Meta tells it now; `null` if it cannot be asked */
	async #look(): Promise<NumberState | null> {
		return await lookAtNumber(this.#asker).then(
			({ state }) => state,
			(error: unknown) => {
				if (isProblem(error)) return null;
				throw error;
			},
		);
	}

	/** A failure of this is told by the preflight. */
	async #subscribe(): Promise<void> {
		const { businessAccountId } = asCloud(await this.#asker.source());
		if (businessAccountId === null) return;
		const { isSubscribed, subscribe } = await import('../../transport/cloud/number-life.ts');
		await withClient(await this.#access(), async (client) => {
			if ((await isSubscribed(client, businessAccountId)) !== false) return;
			await subscribe(client, businessAccountId);
		});
	}

	async #upload(file: OutgoingFile): Promise<string> {
		const { uploadSample } = await import('../../transport/cloud/templates/example-upload.ts');
		return await uploadSample(await this.#access(), file);
	}

	async #access() {
		const { own } = this.#asker;
		if (own.mode === 'linked') throw linkedHasNone();
		return await accessTo(this.#asker, own.id);
	}
}

function linkedHasNone() {
	return problem(
		'invalidInput',
		'A linked number lives in the WhatsApp app: it is not registered with the Cloud API',
		"Choose the credential of a number of the Cloud API, or run 'Link'.",
	);
}
