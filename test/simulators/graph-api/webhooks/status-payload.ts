import { errorFact } from '../graph/error-codes.ts';
import type { JsonObject } from '../json.ts';
import type { MessageStatus } from '../log-entries.ts';
import type { Customer } from '../state/customer.ts';
import { phoneIsVisible, visibleUserId } from '../state/customer.ts';
import type { AsyncFailure, SentMessage } from '../state/message.ts';
import type { PhoneNumber } from '../state/phone-number.ts';
import { contactOf, secondsOf, valueOf } from './payload-parts.ts';

/** A status that was reached. */
export interface StatusFacts {
	readonly number: PhoneNumber;
	readonly customer: Customer;
	readonly sent: SentMessage;
	readonly status: MessageStatus;
	readonly failure: AsyncFailure | undefined;
	/** Simulated ms. */
	readonly at: number;
	readonly priced: boolean;
}

/**
 * The `value` of a status webhook: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components, https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids, in the shape since v24 (no
 * `conversation`).
 */
export function statusValue(facts: StatusFacts): JsonObject {
	const { number, customer, sent, status, failure, at, priced } = facts;
	const failed = status === 'failed';
	const tellsWho = !failed && customer.identity !== 'phone';
	const showsUsername = status === 'delivered' || status === 'read';
	return valueOf(number, {
		...(tellsWho ? { contacts: [contactOf(customer, showsUsername)] } : {}),
		statuses: [
			{
				id: sent.wamid,
				status,
				timestamp: secondsOf(at),
				...recipientOf(customer, sent, failed),
				...(sent.opaque === null ? {} : { biz_opaque_callback_data: sent.opaque }),
				...(priced && !failed ? { pricing: pricingOf(sent) } : {}),
				...(failure === undefined ? {} : { errors: [errorOf(failure)] }),
			},
		],
	});
}

function recipientOf(customer: Customer, sent: SentMessage, failed: boolean): JsonObject {
	const byPhone = sent.addressedBy === 'phone';
	const userId = visibleUserId(customer);
	const showsPhone = byPhone || (!failed && phoneIsVisible(customer));
	const showsUserId = userId !== null && !(failed && byPhone);
	return {
		...(showsPhone ? { recipient_id: customer.waId } : {}),
		...(showsUserId ? { recipient_user_id: userId } : {}),
	};
}

/** https://developers.facebook.com/docs/whatsapp/messaging-limits: service messages are expected to be charged since 2026-10-01. */
function pricingOf(sent: SentMessage): JsonObject {
	return {
		billable: true,
		pricing_model: 'PMP',
		type: 'regular',
		category: sent.category?.toLowerCase() ?? 'service',
	};
}

function errorOf({ code, details }: AsyncFailure): JsonObject {
	const fact = errorFact(code);
	return {
		code,
		title: fact.title,
		message: fact.title,
		error_data: { details: details ?? fact.details ?? fact.title },
		href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
	};
}
