import { bringsChats, isTaken } from '../../../../src/transport/linked/inbound/history.ts';

/** Parts of a history by their numbers: those with chats, those that are taken. */
it.each([
	['the first chats', 0, true, true],
	['statuses', 1, false, false],
	['all there ever was', 2, false, false],
	['the last weeks', 3, true, true],
	['names of profiles', 4, false, false],
	['what matches phones and LIDs', 5, false, true],
])('%s', (_what, syncType, hasChats, taken) => {
	expect([bringsChats({ syncType, messages: [], contacts: [] }), isTaken(syncType)]).toEqual([
		hasChats,
		taken,
	]);
});
