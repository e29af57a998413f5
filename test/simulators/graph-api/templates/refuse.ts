import { GraphRefusal } from '../graph/refusal.ts';

/** 100 with the code that Meta's template endpoints have for it, and what they tell people. */
export function refuse(subcode: number, userMessage: string): GraphRefusal {
	return new GraphRefusal({ code: 100, subcode, message: 'Invalid parameter', userMessage });
}
