import { openLinkedSide } from './support/linked.ts';
import { describeTransport } from './suite/index.ts';

jest.setTimeout(60_000);

describe('a linked number', () => {
	describeTransport(openLinkedSide);
});
