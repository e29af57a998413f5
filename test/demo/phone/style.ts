/** How the phones look, at the width of a phone and on a desk, by day and by night. */
export const PHONE_STYLE = `
:root {
	color-scheme: light dark;
	--ground: #eef1ee; --card: #fff; --line: #dbe2dd; --text: #15201b; --soft: #51605a;
	--accent: #0b6b4f; --on-accent: #fff; --own: #d7f2e3; --warn: #8a3b12;
}
@media (prefers-color-scheme: dark) {
	:root {
		--ground: #0e1412; --card: #18211e; --line: #2b3733; --text: #e7eeea; --soft: #a3b2ac;
		--accent: #5fd0a8; --on-accent: #06251b; --own: #1b4434; --warn: #f2b48a;
	}
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; height: 100dvh; display: grid; grid-template-columns: 17rem 1fr; background: var(--ground); color: var(--text); font: 16px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
nav { border-right: 1px solid var(--line); background: var(--card); padding: 0.75rem; display: flex; flex-direction: column; gap: 0.25rem; overflow: auto; }
nav button { all: unset; cursor: pointer; padding: 0.65rem 0.75rem; border-radius: 10px; }
nav button:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
nav button[aria-current] { background: var(--own); }
nav b, nav span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
nav span, header p, time { color: var(--soft); font-size: 0.85rem; }
main { display: flex; flex-direction: column; min-width: 0; min-height: 0; max-width: 44rem; width: 100%; margin: 0 auto; }
header { padding: 0.75rem 1rem; border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 1.1rem; }
p { margin: 0; }
#problem { padding: 0.6rem 1rem; color: var(--warn); }
#chat { flex: 1; min-height: 0; overflow-y: auto; padding: 1rem; display: flex; flex-direction: column; gap: 0.4rem; }
.empty { margin: auto; color: var(--soft); text-align: center; max-width: 24rem; }
.bubble { max-width: 80%; padding: 0.5rem 0.75rem; border-radius: 14px; background: var(--card); border: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; align-self: flex-start; }
.bubble.own { align-self: flex-end; background: var(--own); border-color: transparent; }
.bubble time { display: block; text-align: right; }
.bubble .read { color: var(--accent); }
.choices { display: grid; gap: 0.3rem; margin-top: 0.5rem; }
.choices button { background: transparent; color: var(--accent); border: 1px solid var(--line); }
.choices small { display: block; color: var(--soft); font-weight: 400; }
form { display: flex; gap: 0.5rem; padding: 0.6rem 1rem; }
input { flex: 1; min-width: 0; font: inherit; padding: 0.65rem 0.9rem; border-radius: 999px; border: 1px solid var(--line); background: var(--card); color: var(--text); }
button { font: inherit; font-weight: 600; padding: 0.6rem 1rem; border-radius: 999px; border: 1px solid transparent; background: var(--accent); color: var(--on-accent); cursor: pointer; }
#acts { display: flex; flex-wrap: wrap; gap: 0.5rem; padding: 0 1rem 0.9rem; }
#acts form { padding: 0; flex: 1 1 100%; flex-wrap: wrap; }
#acts input { flex-basis: 9rem; }
#acts button { background: var(--card); color: var(--text); border-color: var(--line); font-weight: 500; }
#acts button[aria-pressed='true'] { background: var(--own); }
@media (max-width: 40rem) {
	body { grid-template-columns: 1fr; grid-template-rows: auto 1fr; }
	nav { flex-direction: row; border-right: 0; border-bottom: 1px solid var(--line); padding: 0.5rem; }
	nav button { flex: 1 0 auto; max-width: 10rem; padding: 0.45rem 0.6rem; }
}
`;
