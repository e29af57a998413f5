import { openCloudSide } from './support/cloud.ts';
import { describeTransport } from './suite/index.ts';

jest.setTimeout(60_000);

describe('a number on the Cloud API', () => {
	describeTransport(openCloudSide);
});
