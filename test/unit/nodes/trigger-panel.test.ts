import { linkWords } from '../../../nodes/WhatsAppTeam/adapter/items/link-words.ts';
import { WhatsAppTeamTrigger } from '../../../nodes/WhatsAppTeam/WhatsAppTeamTrigger.node.ts';
import { triggerProperties } from '../../../nodes/WhatsAppTeam/descriptions/trigger.ts';
import { EVENT_TYPES } from '../../../src/domain/event.ts';

const LINKED = {
	kind: 'linked',
	label: 'Sales',
	phone: '+4915112345678',
	state: 'unlinked',
	failure: null,
	page: null,
} as const;

describe('the Trigger', () => {
	it('answers Meta’s question before it takes messages in, and shows one address of four', () => {
		const webhooks = new WhatsAppTeamTrigger().description.webhooks ?? [];

		expect(webhooks.map(({ name, httpMethod, path }) => [name, httpMethod, path])).toEqual([
			['setup', 'GET', 'whatsapp-team'],
			['default', 'POST', 'whatsapp-team'],
			['linkPage', 'GET', 'whatsapp-team/link'],
			['linkCall', 'POST', 'whatsapp-team/link'],
		]);
		expect(webhooks.filter(({ ndvHideUrl }) => ndvHideUrl !== true)).toHaveLength(1);
	});

	it('offers every event that there is, what nearly all want first', () => {
		const options = triggerProperties.find(({ name }) => name === 'events')?.options ?? [];
		const names = options.map(({ name }) => name);
		const values = options.map((option) => ('value' in option ? option.value : ''));

		expect([...values].sort()).toEqual([...EVENT_TYPES].sort());
		const [first, ...others] = names;
		expect(first).toBe('Message Received');
		expect(others).toEqual([...others].sort((a, b) => a.localeCompare(b)));
	});
});

describe('the option "Link Page"', () => {
	it('has a link to the page of a number that is not linked', () => {
		const url = 'https://n8n.example/webhook/7/whatsapp-team/link#WyJs.x-_9';

		expect(linkWords({ ...LINKED, page: { url, expiresAt: 0 } })).toEqual({
			title: '+4915112345678 is not linked yet',
			html: `<a href="${url}" target="_blank" rel="noopener noreferrer">Open the link page</a>. This address holds for an hour: whoever has it can link.`,
		});
	});

	it('says what is missing until there is one', () => {
		expect(linkWords({ ...LINKED, state: 'logged_out' })).toEqual({
			title: '+4915112345678 is logged out',
			html: 'Publish this workflow first: its Trigger serves the link page.',
		});
	});

	it('has none for the Cloud API', () => {
		expect(linkWords({ kind: 'cloud' }).title).toBe('Nothing to link');
	});
});
