import {
	CATALOGUE,
	lookUp,
	RANGES,
	type ErrorClass,
} from '../../../../src/transport/cloud/error-catalogue/index.ts';

/** What workflows depend on: the name of each code, by what is to be done about it. */
const EXPECTED: Readonly<Record<ErrorClass, Readonly<Record<number, string>>>> = {
	retry: {
		1: 'unknownByMeta',
		2: 'serviceDown',
		4: 'appRateLimit',
		80007: 'accountRateLimit',
		130429: 'rateLimit',
		131000: 'somethingWentWrong',
		131016: 'serviceUnavailable',
		131056: 'pairRateLimit',
		131057: 'maintenance',
		133000: 'deregistrationIncomplete',
		133004: 'serverUnavailable',
		2494100: 'migrationMaintenance',
	},
	later: {
		613: 'callRateLimit',
		80008: 'managementRateLimit',
		131048: 'spamRateLimit',
		131049: 'engagementLimit',
		131064: 'templateClassificationLimit',
		132015: 'templatePaused',
		132069: 'flowThrottled',
		133008: 'pinGuessedTooOften',
		133009: 'pinGuessedTooFast',
		133015: 'numberBeingDeleted',
		133016: 'registrationLimit',
		134101: 'templateSyncing',
		2388039: 'templateInReview',
	},
	never: {
		368: 'policyBlocked',
		130403: 'blockedByBusiness',
		130472: 'experiment',
		130497: 'countryRestricted',
		130501: 'notInGroups',
		131021: 'recipientIsSender',
		131026: 'notOnWhatsApp',
		131047: 'windowClosed',
		131050: 'optedOut',
		131051: 'unsupportedType',
		131052: 'mediaDownloadFailed',
		131058: 'sampleTemplateOnly',
		131060: 'messageUnavailable',
		131062: 'phoneNeeded',
		132016: 'templateDisabled',
		136024: 'alreadyVerified',
		1752041: 'alreadyRequested',
		2593107: 'syncAlreadyAsked',
		2593108: 'syncTooLate',
		2593109: 'historyDeclined',
	},
	fix: {
		0: 'tokenRejected',
		3: 'permissionMissing',
		10: 'permissionDenied',
		33: 'numberDeleted',
		100: 'invalidParameter',
		104: 'tokenMissing',
		190: 'tokenExpired',
		200: 'permissionDenied',
		803: 'unknownId',
		2200: 'callbackNotVerified',
		131005: 'accessDenied',
		131008: 'parameterMissing',
		131009: 'parameterInvalid',
		131020: 'groupProblem',
		131030: 'notOnTestList',
		131031: 'accountLocked',
		131037: 'displayNameNeeded',
		131041: 'groupProblem',
		131042: 'paymentProblem',
		131045: 'certificateProblem',
		131053: 'mediaUploadFailed',
		131055: 'methodNotAllowed',
		131059: 'groupProblem',
		131063: 'marketingTurnedOff',
		132000: 'templateParameterCount',
		132001: 'templateNotFound',
		132005: 'templateTooLong',
		132007: 'templatePolicy',
		132008: 'templateParameterFormat',
		132012: 'templateParameterFormat',
		132018: 'templateInvalid',
		132068: 'flowBlocked',
		133005: 'pinMismatch',
		133006: 'verificationNeeded',
		133010: 'numberNotRegistered',
		134011: 'paymentTermsPending',
		134100: 'marketingTemplatesOnly',
		134102: 'templateUnavailable',
		135000: 'genericUserError',
		136025: 'codeRejected',
		137000: 'identityChanged',
		147001: 'usernameTaken',
		147002: 'usernameLimitTooLow',
		147003: 'usernamePageNotLinked',
		147004: 'usernameInstagramNotLinked',
		147005: 'usernameRefused',
		2388012: 'migrationRefused',
		2388019: 'templateLimit',
		2388024: 'templateExists',
		2388040: 'templateFieldTooLong',
		2388047: 'templateHeaderFormat',
		2388072: 'templateBodyFormat',
		2388073: 'templateFooterFormat',
		2388091: 'migrationRefused',
		2388093: 'migrationRefused',
		2388103: 'migrationRefused',
		2388293: 'templateTooManyVariables',
		2388299: 'templateVariableAtEdge',
	},
};

const MINUTE = 60_000;

/** The times that Meta's documentation names. */
const WAITS = {
	80008: 60 * MINUTE,
	131049: 24 * 60 * MINUTE,
	133015: 5 * MINUTE,
	133016: 72 * 60 * MINUTE,
	134101: 10 * MINUTE,
};

/** Names that several codes share, because the same is to be done. */
const SHARED = ['groupProblem', 'migrationRefused', 'permissionDenied', 'templateParameterFormat'];

const rows = Object.entries(EXPECTED).flatMap(([kind, names]) =>
	Object.entries(names).map(([code, name]) => [Number(code), name, kind] as const),
);

it.each(rows)('calls %d %s, of class %s', (code, name, kind) => {
	expect(lookUp(code)).toMatchObject({ code, name, class: kind });
});

it('has every code once, and none that is not expected', () => {
	expect(CATALOGUE.map(({ code }) => code)).toEqual(
		rows.map(([code]) => code).sort((a, b) => a - b),
	);
});

it('repeats a name only where the same is to be done', () => {
	const names = CATALOGUE.map(({ name }) => name);
	const repeated = names.filter((name, index) => names.indexOf(name) !== index);

	expect([...new Set(repeated)].sort()).toEqual(SHARED);
});

it('says how long to wait where Meta does', () => {
	const waits = CATALOGUE.flatMap(({ code, waitMs }) =>
		waitMs === undefined ? [] : [[code, waitMs] as const],
	);

	expect(Object.fromEntries(waits)).toEqual(WAITS);
});

it('has a camelCase name, a sentence and an advice everywhere', () => {
	const poor = [...CATALOGUE, ...RANGES].filter(
		({ name, message, advice }) =>
			!/^[a-z][A-Za-z]+$/.test(name) ||
			!/^([A-Z]|n8n).{10,}[^.]$/.test(message) ||
			!/^([A-Z]|n8n).{8,}\.$/.test(advice),
	);

	expect(poor).toEqual([]);
});

it('promises a second try by itself exactly where there is one', () => {
	const promising = CATALOGUE.filter(({ advice }) => advice.startsWith('It is tried again'));

	expect(promising.every((row) => row.class === 'retry')).toBe(true);
	expect(promising.length).toBe(CATALOGUE.filter((row) => row.class === 'retry').length);
});

it('says in the advice that waiting helps wherever it does', () => {
	const silent = CATALOGUE.filter(
		(row) => row.class === 'later' && !/wait|lifted/i.test(row.advice),
	);

	expect(silent).toEqual([]);
});

it.each([
	[201, 'permissionDenied'],
	[299, 'permissionDenied'],
	[131200, 'groupProblem'],
	[131299, 'groupProblem'],
	[138000, 'callProblem'],
	[138018, 'callProblem'],
	[139000, 'flowInvalid'],
	[139004, 'flowInvalid'],
	[139100, 'blockListProblem'],
	[139103, 'blockListProblem'],
	[200005, 'templateInsights'],
	[200007, 'templateInsights'],
])('knows %d by its family: %s', (code, name) => {
	expect(lookUp(code)).toEqual({
		code,
		name,
		message: expect.any(String) as string,
		advice: expect.any(String) as string,
		class: 'fix',
	});
});

it.each([300, 131300, 138019, 139005, 139099, 139104, 200004, 200008])(
	'takes %d, just outside a family, for unknown',
	(code) => {
		expect(lookUp(code).name).toBe(`meta${code}`);
	},
);

it('keeps a code that it does not know readable, and does not try it again', () => {
	expect(lookUp(987654)).toEqual({
		code: 987654,
		name: 'meta987654',
		message: 'Meta answered with error 987654',
		advice: "Look the code up on Meta's page of WhatsApp Cloud API error codes.",
		class: 'fix',
	});
});
