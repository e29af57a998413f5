import { NO_CAPS } from '../../../src/domain/caps/caps.ts';
import { describeCaps } from '../../../src/domain/caps/caps-words.ts';
import { CLOUD_PROFILE, LINKED_PROFILE } from '../../../src/limiter/profiles.ts';

it('says all that a profile limits', () => {
	expect(describeCaps(LINKED_PROFILE.rules)).toBe(
		'30 per hour, 300 per day, 5 new chats per hour, 40 new chats per day, 60 internal per hour, replies do not count, less in the first 14 days of a link, 8 to 25 s between messages, 2 without an answer, no text twice to the same person in 24 hours, the same text to 10 people per hour, quiet from 21:00 to 08:00',
	);
	expect(describeCaps(CLOUD_PROFILE.rules)).toBe('60 internal per hour');
	expect(describeCaps(NO_CAPS)).toBe('none');
});
