/**
 * The thread in which expressions of users are evaluated: what goes wrong here harms nobody, and
 * what takes too long is ended with the thread.
 */
import { parentPort } from 'node:worker_threads';
import jsonata from 'jsonata';

/** What the thread is asked. */
export interface Asked {
	readonly expression: string;
	readonly input: unknown;
}

/** What it answers: once that it is warm, then one for each question. */
export type Answer =
	| { readonly kind: 'ready' }
	/** `json` is `undefined` for nothing. */
	| { readonly kind: 'done'; readonly json: string | undefined }
	| { readonly kind: 'failed'; readonly why: string };

/** How deep an expression may go into itself. */
const MOST_DEPTH = 500;

/** How many characters of JSON it may return. */
const MOST_JSON = 1_000_000;

/** How many expressions are kept as they were read. */
const CACHE = 100;

if (parentPort === null) throw new Error('This file runs as a worker thread');
const port = parentPort;
const say = (answer: Answer): void => port.postMessage(answer);

const known = new Map<string, jsonata.Expression>();
let depth = 0;

function read(text: string): jsonata.Expression {
	const found = known.get(text);
	if (found !== undefined) return found;
	const expression = jsonata(text);
	// JSONata knows these two by symbols, which its types do not tell.
	const hook = (name: string, run: () => void): void =>
		expression.assign(Symbol.for(`jsonata.${name}`) as unknown as string, run);
	hook('__evaluate_entry', () => {
		depth += 1;
		if (depth > MOST_DEPTH) throw new TooDeep();
	});
	hook('__evaluate_exit', () => (depth -= 1));
	if (known.size >= CACHE) known.clear();
	known.set(text, expression);
	return expression;
}

class TooDeep extends Error {}

async function evaluate({ expression, input }: Asked): Promise<Answer> {
	depth = 0;
	try {
		const result: unknown = await read(expression).evaluate(input);
		const json = JSON.stringify(result) as string | undefined;
		return json !== undefined && json.length > MOST_JSON
			? { kind: 'failed', why: `it returns more than ${MOST_JSON} characters` }
			: { kind: 'done', json };
	} catch (error) {
		return { kind: 'failed', why: wordsOf(error) };
	}
}

/** Texts of JSONata may quote what the expression was about: only those that cannot are told. */
function wordsOf(error: unknown): string {
	if (error instanceof TooDeep) return `it goes into itself more than ${MOST_DEPTH} times`;
	if (typeof error !== 'object' || error === null) return 'it ends with an error';
	const { code = '', message = '', value, position } = error as Record<string, unknown>;
	const where = typeof position === 'number' ? ` at character ${position}` : '';
	const isAboutItself = typeof code === 'string' && /^[ST]\d/.test(code) && value === undefined;
	return isAboutItself && typeof message === 'string'
		? `${message}${where}`
		: `it ends with the error ${String(code) || 'of its own'}${where}`;
}

port.on('message', (asked: Asked) => void evaluate(asked).then(say));

// The first evaluation takes longer than any later one.
void evaluate({ expression: '$count(a[b = "c"]) + 1', input: { a: [{ b: 'c' }] } }).then(() =>
	say({ kind: 'ready' }),
);
