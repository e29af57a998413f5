import type { SendKind } from './caps.ts';

/** The name of a kind of messages that caps tell apart. */
export type KindName = 'internal' | 'reply' | 'newChat' | 'other';

/** The kinds of messages that caps tell apart. */
export const KINDS: Readonly<Record<KindName, SendKind>> = {
	internal: { isInternal: true, isReply: false, isNewChat: false },
	reply: { isInternal: false, isReply: true, isNewChat: false },
	newChat: { isInternal: false, isReply: false, isNewChat: true },
	other: { isInternal: false, isReply: false, isNewChat: false },
};

/** The name of a kind. A reply opens no new chat: the customer wrote. */
export function kindName({ isInternal, isReply, isNewChat }: SendKind): KindName {
	if (isInternal) return 'internal';
	if (isReply) return 'reply';
	return isNewChat ? 'newChat' : 'other';
}
