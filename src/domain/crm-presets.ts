/** The CRMs whose fields are known. */
export type CrmName = 'hubspot' | 'pipedrive';

/**
 * What a contact is in the words of a CRM, in JSONata over the item of a contact: `id` of the
 * record that is linked to it, what to search for where there is none, and what to write.
 */
export const CRM_PRESETS: Readonly<Record<CrmName, string>> = {
	// https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide: properties of a
	// contact. Its search compares phones as they were typed: with plus, in digits alone.
	hubspot: `(
	$words := name ? $split($trim(name), /\\s+/) : [];
	$digits := phone ? $replace(phone, '+', '');
	{
		'id': crmLinks[system = 'hubspot' and type = 'contact'].id,
		'search': phone ? {
			'filterGroups': [phone, $digits].{
				'filters': [{ 'propertyName': 'phone', 'operator': 'EQ', 'value': $ }]
			},
			'properties': ['firstname', 'lastname', 'phone', 'hubspot_owner_id'],
			'limit': 2
		},
		'properties': {
			'firstname': $words[0],
			'lastname': $count($words) > 1 ? $join($words[[1..100]], ' '),
			'phone': phone ? phone,
			'hs_language': language ? $lowercase($replace(language, '_', '-'))
		}
	}
)`,
	// https://developers.pipedrive.com/docs/api/v1/Persons: its search finds phones by a part.
	pipedrive: `(
	$digits := phone ? $replace(phone, '+', '');
	{
		'id': crmLinks[system = 'pipedrive' and type = 'person'].id,
		'search': phone ? { 'term': $substring($digits, -9), 'fields': 'phone' },
		'person': {
			'name': name ? name : (phone ? phone : username),
			'phones': phone ? [{ 'value': phone, 'label': 'mobile', 'primary': true }]
		}
	}
)`,
};

/** Whether a text from outside names a CRM whose fields are known. */
export function isCrmName(text: string): text is CrmName {
	return Object.hasOwn(CRM_PRESETS, text);
}
