/**
 * The public surface: all that `nodes/` and `credentials/` may import. Loading it costs next to
 * nothing; libraries are loaded on first use.
 */
export { parsePhone } from './domain/address.ts';
export { isAvailability, readEmail, type Agent, type AgentChange } from './domain/team/agent.ts';
export { capInWords } from './domain/caps/caps-words.ts';
export { csvLine, type Cell } from './domain/csv.ts';
export { isCrmName } from './domain/crm-presets.ts';
export { REPORT_DEFINITIONS } from './domain/report-definitions.ts';
export type { BusinessProfile } from './domain/number/business-profile.ts';
export { checkConditions } from './domain/condition-checks.ts';
export {
	isConversationStatus,
	isOwnedByOther,
	type ConditionName,
	type OwnerGuard,
	type SendCondition,
} from './domain/conditions.ts';
export type { Consent, Marketing } from './domain/consent.ts';
export { EVENT_TYPES, isEventType, type EventType } from './domain/event.ts';
export type { HealthStanding } from './domain/number/health-news.ts';
export type { InboxItem } from './domain/item.ts';
export { type Failure } from './domain/message.ts';
export { checkFile } from './domain/media-limits.ts';
export {
	checkContent,
	readableText,
	type OutgoingContent,
	type OutgoingType,
} from './domain/outgoing.ts';
export type { CardAddress, CardName, CardPhone, ContactCard } from './domain/outgoing/contacts.ts';
export { wrong } from './domain/outgoing/field.ts';
export type { Header, ListRow, ListSection } from './domain/outgoing/interactive.ts';
export type { MediaKind, MediaSource } from './domain/outgoing/media.ts';
export type { TemplateContent } from './domain/outgoing/template.ts';
export { EXPIRES_AFTER_MS, type Category, type Urgency } from './domain/outbox.ts';
export { isRole, type Role } from './domain/team/permissions.ts';
export {
	isConversationPriority,
	PRIORITIES,
	type ConversationPriority,
} from './domain/desk/conversation-state.ts';
export { describe, isProblem, problem, TeamError } from './domain/problem.ts';
export { fieldsOf as templateFields, type TemplateField } from './domain/template/fields.ts';
export { fillTemplate } from './domain/template/fill.ts';
export { bringsCode, categoryOf, type Template } from './domain/template/model.ts';
export {
	formatReference,
	parseReference,
	type TemplateReference,
} from './domain/template/reference.ts';
export { whyNotSendable } from './domain/template/sendable.ts';
export type { TemplateFile } from './domain/template/values.ts';
export type { TemplateWording, WordingButton, WordingHeader } from './domain/template/wording.ts';
export {
	isWeekday,
	OFFICE_HOURS,
	readTimeOfDay,
	type WeeklyHours,
} from './domain/desk/weekly-hours.ts';
export type { SlaTargets } from './domain/desk/sla.ts';
export type { Settings } from './domain/settings.ts';
export type { ItemFilter } from './domain/item-filter.ts';
export { checkWithin } from './domain/wait.ts';
export { runKey, type Emit } from './app/delivery.ts';
export { consumerOf } from './app/feed.ts';
export { SEND_WAIT_MS, type SendResult, type WhenHeld } from './app/send.ts';
export type { SendProgress } from './app/send-progress.ts';
export type {
	ContactChange,
	ContactFilter,
	ContactRow,
	ConversationFilter,
	ConversationOrder,
	Durations,
	FoundConversation,
	NumberChange,
	NumberRow,
	ReportKind,
	ReportResult,
	ShownMessage,
	TimelineEntry,
	ChangedConversation,
	LabelEntry,
	Note,
	PolicyEntry,
} from './ports/store.ts';
export type {
	Draft,
	KnownContact,
	Limit,
	Lowered,
	NobodyReason,
	Outcome,
	PreviewResult,
	QueuedMessage,
	Recipient,
} from './ports/store.ts';
export { resultOfWait, type Question, type WaitEnd } from './runtime/message/ask-and-wait.ts';
export {
	readCredential,
	type CredentialSource,
	type NumberCredential,
} from './runtime/credential/credential.ts';
export { testCredential } from './runtime/credential/credential-test.ts';
export { Desk, type Message } from './runtime/desk/desk.ts';
export type { WebhookAnswer } from './runtime/webhook-door.ts';
export { linkAddress, type LinkAddress } from './runtime/number/link-address.ts';
export { linkHint, type LinkHint } from './runtime/number/link-hint.ts';
export { serveLinkPage, type PageRequest, type PageResponse } from './runtime/number/link-page.ts';
export { type AboutConversation, type AboutNote } from './runtime/desk/life-desk.ts';
export { Listening, webhookRefusal, type ListenRequest } from './runtime/number/listening.ts';
export type {
	ContactOrderForm,
	ConversationOrderForm,
	LookupDesk,
	Piece,
	TimelineOrderForm,
} from './runtime/desk/lookup-desk.ts';
export type { MarkedRead } from './runtime/message/mark-read.ts';
export { unknownRecipient } from './runtime/message/recipient-problems.ts';
export { TEST_HEADER, TestListener } from './runtime/number/test-listener.ts';
export type { NumberControl, QueueChoice } from './runtime/number/number-control.ts';
export type { NumberLife, StepResult } from './runtime/number/number-life.ts';
export type { Preflight } from './runtime/number/number-preflight.ts';
export { openOffice, theOffice, type Office } from './runtime/office.ts';
export { RESUMED } from './runtime/message/waiting-run.ts';
export { qrPng } from './pages/qr.ts';
export type { LinkView, LinkWay } from './ports/linked.ts';
export type {
	AutoOrder,
	AutoOutcome,
	Member,
	OwnerOrder,
	OwnerOutcome,
	Successor,
	TeamDesk,
} from './runtime/desk/team-desk.ts';
export { isRefusal, refusalProblem } from './runtime/desk/team-problems.ts';
export type { TemplateBody } from './runtime/desk/template-body.ts';
export type { TemplateChange, TemplateDesk, TemplateOrder } from './runtime/desk/template-desk.ts';
export type { MediaFile } from './runtime/message/upload.ts';
export type { OutgoingFile } from './transport/cloud/media-upload.ts';
