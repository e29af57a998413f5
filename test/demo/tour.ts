import { owner } from '../e2e/support/rest-session.ts';
import type { CustomerOnStage } from './stage.ts';

/** What the tour names. */
export interface TourPlaces {
	readonly n8nUrl: string;
	readonly workflowId: string;
	readonly controlUrl: string;
	readonly phonesUrl: string;
	readonly customer: CustomerOnStage;
	readonly userFolder: string;
	readonly logFile: string;
}

/** Where everything is, and what to try. */
export function describeTour(places: TourPlaces): string {
	const { n8nUrl, workflowId, controlUrl, phonesUrl, customer, userFolder, logFile } = places;
	const workflowUrl = `${n8nUrl}/workflow/${workflowId}`;
	const body = JSON.stringify([{ customer: customer.id, text: 'price' }]);
	return `
  n8n        ${n8nUrl}
  Phones     ${phonesUrl}
  E-mail     ${owner.email}
  Password   ${owner.password}

  1. Write as ${customer.name}, a customer: open the phones in a browser, or type  hours  here
     and press Enter. Then  price, or anything else. Workflow and answers are real, only WhatsApp is played.
  2. Log in and open the workflow that answers. Change an answer in "Tell the hours",
     click Publish, and ask again:
     ${workflowUrl}
  3. See each message as a run, with what every node got and gave:
     ${workflowUrl}/executions
  4. Cut n8n's power while an answer waits: type  /offline  so that WhatsApp is out of
     reach, write  hours, then type  /crash  and, when n8n is back,  /online.
     ${customer.name} gets the answer within a minute or so, and gets it once.
  5. Write  I want an offer  and wait: two more messages follow, unless you reply.
  6. Write  a person, please : somebody of the team gets the conversation, with a note.
     Write it again, and hear who is on it already.
  7. On the page of phones, let Clara have written "Remind me" yesterday: the 24 hours of free
     text are over, and a template goes in its place.
  8. There is a second number, linked as a companion device of a phone, with a workflow of
     its own: Ben writes to it on the page of phones, or type  /ben.
  9. Link that number yourself: log its devices out on the page of the bakery's phone, open the
     Trigger of the workflow Ben writes to, copy the address from its option Link Page, and
     type the pairing code of that page into the phone.
 10. Build a workflow of your own: unpublish "Auto-answer" first, or both will answer.

  From another terminal:
     curl -s ${controlUrl}/_control/inbound -d '${body}'

  n8n keeps its data in ${userFolder}
  (start afresh: npm run demo -- --reset) and its log in
  ${logFile}

  /help shows the commands, Ctrl+C ends everything.
`;
}
