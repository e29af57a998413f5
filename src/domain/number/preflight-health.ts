import type { Check } from '../check.ts';
import type { HealthEntity, HealthIssue, NumberFacts } from './number-facts.ts';

/** Codes of `health_status`: https://developers.facebook.com/docs/whatsapp/cloud-api/health-status. */
const PAYMENT = 141006;
const NOT_VERIFIED = 141010;

type Subject = 'payment' | 'business' | 'number' | 'account' | 'app';

const SUBJECTS: Readonly<Record<Subject, { readonly well: string; readonly step: string }>> = {
	payment: {
		well: 'Meta names no problem with the payment',
		step: 'Add a payment method in WhatsApp Manager, under Account settings.',
	},
	business: {
		well: 'Meta names no problem with the business',
		step: 'Verify the business in Meta Business Settings, under Security Center.',
	},
	number: {
		well: 'Meta names no problem with the number',
		step: 'See the number in WhatsApp Manager.',
	},
	account: {
		well: 'Meta names no problem with the account',
		step: 'See Account Quality in Meta Business Settings.',
	},
	app: {
		well: 'Meta names no problem with the app',
		step: 'See the alerts of the app in the App Dashboard.',
	},
};

interface Found {
	readonly entity: HealthEntity;
	readonly issue: HealthIssue;
}

/** What Meta's health says of the number and all that is above it: one check for each subject. */
export function healthChecks({ health }: NumberFacts): readonly Check[] {
	const found = health.flatMap(issuesOf);
	return (Object.keys(SUBJECTS) as Subject[]).map((check) => {
		const { well, step } = SUBJECTS[check];
		if (health.length === 0) {
			return {
				check,
				result: 'warn',
				detail: 'Meta gives no health of this number',
				nextStep: 'Look in WhatsApp Manager whether something is to be done.',
			};
		}
		const own = found.filter((one) => subjectOf(one) === check);
		if (own.length === 0) return { check, result: 'pass', detail: well, nextStep: null };
		const isBlocked = own.some(({ entity }) => entity.canSend === 'BLOCKED');
		const advice = own.flatMap(({ issue }) => issue.solution ?? []);
		return {
			check,
			result: isBlocked ? 'fail' : 'warn',
			detail: own.map(({ issue }) => inWords(issue)).join('; '),
			nextStep: [step, ...new Set(advice)].join(' '),
		};
	});
}

/** One that is not available without a reason has one all the same. */
function issuesOf(entity: HealthEntity): readonly Found[] {
	if (entity.canSend === 'AVAILABLE') return [];
	const issues =
		entity.issues.length > 0
			? entity.issues
			: [{ code: null, text: `Meta says ${entity.canSend}`, solution: null }];
	return issues.map((issue) => ({ entity, issue }));
}

function subjectOf({ entity, issue }: Found): Subject {
	if (issue.code === PAYMENT) return 'payment';
	if (issue.code === NOT_VERIFIED) return 'business';
	switch (entity.type) {
		case 'WABA':
			return 'account';
		case 'BUSINESS':
			return 'business';
		case 'APP':
			return 'app';
		default:
			return 'number';
	}
}

function inWords({ code, text }: HealthIssue): string {
	return code === null ? text : `${text} (${code})`;
}
