/**
 * What the link page does in the browser. It asks for the view, draws what it is told with
 * `textContent` and attributes alone, and asks again. Elements are found by their ids in `page.ts`.
 */
export const LINK_SCRIPT = `
'use strict';
const POLL_MS = 1500, SLOW_MS = 3000;
const el = (id) => document.getElementById(id);
const show = (id, isShown) => { el(id).hidden = !isShown; };
const write = (id, text) => { if (el(id).textContent !== text) el(id).textContent = text; };
const radios = [...document.querySelectorAll('input[name=way]')];
let token = location.hash.slice(1);
let serial = 0, timer = 0, shown = '', drawn = '', isAsking = false;
let codeEnds = 0, codeSpan = 1, pageEnds = 0;

const chosen = () => radios.find((radio) => radio.checked).value;
const choose = (way) => { for (const radio of radios) radio.checked = radio.value === way; chose(); };
function chose() {
	for (const item of document.querySelectorAll('[data-way]')) item.hidden = item.dataset.way !== chosen();
	write('begin', chosen() === 'qr' ? 'Show the QR code' : 'Get a pairing code');
}

async function ask(action, more = {}) {
	clearTimeout(timer);
	const mine = ++serial;
	isAsking = true;
	let answer = null;
	try {
		const response = await fetch(location.href.split('#')[0], {
			method: 'POST', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer',
			body: JSON.stringify({ token, action, ...more }),
		});
		answer = await response.json();
	} catch { /* n8n is away: said on the page, and asked again. */ }
	if (mine !== serial) return;
	isAsking = false;
	const pause = draw(answer);
	if (pause > 0 && !document.hidden) timer = setTimeout(() => ask('view'), pause);
}

/** @returns when to ask again, in ms; 0 for never */
function draw(answer) {
	const isAway = answer === null || typeof answer.kind !== 'string';
	show('away', isAway);
	if (isAway) return SLOW_MS;
	if (answer.kind === 'view') return drawView(answer);
	end(answer.kind);
	return answer.kind === 'closed' ? SLOW_MS : 0;
}

function drawView({ number, view, leftMs }) {
	pageEnds = Date.now() + leftMs;
	show('number', true);
	write('label', number.label);
	write('phone', number.phone ?? '');
	write('step-phone', number.phone ?? 'that is to be linked');
	if (view.kind === 'linked') {
		end(view.isConnected ? 'linked' : 'reconnecting');
		return view.isConnected ? 0 : SLOW_MS;
	}
	end(null);
	if (view.kind === 'qr' && chosen() !== 'qr') choose('qr');
	if (view.kind === 'pairingCode' && chosen() !== 'pairingCode') choose('pairingCode');
	drawProblem(view.problem ?? null);
	if (view.kind === 'qr') drawQr(view);
	if (view.kind === 'pairingCode') drawCode(view);
	stage(view.kind);
	fitQr();
	tick();
	return view.kind === 'notLinked' ? SLOW_MS : POLL_MS;
}

function drawProblem(problem) {
	show('problem', problem !== null);
	if (problem === null) return;
	write('problem-title', problem.title);
	write('problem-advice', problem.advice);
	write('problem-note', problem.note ?? '');
	show('problem-note', problem.note !== null);
}

function count(what, leftMs) {
	codeEnds = Date.now() + leftMs;
	if (drawn === what) return false;
	drawn = what;
	codeSpan = Math.max(1, leftMs);
	return true;
}

function drawQr({ qr, leftMs }) {
	if (!count(qr.path, leftMs)) return;
	el('qr').setAttribute('viewBox', '0 0 ' + qr.size + ' ' + qr.size);
	el('qr-path').setAttribute('d', qr.path);
}
// Modules of whole pixels are sharp, and all alike.
function fitQr() {
	const box = el('qr').getAttribute('viewBox');
	if (box === null || el('paper').clientWidth === 0) return;
	const size = Number(box.split(' ')[2]);
	const scale = devicePixelRatio || 1;
	const pixels = Math.max(1, Math.floor((el('paper').clientWidth * scale) / size));
	el('qr').style.width = (pixels * size) / scale + 'px';
}

function drawCode({ code, leftMs }) {
	if (!count(code, leftMs)) return;
	const letters = [...code].map((letter) => Object.assign(document.createElement('b'), { textContent: letter }));
	if (letters.length === 8) letters.splice(4, 0, Object.assign(document.createElement('i'), { textContent: '\\u2013' }));
	el('code').replaceChildren(...letters);
	write('code-spoken', [...code].join(' '));
}

const SAID = {
	notLinked: '', connecting: 'Asking WhatsApp for a code.', qr: 'The QR code is shown.',
	pairingCode: 'The pairing code is shown.', finishing: 'The phone agreed. Connecting.',
	linked: 'The number is linked.',
};
function stage(kind) {
	for (const view of el('stage').children) view.hidden = view.dataset.view !== kind;
	if (shown === kind) return;
	shown = kind;
	if (kind !== 'qr' && kind !== 'pairingCode') drawn = '';
	write('status', SAID[kind] ?? '');
}

/** Shows how it ended, or the work if it has not. */
function end(kind) {
	show('work', kind === null);
	show('facts', kind === null);
	show('ends', kind !== null);
	for (const view of el('ends').children) view.hidden = view.dataset.end !== kind;
	if (kind === null || shown === kind) return;
	shown = kind;
	write('status', SAID[kind] ?? '');
	show('problem', false);
	show('page-left', false);
}

const clock = (ms) => {
	const seconds = Math.ceil(ms / 1000);
	return Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
};
function tick() {
	const left = Math.max(0, codeEnds - Date.now());
	write('qr-left', left > 0 ? 'A new code comes in ' + clock(left) : 'A new code is coming\\u2026');
	write('code-left', left > 0 ? 'This code holds for ' + clock(left) : 'This code holds no longer.');
	for (const bar of document.querySelectorAll('.bar span')) {
		bar.style.transform = 'scaleX(' + Math.min(1, left / codeSpan) + ')';
	}
	const minutes = Math.ceil((pageEnds - Date.now()) / 60000);
	show('page-left', pageEnds > 0 && minutes > 0 && !el('work').hidden);
	write('page-left', 'This page works for another ' + minutes + (minutes === 1 ? ' minute.' : ' minutes.'));
}

const begin = () => { stage('connecting'); el('stage').focus(); ask('begin', { way: chosen() }); };
el('begin').addEventListener('click', begin);
el('again').addEventListener('click', begin);
for (const button of document.querySelectorAll('[data-stop]')) button.addEventListener('click', () => ask('cancel'));
for (const radio of radios) {
	radio.addEventListener('change', () => { chose(); if (['qr', 'pairingCode', 'connecting'].includes(shown)) begin(); });
}
addEventListener('resize', fitQr);
addEventListener('hashchange', () => { token = location.hash.slice(1); ask('view'); });
document.addEventListener('visibilitychange', () => { if (!document.hidden && !isAsking) ask('view'); });
// Who holds the phone in the hand that is to be linked cannot point it at its own screen.
choose(matchMedia('(pointer: coarse) and (max-width: 40rem)').matches ? 'pairingCode' : 'qr');
setInterval(tick, 1000);
if (token === '') draw({ kind: 'invalid' }); else ask('view');
`;
