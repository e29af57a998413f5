import { textIn } from '../../simulators/whatsapp-web/content/read.ts';
import type { Phone } from '../../simulators/whatsapp-web/world/phone.ts';
import type { ChatView, Deed, PhoneChat } from './view.ts';

/** The phone that the linked number lives on: it links devices, and shows what they send. */
export function ownPhone(phone: Phone): PhoneChat {
	return {
		id: 'own',
		view: () =>
			Promise.resolve<ChatView>({
				id: 'own',
				person: 'The bakery’s phone',
				number: `+${phone.digits}`,
				kind: `${phone.devices.size} linked ${phone.devices.size === 1 ? 'device' : 'devices'}`,
				hint: 'What linked devices send shows here. Link one with the code of the link page.',
				bubbles: phone.copies.map(({ id, content }) => ({
					id,
					at: null,
					isOwn: true,
					text: textIn(content) ?? `[${content.kind}]`,
					choices: [],
					ticks: null,
				})),
				acts: [
					{ name: 'code', label: 'Link with this pairing code', field: 'ABCD-1234' },
					{ name: 'scan', label: 'Scan the QR code with this text', field: 'The text' },
					{ name: 'unlink', label: 'Log all linked devices out' },
					{ name: 'off', label: 'The phone is off', isOn: phone.isOff },
				],
			}),
		async does(deed: Deed): Promise<void> {
			if (deed.kind !== 'act') throw new Error('Write as a customer: this phone only links.');
			switch (deed.name) {
				case 'code':
					await phone.enterCode(deed.value.replaceAll(/[^\dA-Za-z]/g, '').toUpperCase());
					return;
				case 'scan':
					await phone.scan(deed.value.trim());
					return;
				case 'unlink':
					phone.unlink();
					return;
				default:
					if (phone.isOff) phone.switchOn();
					else phone.switchOff();
			}
		},
	};
}
