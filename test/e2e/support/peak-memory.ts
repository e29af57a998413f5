import { readFile, writeFile } from 'node:fs/promises';

/** Whether the system tells the peak of a process, and lets it be set back (Linux). */
export const canMeasurePeak = process.platform === 'linux';

/**
 * Begins to watch how much memory a process takes.
 *
 * @returns a function that tells by how many bytes its peak since then is above what it had
 * @see https://docs.kernel.org/filesystems/proc.html (VmHWM, clear_refs)
 */
export async function watchMemory(pid: number): Promise<() => Promise<number>> {
	await writeFile(`/proc/${pid}/clear_refs`, '5');
	const before = await read(pid, 'VmRSS');
	return async () => (await read(pid, 'VmHWM')) - before;
}

async function read(pid: number, name: 'VmHWM' | 'VmRSS'): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
	if (kilobytes === undefined) throw new Error(`The system does not tell ${name} of ${pid}.`);
	return Number(kilobytes) * 1024;
}
