/** What somebody is in the team. */
export type Role = 'owner' | 'manager' | 'agent' | 'limitedAgent' | 'viewer';

/** What may be allowed. */
export type Permission =
	/** To see every number and label, whatever their scope says. */
	| 'seeAll'
	/** To give, take and hand over what somebody else has. */
	| 'assignOthers'
	/** To answer, and therefore to have conversations. */
	| 'send'
	| 'sendTemplate'
	| 'note'
	| 'linkNumber'
	| 'delete'
	| 'export'
	| 'manageCaps';

const ALL: readonly Permission[] = [
	'seeAll',
	'assignOthers',
	'send',
	'sendTemplate',
	'note',
	'linkNumber',
	'delete',
	'export',
	'manageCaps',
];

/** What each role may do. */
export const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
	owner: ALL,
	manager: ALL.filter((one) => one !== 'linkNumber' && one !== 'delete'),
	agent: ['send', 'sendTemplate', 'note'],
	limitedAgent: ['send', 'note'],
	viewer: [],
};

/** Whether a role may do something. */
export function may(role: Role, permission: Permission): boolean {
	return PERMISSIONS[role].includes(permission);
}

/** Whether a text from outside is a role. */
export function isRole(text: string): text is Role {
	return Object.hasOwn(PERMISSIONS, text);
}
