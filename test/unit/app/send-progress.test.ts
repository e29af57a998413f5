import { ProgressTeller, type SendProgress } from '../../../src/app/send-progress.ts';
import { progressInWords } from '../../../nodes/WhatsAppTeam/adapter/progress-words.ts';
import type { HandOverOutcome } from '../../../src/ports/transport.ts';
import { HandClock } from '../support/hand-clock.ts';
import { hold, textOf } from '../support/scripted-transport.ts';
import { sendRig } from '../support/send-rig.ts';
import { failureNamed } from '../support/team.ts';
import { openTestStore } from '../support/test-store.ts';

const heard: string[] = [];
const hear = (progress: SendProgress): void => void heard.push(progressInWords(progress));
beforeEach(() => void heard.splice(0));

it('is told when it is news, and every two seconds at the most', async () => {
	const clock = new HandClock(0);
	const teller = new ProgressTeller(clock, 5, hear);
	await clock.advance(9_000);
	teller.tell();
	teller.count('sent');
	teller.tell();
	teller.count('queued');
	await clock.advance(1_999);
	teller.tell();
	teller.count('notSent');
	await clock.advance(1);
	teller.tell();
	await clock.advance(9_000);
	teller.tell();

	expect(heard).toEqual(['1 of 5 sent', '1 of 5 sent, 1 queued, 1 not sent']);
});

it('says how far a long run is, and is silent about one that is done at once', async () => {
	const book = await openTestStore();
	const rig = await sendRig(book);
	const { team, transport, clock } = rig;
	const names = ['Ana', 'Ben', 'Cem'];
	for (const name of names) await team.receive(name, 'Hi');
	const gate = hold<HandOverOutcome>();
	transport.script = (message) => {
		if (textOf(message) === 'slow') return gate.promise;
		if (textOf(message) === 'bad') return { kind: 'failed', failure: failureNamed('no') };
		return { kind: 'sent', providerId: `wamid.${message.outboxId}` };
	};
	await rig.send([team.draft('Ana', 'quick')], { onProgress: hear });
	expect(heard).toEqual([]);
	const drafts = [team.draft('Ana', 'one'), team.draft('Ben', 'bad'), team.draft('Cem', 'slow')];
	const results = rig.send(drafts, { onProgress: hear, stopOnFailure: false });
	await clock.advance(1_999);
	expect(heard).toEqual([]);
	await clock.advance(2_000);
	expect(heard).toEqual(['1 of 3 sent, 1 not sent']);

	gate.release({ kind: 'sent', providerId: 'wamid.slow' });
	await clock.settle();
	await results;
	expect(heard).toHaveLength(1);
	await rig.close();
	await book.close();
});
