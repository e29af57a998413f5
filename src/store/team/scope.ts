import type { DeskRules } from '../../domain/desk/desk-rules.ts';
import type { OptOutSettings } from '../people/opt-out.ts';

/** For which number a batch is stored, and when. */
export interface Scope {
	readonly workspaceId: string;
	readonly numberId: string;
	readonly hasWindow: boolean;
	/** `null` if nothing in the batch can be an opt-out or opt-in word. */
	readonly optOut: OptOutSettings | null;
	readonly rules: DeskRules;
	/** Whether a resolved conversation is opened again, however long ago that was. */
	readonly isSingle: boolean;
	readonly now: number;
}
