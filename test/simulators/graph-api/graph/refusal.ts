import { newTraceId } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import { errorFact } from './error-codes.ts';

/** The parts of an error envelope. */
export interface RefusalOptions {
	readonly code: number;
	/** The whole `message`; default `(#code) title`. */
	readonly message?: string;
	readonly details?: string;
	readonly subcode?: number;
	readonly httpStatus?: number;
	readonly type?: 'OAuthException' | 'GraphMethodException';
	/** What the template endpoints say to people, below a title. */
	readonly userMessage?: string;
}

/** Thrown by an endpoint that says no; becomes Meta's error envelope. */
export class GraphRefusal extends Error {
	readonly code: number;
	readonly subcode: number | undefined;
	readonly httpStatus: number;
	readonly #type: string;
	readonly #details: string | undefined;
	readonly #userMessage: string | undefined;

	constructor(options: RefusalOptions) {
		const fact = errorFact(options.code);
		super(options.message ?? `(#${options.code}) ${fact.title}`);
		this.name = 'GraphRefusal';
		this.code = options.code;
		this.subcode = options.subcode;
		this.httpStatus = options.httpStatus ?? fact.httpStatus;
		this.#type = options.type ?? 'OAuthException';
		this.#details = options.details ?? fact.details;
		this.#userMessage = options.userMessage;
	}

	/** The envelope of https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes. */
	toJson(): JsonObject {
		return {
			error: {
				message: this.message,
				type: this.#type,
				code: this.code,
				...(this.#details === undefined
					? {}
					: { error_data: { messaging_product: 'whatsapp', details: this.#details } }),
				...(this.subcode === undefined ? {} : { error_subcode: this.subcode }),
				...(this.#userMessage === undefined
					? {}
					: {
							is_transient: false,
							error_user_title: errorFact(this.subcode ?? this.code).title,
							error_user_msg: this.#userMessage,
						}),
				fbtrace_id: newTraceId(),
			},
		};
	}
}

/** 100 with a message about one parameter, e.g. `The parameter to is required.` */
export function badParameter(problem: string): GraphRefusal {
	return new GraphRefusal({ code: 100, message: `(#100) ${problem}` });
}

/** 100 for a parameter that is absent or empty. */
export function missingParameter(name: string): GraphRefusal {
	return badParameter(`The parameter ${name} is required.`);
}

/** 100/33: Graph says the same of an id that does not exist and of one that the token may not see. */
export function unknownObject(method: string, id: string): GraphRefusal {
	return new GraphRefusal({
		code: 100,
		subcode: 33,
		type: 'GraphMethodException',
		message:
			`Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, ` +
			'cannot be loaded due to missing permissions, or does not support this operation. ' +
			'Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api',
	});
}

/** 190, 401. */
export function badToken(problem: string, subcode?: number): GraphRefusal {
	return new GraphRefusal({
		code: 190,
		message: problem,
		...(subcode === undefined ? {} : { subcode }),
	});
}
