import type { INodeProperties } from 'n8n-workflow';

/** A field in which a template is chosen: from the account's list, or by its name and language. */
export function templateLocator(
	given: Pick<INodeProperties, 'displayName' | 'name'> & Partial<INodeProperties>,
): INodeProperties {
	return {
		...given,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a template',
				typeOptions: { searchListMethod: 'searchTemplates', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. order_update|en_US',
				hint: 'The name, a vertical bar and the exact language code',
				validation: [
					{
						type: 'regex',
						properties: {
							regex: '^[a-z0-9_]{1,512}\\|[A-Za-z]{2,3}(_[A-Za-z0-9]{2,8})?$',
							errorMessage: 'Write it as in order_update|en_US',
						},
					},
				],
			},
		],
	};
}

/** How the fields of a template are filled in. */
export function templateMapper(
	method: string,
	dependsOn: string,
): NonNullable<INodeProperties['typeOptions']> {
	return {
		loadOptionsDependsOn: [dependsOn],
		resourceMapper: {
			resourceMapperMethod: method,
			mode: 'add',
			valuesLabel: 'Template Fields',
			fieldWords: { singular: 'field', plural: 'fields' },
			addAllFields: true,
			multiKeyMatch: false,
			supportAutoMap: false,
			refreshStaleSchemaOnOpen: true,
			noFieldsError: 'This template has nothing to fill in.',
		},
	};
}
