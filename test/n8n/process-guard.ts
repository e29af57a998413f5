import { spawn } from 'node:child_process';

/** A small process that outlives ours and cleans up after it. */
export type ProcessGuard = {
	/** The group has ended in an orderly way: the guard leaves without doing anything. */
	release(): void;
};

/**
 * Kills a process group, and removes a folder, as soon as this process is gone.
 *
 * An exit hook is not enough: jest's sandbox has a `process` of its own, and nobody's hook runs
 * after SIGKILL. The guard reads from a pipe that closes with us, however we end.
 *
 * @param folder removed after the group was killed. Default: nothing is removed.
 */
export function guardProcessGroup(groupId: number, folder = ''): ProcessGuard {
	const script = 'cat >/dev/null; kill -s KILL -- "-$1"; [ -z "$2" ] || rm -rf -- "$2"';
	const guard = spawn('/bin/sh', ['-c', script, 'guard', String(groupId), folder], {
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	guard.unref();
	let released = false;
	return {
		release() {
			if (released) return;
			released = true;
			// The group's number may belong to someone else by now: the shell goes first.
			if (guard.pid !== undefined) killGroup(guard.pid);
			guard.stdin.destroy();
		},
	};
}

/** Kills every process of a group. A group that is gone is fine. */
export function killGroup(groupId: number): void {
	try {
		process.kill(-groupId, 'SIGKILL');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}
