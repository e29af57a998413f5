import { confirmationIn, plain, readWish, sayings } from '../../../src/domain/opt-out.ts';
import { LANGUAGES, type Language } from '../../../src/domain/opt-out-words.ts';

const NO_WORDS = { optOutWords: [], optInWords: [] };
const wishIn = (...said: readonly string[]) => readWish(said, NO_WORDS);

it.each<[string, Language]>([
	['STOP', 'en'],
	['stop', 'en'],
	['  Stop!!! ', 'en'],
	['"stop."', 'en'],
	['Stop 🛑', 'en'],
	['ＳＴＯＰ', 'en'],
	['Opt-out', 'en'],
	['UNSUBSCRIBE', 'en'],
	['Stop promotions', 'en'],
	['Stopp', 'de'],
	['ABMELDEN', 'de'],
	['Keine Werbung!', 'de'],
	['arrêt', 'fr'],
	['ARRET', 'fr'],
	['Désabonner', 'fr'],
	['Baja', 'es'],
	['CANCELAR SUSCRIPCIÓN', 'es'],
	['parar', 'pt'],
	['Sair', 'pt'],
	['não quero mais mensagens', 'pt'],
	['Annulla iscrizione', 'it'],
	['Afmelden', 'nl'],
	['wypisz mnie', 'pl'],
	['Rezygnuję', 'pl'],
	['DURDUR', 'tr'],
	['ABONELİKTEN ÇIK', 'tr'],
	['abonelikten çık', 'tr'],
	['Стоп', 'ru'],
	['отписаться.', 'ru'],
	['إلغاء الاشتراك', 'ar'],
	['الغاء الاشتراك', 'ar'],
	['تَوَقَّف', 'ar'],
	['बंद करें', 'hi'],
	['रोकें', 'hi'],
	['Berhenti', 'id'],
	['Avregistrera', 'sv'],
	['Afmeld', 'da'],
	['הסר', 'he'],
])('hears in %s that no more is wanted (%s)', (said, language) => {
	expect(wishIn(said)).toEqual({ marketing: 'out', language });
});

it.each<[string, Language]>([
	['START', 'en'],
	['start.', 'en'],
	['Unstop', 'en'],
	['Anmelden', 'de'],
	["S'abonner", 'fr'],
	['Alta', 'es'],
	['СТАРТ', 'ru'],
	['ابدأ', 'ar'],
	['शुरू करें', 'hi'],
	['mulai', 'id'],
])('hears in %s that it is wanted again (%s)', (said, language) => {
	expect(wishIn(said)).toEqual({ marketing: 'in', language });
});

it.each([
	'stop by tomorrow',
	"don't stop",
	'Please stop',
	'non-stop',
	'stopping',
	'When do you start?',
	'restart',
	'cancel',
	'no',
	'end',
	'ok',
	'',
	'!!!',
	'🛑',
	's t o p',
	'Ich möchte mich abmelden lassen, wie geht das?',
	'baja por favor el precio',
	'बंद',
	`stop${'!'.repeat(60)}`,
])('takes %j for what it is', (said) => {
	expect(wishIn(said)).toBeNull();
});

it('hears a word of 60 characters, and none of 61', () => {
	const word = 'x'.repeat(60);
	const words = { optOutWords: [word, `${word}y`], optInWords: [] };

	expect(readWish([word], words)).toEqual({ marketing: 'out', language: 'en' });
	expect(readWish([`${word}y`], words)).toBeNull();
});

describe('the words of a workspace', () => {
	const words = { optOutWords: ['Weg damit', 'start'], optInWords: ['JA bitte', 'stop'] };

	it.each([
		['weg  damit!', 'out'],
		['JA BITTE', 'in'],
		// Who says that words of ours mean the opposite is on the safe side.
		['Start', 'out'],
		['Stop', 'out'],
	])('mean with %s: %s', (said, marketing) => {
		expect(readWish([said], words)?.marketing).toBe(marketing);
	});
});

it('believes the opt-out where a button says both', () => {
	expect(wishIn('START', 'Stop promotions')).toEqual({ marketing: 'out', language: 'en' });
});

it('listens to texts and to what stands on buttons, and to nothing else', () => {
	const image = { id: '1', mimeType: null, sha256: null, fileName: null };

	expect(sayings({ type: 'text' }, 'Stop')).toEqual(['Stop']);
	expect(sayings({ type: 'text' }, null)).toEqual([]);
	expect(
		sayings({ type: 'button', reply: { kind: 'quickReply', id: 'STOP', title: null } }, null),
	).toEqual(['STOP']);
	expect(
		sayings({ type: 'interactive', reply: { kind: 'button', id: 'b1', title: 'Stop' } }, 'x'),
	).toEqual(['b1', 'Stop']);
	expect(sayings({ type: 'image', media: image }, 'Stop')).toEqual([]);
	expect(sayings({ type: 'reaction', to: 'wamid.1', emoji: '🛑' }, 'Stop')).toEqual([]);
});

describe.each(Object.keys(LANGUAGES) as Language[])('the language %s', (language) => {
	const { out, in: back } = LANGUAGES[language];

	it('has words for both, each of which is heard as that', () => {
		expect(out.length).toBeGreaterThan(1);
		expect(out.filter((word) => wishIn(word)?.marketing !== 'out')).toEqual([]);
		expect(back.filter((word) => wishIn(word)?.marketing !== 'in')).toEqual([]);
		expect(back.length).toBeGreaterThan(0);
	});

	it('confirms in words that name START and are none themselves', () => {
		expect(confirmationIn(language)).toContain('START');
		expect(wishIn(confirmationIn(language))).toBeNull();
	});
});

it('compares texts without case, accents, punctuation and space', () => {
	expect(plain('  ÇIKIŞ,\n  Żółw — İyi! ')).toBe('cikis zołw iyi');
});
