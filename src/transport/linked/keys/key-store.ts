import { problem, type TeamError } from '../../../domain/problem.ts';
import type { LinkedKeyChange } from '../../../ports/linked.ts';
import type { Baileys, SignalDataSet, SignalDataTypeMap, SignalKeyStore } from '../baileys.ts';
import { decodeKey, encodeKey } from './codec.ts';
import type { KeyBox } from './key-box.ts';

/**
 * The store of keys that Baileys asks for, over what a number keeps.
 *
 * @param isOver whether the link is over that these keys are of: a socket that has ended may still
 * have something to write
 */
export function keyStore(
	baileys: Baileys,
	box: KeyBox,
	isOver: () => boolean = () => false,
): SignalKeyStore {
	return {
		async get(kind, ids) {
			const texts = await box.get(kind, ids);
			const values: Record<string, SignalDataTypeMap[typeof kind]> = {};
			for (const [id, text] of texts) {
				const value = decodeKey(baileys, kind, text);
				if (value !== undefined) values[id] = value;
			}
			return values;
		},
		async set(data) {
			if (isOver()) throw linkIsOver();
			await box.set(changesOf(baileys, data));
		},
	};
}

function changesOf(baileys: Baileys, data: SignalDataSet): readonly LinkedKeyChange[] {
	return Object.entries(data).flatMap(([kind, values]) =>
		Object.entries(values ?? {}).map(([id, value]) => ({
			kind,
			id,
			value: value === null || value === undefined ? null : encodeKey(baileys, kind, value),
		})),
	);
}

function linkIsOver(): TeamError {
	return problem(
		'notOwner',
		'Keys of a link that is over are not written any more',
		'Nothing is to be done.',
	);
}
