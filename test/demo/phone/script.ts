/** What the page of phones does: asks twice a second how the chats stand, and tells what is done. */
export const PHONE_SCRIPT = `
const $ = (id) => document.getElementById(id);
let chats = [], current = location.hash.slice(1), shown = '', goesToEnd = true;

async function refresh() {
	try {
		chats = await (await fetch('/chats')).json();
		if (!chats.some(({ id }) => id === current)) current = chats[0].id;
		const now = JSON.stringify([current, chats]);
		if (now !== shown) { shown = now; draw(); }
		hideLost();
	} catch { tell('The demo has ended, or does not answer.'); }
	setTimeout(refresh, 500);
}

let isLost = false;
function tell(text) { isLost = true; $('problem').textContent = text; $('problem').hidden = false; }
function hideLost() { if (isLost) { isLost = false; $('problem').hidden = true; } }

async function act(deed) {
	$('problem').hidden = true;
	const answer = await fetch('/deeds', { method: 'POST', body: JSON.stringify({ chat: current, ...deed }) });
	if (answer.ok) return true;
	$('problem').textContent = (await answer.json()).error;
	$('problem').hidden = false;
	return false;
}

function make(tag, { text, ...given } = {}, ...children) {
	const element = Object.assign(document.createElement(tag), given);
	if (text !== undefined) element.textContent = text;
	element.append(...children);
	return element;
}

function draw() {
	const chat = chats.find(({ id }) => id === current);
	$('people').replaceChildren(...chats.map((one) => {
		const button = make('button', { onclick: () => choose(one.id) },
			make('b', { text: one.person }), make('span', { text: 'writes to ' + one.number }), make('span', { text: one.kind }));
		if (one.id === 'own') button.children[1].textContent = one.number;
		if (one.id === current) button.setAttribute('aria-current', 'true');
		return button;
	}));
	$('people').querySelector('[aria-current]').scrollIntoView({ block: 'nearest', inline: 'nearest' });
	$('title').textContent = chat.person;
	$('with').textContent = (chat.id === 'own' ? '' : 'to ') + chat.number + ' · ' + chat.kind;
	$('writing').hidden = chat.id === 'own';
	// First: what they take away from the height of the chat is no scrolling.
	const list = $('chat');
	drawActs(chat);
	const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
	list.replaceChildren(...(chat.bubbles.length > 0 ? chat.bubbles.map(bubble) : [make('p', {
		className: 'empty',
		text: chat.hint,
	})]));
	if (isAtEnd || goesToEnd) list.scrollTop = list.scrollHeight;
	goesToEnd = false;
}

function bubble({ isOwn, text, choices, ticks, at }) {
	const clock = at === null ? '' : new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) + ' ';
	const time = make('time', { text: clock });
	if (ticks !== null) time.append(make('span', { className: ticks, text: ticks === 'sent' ? '✓' : '✓✓', title: ticks }));
	const element = make('div', { className: isOwn ? 'bubble own' : 'bubble' }, make('span', { text }));
	if (choices.length > 0) {
		element.append(make('div', { className: 'choices' }, ...choices.map((choice) => {
			const button = make('button', { text: choice.title, onclick: () => act({ kind: 'tap', choice }) });
			if (choice.description) button.append(make('small', { text: choice.description }));
			return button;
		})));
	}
	element.append(time);
	return element;
}

let drawnActs = '';
function drawActs({ id, acts }) {
	const now = JSON.stringify([id, acts]);
	if (now === drawnActs) return;
	drawnActs = now;
	$('acts').replaceChildren(...acts.map(({ name, label, field, isOn }) => {
		if (field === undefined) {
			const button = make('button', { text: label, onclick: () => act({ kind: 'act', name }) });
			if (isOn !== undefined) button.setAttribute('aria-pressed', String(isOn));
			return button;
		}
		const input = make('input', { placeholder: field, ariaLabel: label });
		return make('form', {
			onsubmit: async (event) => {
				event.preventDefault();
				if (await act({ kind: 'act', name, value: input.value })) input.value = '';
			},
		}, input, make('button', { text: label }));
	}));
}

function choose(id) {
	current = id;
	location.hash = id;
	goesToEnd = true;
	draw();
	act({ kind: 'open' }).then((isDone) => { if (!isDone) $('problem').hidden = true; });
}

$('writing').onsubmit = async (event) => {
	event.preventDefault();
	const text = $('text').value;
	if (text.trim() === '' || !await act({ kind: 'write', text })) return;
	$('text').value = '';
	goesToEnd = true;
};
$('text').onfocus = () => { act({ kind: 'open' }); };
refresh();
`;
