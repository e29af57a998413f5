/** What Meta's table says about a code. */
export interface ErrorFact {
	readonly title: string;
	/** From an older table of Meta's; the current one omits it. */
	readonly httpStatus: number;
	readonly details?: string;
}

const UNKNOWN: ErrorFact = { title: 'Unknown error', httpStatus: 400 };

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const FACTS: Readonly<Record<number, ErrorFact>> = {
	0: { title: 'AuthException', httpStatus: 401 },
	1: { title: 'API Unknown', httpStatus: 400 },
	2: { title: 'API Service', httpStatus: 503 },
	4: { title: 'Application request limit reached', httpStatus: 400 },
	10: { title: 'Application does not have permission for this action', httpStatus: 403 },
	33: { title: 'Parameter value is not valid', httpStatus: 400 },
	100: { title: 'Invalid parameter', httpStatus: 400 },
	190: { title: 'Invalid OAuth access token', httpStatus: 401 },
	200: { title: 'Permissions error', httpStatus: 403 },
	368: { title: 'Temporarily blocked for policies violations', httpStatus: 403 },
	2200: { title: 'Callback verification failed', httpStatus: 400 },
	2500: { title: 'Unknown path components', httpStatus: 400 },
	80007: { title: 'Rate limit issues', httpStatus: 400 },
	80008: {
		title: 'There have been too many calls to this WhatsApp Business account',
		httpStatus: 400,
	},
	130429: {
		title: 'Rate limit hit',
		httpStatus: 400,
		details: 'Cloud API message throughput has been reached.',
	},
	130472: {
		title: "User's number is part of an experiment",
		httpStatus: 400,
		details: "Failed to send message because this user's phone number is part of an experiment",
	},
	130497: {
		title: 'Business account is restricted from messaging users in this country',
		httpStatus: 403,
	},
	131000: { title: 'Something went wrong', httpStatus: 500 },
	131005: { title: 'Access denied', httpStatus: 403 },
	131008: { title: 'Required parameter is missing', httpStatus: 400 },
	131009: { title: 'Parameter value is not valid', httpStatus: 400 },
	131016: { title: 'Service unavailable', httpStatus: 500 },
	131021: {
		title: 'Recipient cannot be sender',
		httpStatus: 400,
		details: 'Sender and recipient phone number is the same.',
	},
	131026: {
		title: 'Message undeliverable',
		httpStatus: 400,
		details: 'Message Undeliverable.',
	},
	131030: { title: 'Recipient phone number not in allowed list', httpStatus: 400 },
	131031: {
		title: 'Business Account locked',
		httpStatus: 403,
		details: 'The WhatsApp Business Account has been restricted or disabled.',
	},
	131042: { title: 'Business eligibility payment issue', httpStatus: 400 },
	131047: {
		title: 'Re-engagement message',
		httpStatus: 400,
		details:
			'Message failed to send because more than 24 hours have passed since the customer last ' +
			'replied to this number.',
	},
	131048: { title: 'Spam rate limit hit', httpStatus: 400 },
	131049: {
		title: 'This message was not delivered to maintain healthy ecosystem engagement.',
		httpStatus: 400,
	},
	131050: { title: 'User has stopped receiving marketing messages', httpStatus: 400 },
	131051: { title: 'Unsupported message type', httpStatus: 400 },
	131053: { title: 'Media upload error', httpStatus: 400 },
	131056: {
		title: '(Business Account, Consumer Account) pair rate limit hit',
		httpStatus: 400,
		details:
			'Message failed to send because there were too many messages sent from this phone ' +
			'number to the same phone number in a short period of time.',
	},
	131057: { title: 'Account in maintenance mode', httpStatus: 500 },
	131062: {
		title: 'Business-scoped User ID (BSUID) recipients are not supported for this message',
		httpStatus: 400,
	},
	132000: {
		title: 'Number of parameters does not match the expected number of params',
		httpStatus: 400,
	},
	132001: { title: 'Template name does not exist in the translation', httpStatus: 404 },
	132005: { title: 'Template Hydrated Text Too Long', httpStatus: 400 },
	132012: {
		title: 'Parameter format does not match format in the created template',
		httpStatus: 400,
	},
	132015: { title: 'Template is Paused', httpStatus: 400 },
	132016: { title: 'Template is Disabled', httpStatus: 400 },
	132018: {
		title: "There's an issue with the parameters in your template",
		httpStatus: 400,
	},
	133000: { title: 'Incomplete Deregistration', httpStatus: 500 },
	133004: { title: 'Server Temporarily Unavailable', httpStatus: 503 },
	133005: {
		title: 'Two step verification PIN Mismatch',
		httpStatus: 400,
		details: 'Two-step verification PIN incorrect.',
	},
	133006: {
		title: 'Phone number re-verification needed',
		httpStatus: 400,
		details: 'Phone number needs to be verified before registering.',
	},
	133008: { title: 'Too Many two step verification PIN Guesses', httpStatus: 400 },
	133009: { title: 'Two step verification PIN Guessed Too Fast', httpStatus: 400 },
	133010: {
		title: 'Account not registered',
		httpStatus: 400,
		details:
			'Account does not exist in Cloud API, please use /register API to create an account first.',
	},
	133015: { title: 'Please wait a few minutes before attempting to register', httpStatus: 400 },
	133016: {
		title: 'Account register/deregister rate limit exceeded',
		httpStatus: 400,
		details: 'Registration or Deregistration failed because there were too many attempts.',
	},
	135000: { title: 'Generic user error', httpStatus: 400 },
	2388019: { title: 'Message template limit exceeded', httpStatus: 400 },
	2388024: { title: 'Content in this language already exists', httpStatus: 400 },
	2388039: { title: 'Message template cannot be changed', httpStatus: 400 },
	2388040: { title: 'Character limit exceeded', httpStatus: 400 },
	2388043: { title: 'Message template is missing expected fields', httpStatus: 400 },
	2388047: { title: 'Message header format is incorrect', httpStatus: 400 },
	2388072: { title: 'Message body format is incorrect', httpStatus: 400 },
	2388073: { title: 'Message footer format is incorrect', httpStatus: 400 },
	2388299: { title: 'Leading or trailing parameters are not allowed', httpStatus: 400 },
	136024: { title: 'Request code error', httpStatus: 400 },
	136025: { title: 'Verify code error', httpStatus: 400 },
	137000: { title: 'Recipient identity key hash mismatch', httpStatus: 400 },
	2593107: { title: 'Synchronization was requested before', httpStatus: 400 },
	2593108: { title: 'Synchronization is outside the allowed time window', httpStatus: 400 },
	2593109: {
		title: 'History sync is turned off by the business from the WhatsApp Business App',
		httpStatus: 400,
		details: 'History sharing is turned off by the business',
	},
};

/** The facts of a code; a code that is not listed gets a plain title and 400. */
export function errorFact(code: number): ErrorFact {
	return FACTS[code] ?? UNKNOWN;
}
