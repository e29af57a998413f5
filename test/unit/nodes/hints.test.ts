import type { IExecuteFunctions } from 'n8n-workflow';
import { addOwnerHint } from '../../../nodes/WhatsAppTeam/adapter/items/hints.ts';
import type { Draft, SendResult } from '../../../src/index.ts';

const DRAFT: Draft = {
	recipient: { kind: 'conversation', conversationId: 'c1' },
	content: { type: 'text', text: 'Hi', linkPreview: false },
	category: 'service',
	idempotencyKey: 'k',
	replyTo: null,
	notBefore: null,
	expiresAt: 1,
	cause: null,
};
const ownedBy = (owner: string | null): SendResult =>
	({ kind: 'outcome', outcome: { conversation: { owner } } }) as unknown as SendResult;

/** The hints of sends, each with what its draft says and the owner of its conversation. */
function hintsOf(...sends: readonly (readonly [Partial<Draft>, string | null])[]): unknown[] {
	const hints: unknown[] = [];
	const context = { addExecutionHints: (hint: unknown) => void hints.push(hint) };
	addOwnerHint(
		context as unknown as IExecuteFunctions,
		sends.map(([given]) => ({ ...DRAFT, ...given })),
		sends.map(([, owner]) => ownedBy(owner)),
	);
	return hints;
}

const warn = { ownerGuard: 'warn', actingAgent: 'ada@example.com' } as const;

it('warns of messages in conversations of others', () => {
	expect(hintsOf([warn, 'bob@example.com'], [warn, null], [warn, 'eve@example.com'])).toEqual([
		expect.objectContaining({
			type: 'warning',
			message: expect.stringMatching(/^2 messages are in a conversation/) as unknown,
		}),
	]);
});

it.each<[Partial<Draft>, string | null]>([
	[warn, null],
	[warn, 'Ada@example.com'],
	[{ ...warn, ownerGuard: 'off' }, 'bob@example.com'],
	[{}, 'bob@example.com'],
])('says nothing with %j and the owner %j', (given, owner) => {
	expect(hintsOf([given, owner])).toEqual([]);
});
