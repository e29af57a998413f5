import { ANNA, inbound, MINUTE, NOON, status, unique } from '../support/builders.ts';
import { DeskOfTeam } from '../support/desk.ts';
import { openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
	let state = seed;
	return (sides) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * sides);
	};
}

/** A note never reaches a transport, whatever is done around it and in whatever order. */
export function describeNoteSecrecy(stores: Stores): void {
	describe('what is written in notes', () => {
		test.each(Array.from({ length: 12 }, (_, index) => index + 1))(
			'is in nothing that is handed over, by no way (%i)',
			async (seed) => {
				const roll = dice(seed);
				const team = await openTeam(stores);
				const desk = new DeskOfTeam(team);
				const { conversationId: id } = await team.writtenBy();
				const { workspaceId } = team;
				const secret = unique(`SECRET-${seed}`);
				const notes: string[] = [];
				const handed: unknown[] = [];
				let now = NOON;
				const about = (noteId: string) => ({
					workspaceId,
					noteId,
					actingAgent: null,
					cause: null,
					now,
				});
				const someNote = (): string => notes[roll(notes.length)] ?? '';
				const send = async () => {
					const { claimed } = await team.claim({ now });
					handed.push(...claimed);
					for (const { outboxId } of claimed) await team.sent(outboxId, now);
				};
				const steps: readonly (() => Promise<unknown>)[] = [
					async () =>
						notes.push(
							(
								await desk.note(id, {
									text: `${secret} ${ANNA}`,
									mentions: [`${secret.toLowerCase()}@example.com`],
									dueAt: now + MINUTE,
									now,
								})
							).id,
						),
					() => stores.store.editNote({ ...about(someNote()), text: `${secret} again` }),
					() => stores.store.pinNote({ ...about(someNote()), isPinned: roll(2) === 0 }),
					() =>
						stores.store.completeNote({ ...about(someNote()), isDone: roll(2) === 0 }),
					() => desk.pass(now),
					() => team.queue({ replyTo: someNote() || null }, now),
					() => team.queue({ sequence: 'offer', step: unique('step') }, now),
					() =>
						team.queue(
							{ recipient: { kind: 'conversation', conversationId: id } },
							now,
						),
					() => team.receive(inbound({ sentAt: now, replyTo: someNote() || null })),
					() => team.receive(inbound({ sentAt: now, text: 'Stop' })),
					() => team.hear(status({ status: 'read', outboxId: someNote() || null })),
					() => desk.setStatus(id, 'resolved', { now, outcome: `${secret} outcome` }),
					() => desk.setStatus(id, 'open', { now }),
					() => desk.label(id, { add: [`label ${roll(3)}`], now }),
					send,
				];
				for (let step = 0; step < 60; step += 1) {
					now += roll(3) * MINUTE;
					await steps[roll(steps.length)]?.();
				}
				await team.queue({}, now);
				await send();

				expect(handed.length).toBeGreaterThan(0);
				expect(JSON.stringify(handed)).not.toMatch(new RegExp(secret, 'i'));
				for (const noteId of notes) expect(JSON.stringify(handed)).not.toContain(noteId);
			},
		);
	});
}
