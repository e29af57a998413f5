/** How the link page looks: on a phone and on a desk, by day and by night. */
export const LINK_STYLE = `
:root {
	color-scheme: light dark;
	--ground: #f3f5f2; --card: #fff; --line: #dfe5e0; --text: #15201b; --soft: #51605a;
	--accent: #0b6b4f; --on-accent: #fff; --tint: #e4f2ec; --warn: #8a3b12; --warn-tint: #fdf0e7;
}
@media (prefers-color-scheme: dark) {
	:root {
		--ground: #0e1412; --card: #171f1c; --line: #2b3733; --text: #e7eeea; --soft: #a3b2ac;
		--accent: #5fd0a8; --on-accent: #06251b; --tint: #17332a; --warn: #f2b48a; --warn-tint: #35221a;
	}
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
	margin: 0; padding: clamp(1rem, 4vw, 3rem) 1rem; background: var(--ground); color: var(--text);
	font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
}
main { max-width: 60rem; margin: 0 auto; display: grid; gap: 1.25rem; }
header { display: flex; gap: 0.9rem; align-items: center; }
header svg { flex: none; width: 3rem; height: 3rem; padding: 0.7rem; border-radius: 14px; background: var(--tint); color: var(--accent); }
h1 { margin: 0; font-size: clamp(1.3rem, 5vw, 1.6rem); line-height: 1.2; letter-spacing: -0.01em; text-wrap: balance; }
h2 { margin: 0 0 0.35rem; font-size: 1.05rem; line-height: 1.35; }
p { margin: 0; }
#number { color: var(--soft); overflow-wrap: anywhere; }
#number strong { color: var(--text); }
.card {
	background: var(--card); border: 1px solid var(--line); border-radius: 16px;
	padding: clamp(1.1rem, 3vw, 2rem);
}
#work { display: grid; gap: 1.5rem; grid-template-areas: 'ways' 'stage' 'steps'; }
#ways { grid-area: ways; margin: 0; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: 0.5rem; font-weight: 600; }
.tabs { display: flex; gap: 4px; padding: 4px; border-radius: 12px; background: var(--ground); }
.tabs label { flex: 1; position: relative; }
.tabs input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.tabs span { display: block; padding: 0.55rem 0.75rem; border-radius: 9px; text-align: center; color: var(--soft); }
.tabs input:checked + span { background: var(--card); color: var(--text); font-weight: 600; box-shadow: 0 1px 3px rgb(0 0 0 / 0.18); }
.tabs input:focus-visible + span, button:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
#steps { grid-area: steps; margin: 0; padding: 0; list-style: none; counter-reset: step; display: grid; gap: 0.9rem; align-content: start; }
#steps li { counter-increment: step; position: relative; padding-left: 2.4rem; min-height: 1.7rem; }
#steps li::before {
	content: counter(step); position: absolute; left: 0; top: 0; width: 1.6rem; height: 1.6rem;
	border-radius: 50%; background: var(--tint); color: var(--accent);
	font-size: 0.85rem; font-weight: 700; line-height: 1.6rem; text-align: center;
}
#steps .on { display: block; }
.soft { color: var(--soft); font-size: 0.92rem; }
#stage { grid-area: stage; display: grid; place-items: center; min-height: 13rem; text-align: center; outline: none; }
#stage > div { width: 100%; max-width: 20rem; min-width: 0; display: grid; gap: 0.9rem; justify-items: center; }
#paper { width: 100%; aspect-ratio: 1; display: grid; place-items: center; background: #fff; border-radius: 12px; border: 1px solid var(--line); }
#qr { display: block; width: 90%; }
#qr path { fill: #000; shape-rendering: crispEdges; }
.code { display: flex; justify-content: center; gap: 0.3rem; font: 600 1.4rem/1 ui-monospace, 'SF Mono', 'Roboto Mono', 'DejaVu Sans Mono', monospace; }
.code b { flex: none; width: 1.3em; padding: 0.55em 0; border-radius: 8px; border: 1px solid var(--line); background: var(--card); }
.code i { align-self: center; font-style: normal; font-size: 0.8em; color: var(--soft); }
.bar { width: 100%; height: 4px; border-radius: 2px; background: var(--line); overflow: hidden; }
.bar span { display: block; height: 100%; background: var(--accent); transform-origin: left; transition: transform 1s linear; }
button { font: inherit; font-weight: 600; padding: 0.7rem 1.3rem; min-height: 2.75rem; border-radius: 10px; border: 1px solid transparent; background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.quiet { background: none; color: var(--accent); border-color: var(--line); }
.row { display: flex; flex-wrap: wrap; gap: 0.6rem; justify-content: center; }
.spin { width: 2.5rem; height: 2.5rem; border-radius: 50%; border: 4px solid var(--line); border-top-color: var(--accent); animation: spin 0.9s linear infinite; }
@keyframes spin { to { transform: rotate(1turn); } }
.notice { padding: 0.9rem 1.1rem; border-radius: 12px; background: var(--warn-tint); border-left: 4px solid var(--warn); overflow-wrap: anywhere; }
.notice h2 { color: var(--warn); }
.end { display: grid; justify-items: center; gap: 0.75rem; text-align: center; padding-block: 3rem; }
.end h2 { margin: 0; font-size: 1.3rem; }
#stage p, .end p { text-wrap: balance; }
.end p { max-width: 34rem; color: var(--soft); overflow-wrap: anywhere; }
.tick { width: 4rem; height: 4rem; color: var(--accent); }
#facts { display: grid; gap: 0.75rem; }
#facts ul, details ul { margin: 0; padding-left: 1.2rem; display: grid; gap: 0.4rem; }
summary { cursor: pointer; font-weight: 600; border-radius: 6px; }
details[open] summary { margin-bottom: 0.6rem; }
footer { text-align: center; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (min-width: 48rem) {
	#work { grid-template: 'ways stage' auto 'steps stage' 1fr / 1fr 22rem; column-gap: clamp(1.5rem, 4vw, 3rem); }
	#stage { min-height: 28rem; padding: 1rem; border-radius: 14px; background: var(--ground); }
}
@media (prefers-reduced-motion: reduce) {
	.spin { animation: none; border-color: var(--accent); opacity: 0.6; }
	.bar span { transition: none; }
}
@media (forced-colors: active) {
	.tabs input:checked + span { outline: 2px solid; }
}
`;
