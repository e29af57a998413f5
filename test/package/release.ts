/** What is known of a version that is about to be published. */
export interface Release {
	/** Of package.json. */
	readonly version: string;
	/** What the workflow was started for, `undefined` anywhere but in the workflow. */
	readonly tag: string | undefined;
	/** The text of CHANGELOG.md. */
	readonly changelog: string;
}

/** One sentence for each reason why a version must not be published yet. */
export function reasonsAgainst({ version, tag, changelog }: Release): readonly string[] {
	const reasons: string[] = [];
	if (tag === undefined) {
		const how = `push the tag v${version}, and the workflow "Publish" does the rest`;
		// Without it npm has no proof of where a package was built, which n8n asks for:
		// https://docs.n8n.io/connect/create-nodes/deploy-your-node/submit-community-nodes
		reasons.push(`Nobody publishes from their own machine: ${how}.`);
	} else if (tag !== `v${version}`) {
		reasons.push(`The tag is ${tag}, but package.json says ${version}.`);
	}
	const heading = changelog.split('\n').find((line) => line.split(' ')[1] === version);
	if (heading === undefined) {
		reasons.push(`CHANGELOG.md has no heading "## ${version} (date)".`);
	} else if (!/^## \S+ \(\d{4}-\d{2}-\d{2}\)$/.test(heading)) {
		reasons.push(
			`CHANGELOG.md says "${heading}": the heading needs its date, as in 2026-11-21.`,
		);
	}
	return reasons;
}
