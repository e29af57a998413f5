/** For which number a batch is stored, and when. */
export interface Scope {
	readonly workspaceId: string;
	readonly numberId: string;
	readonly hasWindow: boolean;
	readonly now: number;
}
