import { LINK_SCRIPT } from './script.ts';
import { LINK_STYLE } from './style.ts';

/**
 * The page on which a person links a number: the same for every number. What it shows it asks for
 * with the token, which stands in the fragment of its address and is sent to nobody by opening it.
 *
 * @param nonce what its script and style carry
 */
export function linkPage(nonce: string): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>Link a WhatsApp number</title>
<style nonce="${nonce}">${LINK_STYLE}</style>
</head>
<body>
<main>
${HEADER}
<noscript><p class="notice">This page needs JavaScript: it shows codes that change.</p></noscript>
<p id="status" class="unseen" role="status"></p>
<p id="away" class="notice" hidden>n8n does not answer at the moment. This page tries again by itself.</p>
${PROBLEM}
${WORK}
${ENDS}
${FACTS}
<footer><p id="page-left" class="soft" hidden></p></footer>
</main>
<script nonce="${nonce}">${LINK_SCRIPT}</script>
</body>
</html>
`;
}

const HEADER = `<header>
<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"><path d="M10 13a5 5 0 0 0 7.5.5l3-3a5 5 0 0 0-7-7l-1.7 1.7M14 11a5 5 0 0 0-7.5-.5l-3 3a5 5 0 0 0 7 7l1.7-1.7"/></svg>
<div>
<h1>Link a WhatsApp number</h1>
<p id="number" hidden><strong id="label"></strong> <span id="phone"></span></p>
</div>
</header>`;

const PROBLEM = `<section id="problem" class="notice" aria-live="polite" hidden>
<h2 id="problem-title"></h2>
<p id="problem-advice"></p>
<p id="problem-note" class="soft" hidden></p>
</section>`;

const WORK = `<section id="work" class="card" hidden>
<fieldset id="ways">
<legend>How do you want to link it?</legend>
<div class="tabs">
<label><input type="radio" name="way" value="qr"><span>QR code</span></label>
<label><input type="radio" name="way" value="pairingCode"><span>Pairing code</span></label>
</div>
</fieldset>
<div id="stage" tabindex="-1">
<div data-view="notLinked">
<p data-way="qr">Have the phone at hand: a code holds for a minute at the most.</p>
<p data-way="pairingCode">For a phone whose camera cannot see this screen. You type eight characters into WhatsApp.</p>
<button id="begin" type="button"></button>
</div>
<div data-view="connecting" hidden>
<div class="spin" aria-hidden="true"></div>
<p>Asking WhatsApp for a code…</p>
<button class="quiet" type="button" data-stop>Stop</button>
</div>
<div data-view="qr" hidden>
<div id="paper"><svg id="qr" role="img" aria-label="QR code to be scanned with WhatsApp"><path id="qr-path"/></svg></div>
<div class="bar" aria-hidden="true"><span></span></div>
<p id="qr-left" class="soft"></p>
<button class="quiet" type="button" data-stop>Stop</button>
</div>
<div data-view="pairingCode" hidden>
<p>Type this into WhatsApp:</p>
<p id="code" class="code" aria-hidden="true"></p>
<p id="code-spoken" class="unseen"></p>
<div class="bar" aria-hidden="true"><span></span></div>
<p id="code-left" class="soft"></p>
<div class="row">
<button id="again" type="button">New code</button>
<button class="quiet" type="button" data-stop>Stop</button>
</div>
</div>
<div data-view="finishing" hidden>
<div class="spin" aria-hidden="true"></div>
<p>The phone agreed. Connecting…</p>
<p class="soft">Leave WhatsApp open on the phone for a moment.</p>
</div>
</div>
<ol id="steps">
<li>Open WhatsApp on the phone <strong id="step-phone"></strong>.</li>
<li><span class="on"><strong>Android:</strong> tap ⋮ at the top right.</span> <span class="on"><strong>iPhone:</strong> tap Settings at the bottom right.</span></li>
<li>Tap <strong>Linked devices</strong>, then <strong>Link a device</strong>. Unlock the phone if it asks.</li>
<li data-way="qr">Point the phone at the code.</li>
<li data-way="pairingCode">Tap <strong>Link with phone number instead</strong> and type the code. Or tap the message that WhatsApp shows by itself.</li>
</ol>
</section>`;

const TICK = `<svg class="tick" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"><circle cx="24" cy="24" r="20"/><path d="m15 25 6 6 12-13"/></svg>`;

const ENDS = `<div id="ends">
<section class="card end" data-end="linked" hidden>${TICK}<h2>The number is linked</h2><p>It stands on the phone under “Linked devices”. You can close this page.</p></section>
<section class="card end" data-end="reconnecting" hidden><div class="spin" aria-hidden="true"></div><h2>The number is linked</h2><p>It is connecting again. That takes a moment; nothing needs to be done on the phone.</p></section>
<section class="card end" data-end="expired" hidden><h2>This link has expired</h2><p>Ask for a new one: it stands in the option “Link Page” of the WhatsApp Team Trigger, and the node WhatsApp Team Inbox gives it as well.</p></section>
<section class="card end" data-end="invalid" hidden><h2>This link does not work</h2><p>It is not complete, or newer links have replaced it. Copy the whole address, or ask for a new one: it stands in the option “Link Page” of the WhatsApp Team Trigger.</p></section>
<section class="card end" data-end="closed" hidden><h2>The number is not open in n8n</h2><p>Publish a workflow with a WhatsApp Team Trigger that has the credential of this number. This page goes on by itself.</p></section>
<section class="card end" data-end="cloud" hidden><h2>There is nothing to link</h2><p>This number is connected by the Cloud API of Meta, which needs no phone.</p></section>
</div>`;

const FACTS = `<section id="facts" class="card" hidden>
<h2>Before you link</h2>
<ul>
<li>It takes one of the four places for linked devices that your phone has.</li>
<li>WhatsApp does not approve of programs as linked devices and may ban the number for good; link one that you could do without, and write only to people who expect it.</li>
<li>The phone has to come online at least every 14 days. It need not be on all the time.</li>
</ul>
<details>
<summary>If it does not work</summary>
<ul>
<li>Is it the phone of the number above? The link of another one is taken back at once.</li>
<li>Are fewer than four devices linked? Remove one that is not used any more.</li>
<li>Is WhatsApp on the phone up to date, and the phone online?</li>
<li>“Could not link device”: wait some minutes. After many tries in a row WhatsApp refuses for hours.</li>
<li>No code appears? n8n must reach the internet (web.whatsapp.com).</li>
</ul>
</details>
</section>`;
