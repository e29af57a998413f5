import type {
	BinaryHelperFunctions,
	IBinaryData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { Desk, isProblem, theOffice, type InboxItem } from '../../../src/index.ts';
import { credentialOf } from './credential.ts';

/** The binary field in which the file of a message lies. */
const FIELD = 'data';

/** What n8n gives to keep a file. */
type FileKeeper = Pick<IExecuteFunctions, 'getCredentials' | 'getNode'> & {
	readonly helpers: Pick<BinaryHelperFunctions, 'prepareBinaryData'>;
};

/**
 * The item of an event, with the file of its message if there is one and it is wanted. Without the
 * file the item goes all the same, and says why in `message.media.error`.
 *
 * @param signal aborted when nobody wants the item any more
 */
export async function withMedia(
	context: ITriggerFunctions | IWebhookFunctions,
	item: InboxItem,
	signal: AbortSignal,
): Promise<INodeExecutionData> {
	const { downloadMedia } = context.getNodeParameter('options', {}) as {
		downloadMedia?: boolean;
	};
	return await toItem(context, item, downloadMedia === true, signal);
}

/** As {@link withMedia}, for a node that reads its options itself. */
export async function toItem(
	context: FileKeeper,
	item: InboxItem,
	wantsFile: boolean,
	signal: AbortSignal,
): Promise<INodeExecutionData> {
	const media = item.message?.media;
	if (!wantsFile || media === undefined) return { json: toJson(item) };
	try {
		const desk = await Desk.open(await theOffice(), credentialOf(context));
		const order = { messageId: item.message?.id ?? '', media, signal };
		const binary: IBinaryData = await desk.fetchMedia(order, ({ stream, mimeType }) =>
			context.helpers.prepareBinaryData(stream, media.fileName ?? undefined, mimeType),
		);
		return { json: toJson(item), binary: { [FIELD]: binary } };
	} catch (error) {
		const message = { ...item.message, media: { ...media, error: inWords(error) } };
		return { json: toJson({ ...item, message }) };
	}
}

function inWords(error: unknown) {
	return isProblem(error)
		? { message: error.message, advice: error.advice }
		: { message: 'The file could not be kept in n8n', advice: 'See the log of n8n.' };
}

/** n8n's type for JSON is wider than ours in one place and narrower in another. */
function toJson(item: object): IDataObject {
	return item as unknown as IDataObject;
}
