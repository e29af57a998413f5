import { asNumeric, asObject, asObjects, asText } from '../json.ts';
import type { ReadContent } from './content.ts';

/** Reads a cart; what the customer wrote with it is the text. */
export function readOrder(value: unknown): ReadContent | undefined {
	const order = asObject(value);
	if (order === undefined) return undefined;
	const items = asObjects(order['product_items']).flatMap((item) => {
		const productId = asText(item['product_retailer_id']);
		if (productId === undefined) return [];
		const quantity = asNumeric(item['quantity']) ?? null;
		const price = asNumeric(item['item_price']) ?? null;
		return [{ productId, quantity, price, currency: asText(item['currency']) ?? null }];
	});
	const catalogId = asText(order['catalog_id']) ?? null;
	return {
		content: { type: 'order', order: { catalogId, items } },
		text: asText(order['text']) ?? null,
	};
}
