import { describePostgres } from '../../postgres/describe-postgres.ts';
import { bsuid, draft, failure, HOUR, inbound, NOON, phone, status } from './support/builders.ts';
import { usePostgres } from './support/postgres.ts';
import { idsOf, openTeam } from './support/team.ts';
import { useStore } from './support/use-store.ts';

// Two stores that get in each other's way, on a machine that may have much else to do.
jest.setTimeout(30_000);

/** A pace that holds nobody back. */
const FREE = { intervalMs: 0, burst: 1 };

/** Phones of as many customers as a test needs. */
const customers = (count: number): readonly string[] =>
	Array.from({ length: count }, (_, index) => `+4916${String(index).padStart(9, '0')}`);

describePostgres('two processes on one PostgreSQL that race', () => {
	const postgres = usePostgres();
	const stores = useStore(postgres.open);

	/** A team, and the stores of two processes. */
	async function two() {
		const team = await openTeam(stores, { mode: 'linked' });
		return { team, both: [stores.store, await stores.another()] as const };
	}

	test('store a message once that both get a hundred times', async () => {
		const { team, both } = await two();
		const messages = [inbound({ sender: [phone('+491600000001'), bsuid('DE.race')] })];
		const batch = { numberId: team.numberId, messages, statuses: [], now: NOON };
		const results = await Promise.all(
			Array.from({ length: 50 }, () => both.map((store) => store.receiveBatch(batch))).flat(),
		);

		expect(results.filter(({ stored }) => stored === 1)).toHaveLength(1);
		expect(results.filter(({ duplicates }) => duplicates === 1)).toHaveLength(99);
		expect(await team.eventNames()).toEqual(['message.received']);
	});

	test('claim each of 200 messages once', async () => {
		const { team, both } = await two();
		const drafts = customers(200).map((one) =>
			draft({ recipient: { kind: 'phone', phone: one } }),
		);
		const queued = await team.enqueue(drafts);
		const { numberId, fence } = team;
		const input = { numberId, fence, pace: FREE, limit: 7, random: 0.5, now: NOON };
		const claimed: string[] = [];
		const claimAll = async (store: (typeof both)[number]): Promise<void> => {
			for (;;) {
				const ids = idsOf(await store.claim(input));
				if (ids.length === 0) return;
				claimed.push(...ids);
			}
		};
		await Promise.all([...both, ...both].map(claimAll));

		expect(claimed).toHaveLength(200);
		expect(new Set(claimed)).toEqual(
			new Set(queued.map((result) => result.kind === 'queued' && result.outboxId)),
		);
	});

	test('never claim what the other takes back', async () => {
		const { team, both } = await two();
		const drafts = customers(60).map((one) =>
			draft({ recipient: { kind: 'phone', phone: one } }),
		);
		const queued = await team.enqueue(drafts);
		const ids = queued.flatMap((result) => (result.kind === 'queued' ? [result.outboxId] : []));
		const { numberId, fence } = team;
		const input = { numberId, fence, pace: FREE, limit: 60, random: 0.5, now: NOON };
		const [{ claimed }, ...cancelled] = await Promise.all([
			both[0].claim(input),
			...ids.map((id) => both[1].cancel({ outboxIds: [id], refusal: null, now: NOON })),
		]);

		const takenBack = cancelled.reduce((sum, { cancelled: count }) => sum + count, 0);
		expect(claimed.length + takenBack).toBe(60);
		const states = (await team.outcomes(ids)).map(({ state }) => state);
		expect(states.filter((state) => state === 'handing')).toHaveLength(claimed.length);
	});

	test('make one contact of a customer who writes to two numbers at once', async () => {
		const { team, both } = await two();
		const other = await team.addNumber({ mode: 'linked' });
		const numbers = [team.numberId, other.numberId];
		await Promise.all(
			customers(20).flatMap((one) =>
				both.map((store, index) =>
					store.receiveBatch({
						numberId: numbers[index] ?? '',
						messages: [inbound({ sender: [phone(one)] })],
						statuses: [],
						now: NOON,
					}),
				),
			),
		);

		const log = await team.log();
		expect(log).toHaveLength(40);
		expect(new Set(log.map(({ item }) => item.contact.id)).size).toBe(20);
	});

	test('settle a message by the answer or by its status, never half by each', async () => {
		const { team, both } = await two();
		const drafts = customers(40).map((one) =>
			draft({ recipient: { kind: 'phone', phone: one } }),
		);
		await team.enqueue(drafts);
		const ids = idsOf(await team.claim({ limit: 40, pace: FREE }));
		const outcome = { kind: 'failed', failure: failure(), afterMs: null } as const;
		const { fence, numberId } = team;
		for (const outboxId of ids) {
			const statuses = [
				status({ status: 'delivered', outboxId, providerId: `wamid.${outboxId}` }),
			];
			await Promise.all([
				both[0].settle({
					...{ numberId, outboxId, fence, outcome },
					...{ retryAt: null, pace: FREE, now: NOON },
				}),
				both[1].receiveBatch({ numberId, messages: [], statuses, now: NOON }),
			]);
		}

		expect(ids).toHaveLength(40);
		const ends = new Set(
			(await team.outcomes(ids)).map(({ state, message }) => `${state} ${message.status}`),
		);
		expect([...ends].filter((end) => !ENDS.includes(end))).toEqual([]);
	});

	test('make one row of a message with a key to somebody nobody knew', async () => {
		const { team, both } = await two();
		const { workspaceId, numberId } = team;
		const results = await Promise.all(
			customers(20).flatMap((one) =>
				both.map((store) =>
					store.enqueue({
						workspaceId,
						numberId,
						drafts: [
							draft({
								recipient: { kind: 'phone', phone: one },
								idempotencyKey: one,
							}),
						],
						now: NOON,
					}),
				),
			),
		);

		const rows = results.flat().flatMap((row) => (row.kind === 'queued' ? [row] : []));
		expect(rows).toHaveLength(40);
		expect(new Set(rows.map(({ outboxId }) => outboxId)).size).toBe(20);
		expect(rows.filter(({ deduplicated }) => deduplicated)).toHaveLength(20);
	});

	describe('while the other has changed something and not yet committed it', () => {
		const held = (numberId: string): string =>
			`select 1 from "number" where id = '${numberId}' for no key update`;

		test('do not settle as failed what is proved sent', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			const outcome = { kind: 'failed', failure: failure(), afterMs: null } as const;
			await postgres.meanwhile(
				await postgres.schemaOf(team.workspaceId),
				`${held(team.numberId)}; update outbox set state = 'sent' where id = '${outboxId}'`,
				() => team.settle(outboxId, outcome),
			);

			expect(await team.stateOf(outboxId)).toEqual({ state: 'sent', reason: null });
			expect(await team.eventNames()).toEqual(['message.received']);
		});

		test('do not call unanswered what was answered later', async () => {
			const team = await openTeam(stores);
			const { conversationId } = await team.writtenBy();
			const schema = await postgres.schemaOf(team.workspaceId);
			const answeredAt = NOON + 10_000;
			await postgres.meanwhile(
				schema,
				`${held(team.numberId)}; update conversation
				set last_outbound_at = ${answeredAt}, waiting_since = null
				where id = '${conversationId}'`,
				() => team.receive(inbound({ sentAt: NOON + 5_000 })),
			);

			expect(
				await postgres.look(
					`select waiting_since from "${schema}".conversation where id = $1`,
					[conversationId],
				),
			).toEqual([{ waiting_since: null }]);
		});

		test('go on at the cursor that the other has opened', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const { workspaceId } = team;
			await postgres.meanwhile(
				await postgres.schemaOf(workspaceId),
				`select 1 from workspace where id = '${workspaceId}' for no key update;
				insert into cursor values ('racer', '${workspaceId}', 0, ${NOON})`,
				async () => expect(await team.position('racer')).toBe(0),
			);
		});

		test('end no doubt twice', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			const unknown = { kind: 'unknown', failure: failure() } as const;
			await team.settle(outboxId, unknown);
			const both = [stores.store, await stores.another()];
			const now = NOON + 25 * HOUR;
			const { numberId } = team;
			const ends = await Promise.all(
				[...both, ...both].map((store) => store.endDoubts({ numberId, now })),
			);

			expect(ends.map(({ ended }) => ended).sort()).toEqual([0, 0, 0, 1]);
		});
	});

	test('give a reader every event of the other, and each once', async () => {
		const { team, both } = await two();
		let isOver = false;
		const seen: number[] = [];
		const read = async (): Promise<void> => {
			let after = 0;
			for (let last = false; !last;) {
				last = isOver;
				const page = await team.readFeed({ after, limit: 5 });
				seen.push(...page.entries.map(({ seq }) => seq));
				after = page.readUpTo;
			}
		};
		const reading = read();
		for (let turn = 0; turn < 100; turn += 1) {
			await both[1].receiveBatch({
				numberId: team.numberId,
				messages: [inbound()],
				statuses: [],
				now: NOON,
			});
		}
		isOver = true;
		await reading;
		const rest = await team.readFeed({ after: seen.at(-1) ?? 0 });

		expect([...seen, ...rest.entries.map(({ seq }) => seq)]).toEqual(
			// The second and third of all events say that contact and conversation are new.
			Array.from({ length: 102 }, (_, index) => index + 1).filter(
				(seq) => seq !== 2 && seq !== 3,
			),
		);
	});
});

/** How a message may have ended that was refused by the answer and delivered by a status. */
const ENDS = ['failed failed', 'sent delivered'];
