/** The words of one language, as a whole message. Case, accents and punctuation do not count. */
export interface Words {
	/** No more marketing. What could as well answer a question ("cancel", "no") is none of them. */
	readonly out: readonly string[];
	/** Marketing again. Only heard from those who had wanted no more. */
	readonly in: readonly string[];
	/** What is told to those who want no more. */
	readonly confirmation: string;
}

/** By ISO 639-1. What several share is heard as the first. */
export const LANGUAGES = {
	en: {
		out: [
			'stop',
			'stop all',
			'stopall',
			'unsubscribe',
			'opt out',
			'optout',
			'stop promotions',
			'stop marketing',
			'stop messages',
			'no more messages',
		],
		in: ['start', 'unstop', 'subscribe', 'resubscribe', 'opt in', 'optin', 'resume'],
		confirmation: 'You will get no more offers. Reply START to get them again.',
	},
	de: {
		out: ['stopp', 'abmelden', 'abbestellen', 'austragen', 'keine Werbung', 'Werbung stoppen'],
		in: ['anmelden', 'abonnieren', 'wieder anmelden'],
		confirmation: 'Du bekommst keine Angebote mehr. Antworte START, um sie wieder zu bekommen.',
	},
	fr: {
		out: [
			'arrêt',
			'arrêter',
			'désabonner',
			'se désabonner',
			'me désabonner',
			'désinscrire',
			'se désinscrire',
			'désinscription',
			'stop pub',
		],
		in: ["s'abonner", 'réabonner', 'démarrer'],
		confirmation:
			'Vous ne recevrez plus nos offres. Répondez START pour les recevoir à nouveau.',
	},
	es: {
		out: [
			'baja',
			'darme de baja',
			'dar de baja',
			'cancelar suscripción',
			'desuscribir',
			'desuscribirme',
			'no más mensajes',
			'no más publicidad',
		],
		in: ['alta', 'darme de alta', 'suscribir', 'suscribirme'],
		confirmation: 'No recibirás más ofertas. Responde START para volver a recibirlas.',
	},
	pt: {
		out: [
			'parar',
			'pare',
			'sair',
			'descadastrar',
			'cancelar inscrição',
			'cancelar subscrição',
			'não quero mais mensagens',
		],
		in: ['inscrever', 'cadastrar', 'voltar a receber'],
		confirmation: 'Você não receberá mais ofertas. Responda START para voltar a recebê-las.',
	},
	it: {
		out: [
			'disiscrivimi',
			'disiscriviti',
			'annulla iscrizione',
			'cancella iscrizione',
			'cancellami',
			'basta messaggi',
		],
		in: ['iscrivimi', 'riattiva'],
		confirmation: 'Non riceverai più offerte. Rispondi START per riceverle di nuovo.',
	},
	nl: {
		out: ['stoppen', 'afmelden', 'uitschrijven', 'geen reclame'],
		in: ['aanmelden', 'inschrijven'],
		confirmation: 'Je krijgt geen aanbiedingen meer. Antwoord START om ze weer te ontvangen.',
	},
	pl: {
		out: ['wypisz', 'wypisz mnie', 'rezygnuję', 'rezygnacja', 'anuluj subskrypcję'],
		in: ['zapisz', 'zapisz mnie', 'subskrybuj'],
		confirmation: 'Nie będziesz już otrzymywać ofert. Odpisz START, aby je znów otrzymywać.',
	},
	tr: {
		out: ['durdur', 'ret', 'abonelikten çık', 'üyelikten çık', 'mesaj istemiyorum'],
		in: ['başlat', 'abone ol'],
		confirmation: 'Artık teklif almayacaksınız. Yeniden almak için START yazarak yanıtlayın.',
	},
	ru: {
		out: ['стоп', 'отписаться', 'отписка', 'отпишите', 'отпишите меня'],
		in: ['старт', 'подписаться'],
		confirmation:
			'Вы больше не будете получать предложения. Ответьте START, чтобы получать их снова.',
	},
	ar: {
		out: ['توقف', 'أوقف', 'إيقاف', 'إلغاء الاشتراك', 'الغاء الاشتراك'],
		in: ['ابدأ', 'اشتراك', 'اشترك'],
		confirmation: 'لن تصلك عروض بعد الآن. أرسل START لتصلك من جديد.',
	},
	hi: {
		out: ['रोकें', 'रोको', 'बंद करें', 'बंद करो', 'सदस्यता समाप्त करें', 'अनसब्सक्राइब'],
		in: ['शुरू करें', 'शुरू करो', 'सब्सक्राइब'],
		confirmation: 'अब आपको और ऑफ़र नहीं मिलेंगे। फिर से पाने के लिए START लिखकर जवाब दें।',
	},
	id: {
		out: ['berhenti', 'berhenti berlangganan', 'stop promosi', 'jangan kirim lagi'],
		in: ['mulai', 'berlangganan'],
		confirmation:
			'Anda tidak akan menerima penawaran lagi. Balas START untuk menerimanya kembali.',
	},
	sv: {
		out: ['avregistrera', 'avsluta prenumeration', 'avprenumerera'],
		in: ['prenumerera'],
		confirmation: 'Du får inga fler erbjudanden. Svara START för att få dem igen.',
	},
	da: {
		out: ['afmeld', 'frameld', 'afmeld mig'],
		in: ['tilmeld', 'tilmeld mig'],
		confirmation: 'Du får ikke flere tilbud. Svar START for at få dem igen.',
	},
	he: {
		out: ['הסר', 'הסירו אותי', 'הסרה'],
		in: ['הצטרף', 'הצטרפות'],
		confirmation: 'לא יישלחו אליך עוד מבצעים. להצטרפות מחדש יש להשיב START.',
	},
} satisfies Readonly<Record<string, Words>>;

/** A language whose words are understood. */
export type Language = keyof typeof LANGUAGES;
