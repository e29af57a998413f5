import { PHONE_SCRIPT } from './script.ts';
import { PHONE_STYLE } from './style.ts';

/** The page on which a person is the customer. */
export const PHONE_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Phones of the demo</title>
<style>${PHONE_STYLE}</style>
</head>
<body>
<nav id="people" aria-label="Phones"></nav>
<main>
<header><div><h1 id="title"></h1><p id="with"></p></div></header>
<p id="problem" role="alert" hidden></p>
<section id="chat" aria-live="polite"></section>
<form id="writing"><input id="text" autocomplete="off" placeholder="Write a message" aria-label="Message"><button>Send</button></form>
<section id="acts"></section>
</main>
<script>${PHONE_SCRIPT}</script>
</body>
</html>
`;
