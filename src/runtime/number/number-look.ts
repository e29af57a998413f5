import type { NumberReport, NumberState } from '../../domain/number/number.ts';
import { inspectCloudNumber } from './cloud-number.ts';
import { addressOf, asCloud } from '../credential/credential.ts';
import { accessTo, type Asker } from './number-access.ts';

/** A number as Meta tells it now. */
export interface NumberLookNow {
	readonly report: NumberReport;
	/** With what is known here besides, as that a code is on its way. */
	readonly state: NumberState;
}

/**
 * Asks Meta about the asker's own number, and writes down what it says, with its news.
 *
 * @throws TeamError `remoteRefused`, `remoteUnreachable`
 */
export async function lookAtNumber(asker: Asker): Promise<NumberLookNow> {
	const { office, own, source } = asker;
	const credential = asCloud(await source());
	const { phoneNumberId, businessAccountId } = credential;
	const access = await accessTo(asker, own.id);
	const report = await inspectCloudNumber(phoneNumberId, access);
	const { state } = await office.store.noteNumber({
		numberId: own.id,
		state: report.state,
		facts: report.facts,
		perSecond: report.perSecond,
		businessAccountId,
		now: office.clock.now(),
	});
	office.numbers.forget(addressOf(credential));
	return { report, state };
}
