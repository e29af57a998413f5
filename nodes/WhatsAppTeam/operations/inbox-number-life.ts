import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { problem, wrong, type Desk, type Preflight, type StepResult } from '../../../src/index.ts';
import { binaryFile } from '../adapter/binary-file.ts';
import { readProfile } from '../adapter/fields/business-profile.ts';

/** What can be done in the life of a number. */
export type LifeOperation =
	| 'health'
	| 'preflight'
	| 'requestCode'
	| 'verifyCode'
	| 'register'
	| 'setPin'
	| 'deregister'
	| 'setProfile';

/**
 * Does a step in the life of the credential's number, or checks it.
 *
 * @throws TeamError
 */
export async function runNumberLife(
	context: IExecuteFunctions,
	desk: Desk,
	operation: LifeOperation,
	index: number,
): Promise<INodeExecutionData> {
	switch (operation) {
		case 'health':
			return { json: toHealth(await desk.checkNumber()) };
		case 'preflight':
			return { json: toGate(context, await desk.checkNumber(), index) };
		case 'requestCode': {
			const method = readMethod(context.getNodeParameter('codeMethod', index));
			const language = String(context.getNodeParameter('codeLanguage', index, 'en_US'));
			const life = await desk.numberLife();
			return { json: toStep(operation, await life.requestCode(method, language)) };
		}
		case 'verifyCode': {
			const code: unknown = context.getNodeParameter('code', index);
			return { json: toStep(operation, await (await desk.numberLife()).verifyCode(code)) };
		}
		case 'register': {
			const pin: unknown = context.getNodeParameter('pin', index);
			return { json: toStep(operation, await (await desk.numberLife()).register(pin)) };
		}
		case 'setPin': {
			const pin: unknown = context.getNodeParameter('pin', index);
			return { json: toStep(operation, await (await desk.numberLife()).setPin(pin)) };
		}
		case 'deregister':
			return { json: toStep(operation, await (await desk.numberLife()).deregister()) };
		case 'setProfile': {
			const { profile, picture } = readProfile(
				context.getNodeParameter('profileFields', index, {}),
			);
			const file = picture === null ? null : await binaryFile(context, index, picture);
			const life = await desk.numberLife();
			return { json: toStep(operation, await life.setProfile(profile, file)) };
		}
	}
}

function readMethod(value: unknown): 'SMS' | 'VOICE' {
	const word = typeof value === 'string' ? value.trim().toUpperCase() : '';
	if (word === 'SMS' || word === 'VOICE') return word;
	throw wrong('Send Code By', 'is none that there is', 'Write sms or voice.');
}

/** What was done, and what comes next. Neither PIN nor code is in it. */
function toStep(step: string, { message, state, attempts, nextStep }: StepResult): IDataObject {
	return {
		step,
		success: true,
		message,
		state,
		attempts:
			attempts === null
				? null
				: {
						used: attempts.used,
						limit: attempts.limit,
						resetsAt:
							attempts.resetsAt === null
								? null
								: new Date(attempts.resetsAt).toISOString(),
					},
		nextStep: nextStep.words,
		nextOperation: nextStep.operation,
	};
}

function toHealth({ report, state, isReady, checks, nextStep }: Preflight): IDataObject {
	const { displayPhone, verifiedName, facts } = report;
	return {
		phone: displayPhone,
		verifiedName,
		state,
		ready: isReady,
		status: facts.status,
		verification: facts.verification,
		nameStatus: facts.nameStatus,
		quality: facts.quality,
		messagingLimit: facts.messagingLimit,
		throughput: facts.throughput,
		perSecond: report.perSecond,
		isOnApp: facts.isOnApp,
		portfolioId: facts.portfolioId,
		checks: checks.map((check) => ({ ...check })),
		nextStep,
	};
}

function toGate(
	context: IExecuteFunctions,
	{ state, isReady, checks, nextStep }: Preflight,
	index: number,
): IDataObject {
	const named = (result: string) =>
		checks.filter((one) => one.result === result).map(({ check }) => check);
	const failed = checks.find(({ result }) => result === 'fail');
	if (failed !== undefined && context.getNodeParameter('failIfNotReady', index, false) === true) {
		throw problem(
			'held',
			`The number is not ready: ${failed.detail}`,
			failed.nextStep ?? nextStep,
		);
	}
	return {
		ready: isReady,
		state,
		failed: named('fail'),
		warnings: named('warn'),
		checks: checks.map((check) => ({ ...check })),
		nextStep,
	};
}
