import { OpenNumber } from '../../../src/app/open-number.ts';
import { OutcomeWatch } from '../../../src/app/outcome-watch.ts';
import { CLOUD_RECIPIENT_PACE } from '../../../src/domain/caps/recipient-pace.ts';
import type { NumberLock } from '../../../src/ports/number-lock.ts';
import { loggerInto } from '../support/ordered-log.ts';
import { overrideRig } from '../support/override-rig.ts';
import { scriptedTransport } from '../support/scripted-transport.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

describe('an open number', () => {
	let testStore: TestStore;
	beforeAll(async () => {
		testStore = await openTestStore();
	});
	afterAll(() => testStore.close());

	/** A number whose locks are granted one by one, by hand. */
	async function openByHand() {
		const { team, clock, keeper, log } = await overrideRig(testStore);
		const granted: AbortController[] = [];
		const grants: (NumberLock | null)[] = [];
		const grant = (): AbortController => {
			const lost = new AbortController();
			granted.push(lost);
			grants.push({
				lost: lost.signal,
				release: () => {
					log.push('released');
					return Promise.resolve();
				},
			});
			return lost;
		};
		const { numberId } = team;
		const number = new OpenNumber({
			numberId,
			store: testStore.store,
			locks: {
				acquire: () => {
					const lock = grants.shift() ?? null;
					log.push(lock === null ? 'refused' : 'granted');
					return Promise.resolve(lock);
				},
			},
			connect: () => ({
				transport: scriptedTransport(log),
				linked: null,
				start: () => void log.push('connects'),
				close: () => {
					log.push('disconnects');
					return Promise.resolve();
				},
			}),
			override: keeper,
			openPacer: () => {
				log.push('sends');
				return Promise.resolve({
					slot: () => Promise.resolve(1),
					giveBack: () => undefined,
					setPace: () => undefined,
					close: () => Promise.resolve(),
				});
			},
			pacing: { perSecond: 80, concurrency: 1 },
			recipientPace: CLOUD_RECIPIENT_PACE,
			watch: new OutcomeWatch(clock),
			clock,
			random: () => 0,
			logger: loggerInto(log),
		});
		return { number, grant, clock, log };
	}

	/** What was said about locks and sending. */
	const course = (log: readonly string[]): readonly string[] =>
		log.filter((line) =>
			['granted', 'refused', 'released', 'sends', 'connects', 'disconnects'].includes(line),
		);

	test('stops sending when its lock is lost, and stands by for it', async () => {
		const { number, grant, clock, log } = await openByHand();
		await clock.settle();
		const lost = grant();
		await clock.advance(2_000);
		lost.abort();
		await clock.settle();
		grant();
		await clock.advance(2_000);
		await number.close();

		expect(course(log)).toEqual([
			...['refused', 'granted', 'sends', 'connects', 'disconnects', 'released'],
			...['refused', 'granted', 'sends', 'connects', 'disconnects', 'released'],
		]);
	});
});
