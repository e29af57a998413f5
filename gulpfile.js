const { src, dest } = require('gulp');

/** Copies the node icons beside the compiled nodes; `encoding: false` keeps binary files whole. */
exports['build:icons'] = () =>
	src('nodes/**/*.{svg,png}', { encoding: false }).pipe(dest('dist/nodes'));
