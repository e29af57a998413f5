import { createIdSource, isId } from '../../../src/domain/ids.ts';

const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

/** A source whose clock is set by hand and whose random bytes are all the same. */
function source(byte = 0xff) {
	const clock = { now: NOW };
	const newId = createIdSource(
		() => clock.now,
		(bytes) => void bytes.fill(byte),
	);
	return { clock, newId };
}

const many = (count: number, make: () => string): readonly string[] =>
	Array.from({ length: count }, make);

it('has the shape of a UUIDv7: time, version, counter, variant, randomness', () => {
	const { newId } = source();

	expect([newId(), newId()]).toEqual([
		`${stampOf(NOW)}-7000-bfff-ffffffffffff`,
		`${stampOf(NOW)}-7001-bfff-ffffffffffff`,
	]);
});

it.each([0x00, 0x3f, 0x40, 0x7f, 0x80, 0xff])('has the variant of the RFC for byte %d', (byte) => {
	expect(source(byte).newId()).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-/);
});

it('fills up early times with zeros', () => {
	const { clock, newId } = source(0);
	clock.now = 1;

	expect(newId()).toBe('00000000-0001-7000-8000-000000000000');
});

it('sorts in the order it was made, within one millisecond too', () => {
	const { clock, newId } = source();
	const ids = [...many(500, newId), ...many(2, () => ((clock.now += 1), newId()))];

	expect([...ids].sort()).toEqual(ids);
});

it('begins to count anew with every millisecond', () => {
	const { clock, newId } = source();
	many(3, newId);
	clock.now += 1;

	expect(newId()).toBe(`${stampOf(NOW + 1)}-7000-bfff-ffffffffffff`);
});

it('goes on from its last instant when the clock goes back', () => {
	const { clock, newId } = source();
	const before = newId();
	clock.now -= 60_000;
	const after = newId();

	expect([after > before, after]).toEqual([true, `${stampOf(NOW)}-7001-bfff-ffffffffffff`]);
});

it('borrows the next millisecond after 4096 ids in one', () => {
	const { newId } = source();
	const ids = many(4_097, newId);

	expect(ids.slice(-2)).toEqual([
		`${stampOf(NOW)}-7fff-bfff-ffffffffffff`,
		`${stampOf(NOW + 1)}-7000-bfff-ffffffffffff`,
	]);
});

it('stays in order when the clock catches up with what was borrowed', () => {
	const { clock, newId } = source();
	const ids = [...many(4_097, newId)];
	clock.now += 1;
	ids.push(newId());
	clock.now += 1;
	ids.push(newId());

	expect([...ids].sort()).toEqual(ids);
	expect(new Set(ids).size).toBe(ids.length);
});

it('knows its own ids', () => {
	expect(isId(source().newId())).toBe(true);
});

it.each([
	'',
	'test:1',
	'0199a0b1-2c3d-4000-8000-000000000000',
	'0199A0B1-2C3D-7000-8000-000000000000',
	'0199a0b1-2c3d-7000-c000-000000000000',
	'0199a0b1-2c3d-7000-8000-000000000000x',
	'0199a0b1-2c3d-7000-8000-000000000000\n',
])('takes %j for none of its ids', (text) => {
	expect(isId(text)).toBe(false);
});

/** The first 48 bits of an id: its millisecond. */
function stampOf(ms: number): string {
	const hex = ms.toString(16).padStart(12, '0');
	return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
