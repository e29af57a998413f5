import { COMMANDS, describeCommands, readLine } from '../../demo/commands.ts';

test('a line is what the customer writes', () => {
	expect(readLine('  Are you open / on Sunday? ')).toEqual({
		kind: 'message',
		text: 'Are you open / on Sunday?',
	});
});

test.each(['', '   ', '\t'])('an empty line is nothing', (line) => {
	expect(readLine(line)).toEqual({ kind: 'nothing' });
});

test.each(Object.keys(COMMANDS))('%s is a command, however it is written', (name) => {
	expect(readLine(` ${name.toUpperCase()} `)).toEqual({ kind: 'command', name });
});

test.each(['/', '/crush', '/crash now', '/constructor'])('%s is no command', (word) => {
	expect(readLine(word)).toEqual({ kind: 'unknown', word });
});

test('every command is described', () => {
	for (const name of Object.keys(COMMANDS)) expect(describeCommands()).toContain(name);
});
