import { contentOf } from '../../demo/phone/cloud-content.ts';

test.each([
	['text', { body: 'Open until 18' }, 'Open until 18'],
	['image', { id: '1', caption: 'The menu' }, '[image] The menu'],
	['document', { id: '1' }, '[document]'],
	['location', { name: 'Bakery', latitude: 1, longitude: 2 }, '[location] Bakery'],
	['reaction', { emoji: '👍' }, '👍'],
	['reaction', { emoji: '' }, '(reaction taken back)'],
	[
		'template',
		{ name: 'order', components: [{ parameters: [{ text: 'Ana' }, { text: '4711' }] }] },
		'[template order] Ana, 4711',
	],
	['contacts', [], '[contacts]'],
])('a customer sees %s %j', (type, content, text) => {
	expect(contentOf(type, content)).toEqual({ text, choices: [] });
});

test('a customer sees where a link leads', () => {
	const link = {
		type: 'cta_url',
		header: { type: 'text', text: 'Bakery' },
		body: { text: 'See what is fresh' },
		footer: { text: 'Every day' },
		action: {
			name: 'cta_url',
			parameters: { display_text: 'Menu', url: 'https://x.example/' },
		},
	};
	const text = 'Bakery\nSee what is fresh\nEvery day\nhttps://x.example/';
	expect(contentOf('interactive', link)).toEqual({ text, choices: [] });
});

test('a customer may tap the rows of a list', () => {
	const rows = [
		{ id: 'a', title: 'Bread', description: 'Rye' },
		{ id: 'b', title: 'Cake' },
	];
	const list = { body: { text: 'What?' }, action: { button: 'Show', sections: [{ rows }] } };
	expect(contentOf('interactive', list)).toEqual({
		text: 'What?',
		choices: [
			{ id: 'a', title: 'Bread', kind: 'row', description: 'Rye' },
			{ id: 'b', title: 'Cake', kind: 'row' },
		],
	});
});
