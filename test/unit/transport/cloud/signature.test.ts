import { createHmac } from 'node:crypto';
import { isSignedBy } from '../../../../src/transport/cloud/signature.ts';

const SECRET = 'the app secret';
const BODY = Buffer.from('{"object":"whatsapp_business_account","text":"\\u00fc"}');
const DIGEST = createHmac('sha256', SECRET).update(BODY).digest('hex');
const HEADER = `sha256=${DIGEST}`;

it('accepts what the app secret signed', () => {
	expect(isSignedBy(SECRET, BODY, HEADER)).toBe(true);
});

it('accepts hex in capitals', () => {
	expect(isSignedBy(SECRET, BODY, `sha256=${DIGEST.toUpperCase()}`)).toBe(true);
});

it('refuses what another secret signed', () => {
	expect(isSignedBy('another app secret', BODY, HEADER)).toBe(false);
});

it('refuses a body in which any byte was changed', () => {
	const accepted = [...BODY.keys()].filter((index) => {
		const changed = Buffer.from(BODY);
		changed[index] = (changed[index] ?? 0) ^ 1;
		return isSignedBy(SECRET, changed, HEADER);
	});

	expect(accepted).toEqual([]);
});

it('refuses a signature in which any digit was changed', () => {
	const accepted = [...DIGEST].filter((digit, index) => {
		const other = digit === '0' ? '1' : '0';
		const changed = DIGEST.slice(0, index) + other + DIGEST.slice(index + 1);
		return isSignedBy(SECRET, BODY, `sha256=${changed}`);
	});

	expect(accepted).toEqual([]);
});

it('refuses the same JSON in other bytes', () => {
	const rewritten = Buffer.from(JSON.stringify(JSON.parse(BODY.toString())));

	expect(isSignedBy(SECRET, rewritten, HEADER)).toBe(false);
});

it.each([
	['no header', undefined],
	['an empty header', ''],
	['a digest without its algorithm', DIGEST],
	['another algorithm', `sha1=${DIGEST}`],
	['too short a digest', `sha256=${DIGEST.slice(2)}`],
	['too long a digest', `sha256=${DIGEST}00`],
	['no digest', 'sha256='],
	['what is not hex', `sha256=${'z'.repeat(64)}`],
	['a space before it', ` ${HEADER}`],
	['a line after it', `${HEADER}\n`],
	['two signatures', `${HEADER},${HEADER}`],
])('refuses %s', (_what, header) => {
	expect(isSignedBy(SECRET, BODY, header)).toBe(false);
});

it('refuses everything where the app secret is empty', () => {
	const signedWithNothing = createHmac('sha256', '').update(BODY).digest('hex');

	expect(isSignedBy('', BODY, `sha256=${signedWithNothing}`)).toBe(false);
});

it('signs an empty body too', () => {
	const digest = createHmac('sha256', SECRET).update('').digest('hex');

	expect(isSignedBy(SECRET, Buffer.alloc(0), `sha256=${digest}`)).toBe(true);
});
