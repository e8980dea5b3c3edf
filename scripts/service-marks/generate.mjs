/** Makes the two checked-in files of the marks: what the window draws, and NOTICE. */
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';
import { runnerImport } from 'vite';

import { projectDir } from '../setup/project.mjs';
import { packages, readMark } from './read-mark.mjs';
import { sources, withoutMark } from './sources.mjs';

/** @typedef {{ id: string, name: string }} ShippedService */

const generated = {
  marks: join(projectDir, 'renderer', 'components', 'service-marks.json'),
  notice: join(projectDir, 'NOTICE'),
};

/** @returns {Promise<{ file: string, text: string }[]>} */
export async function generateServiceMarks() {
  const shipped = await readShippedServices();
  checkDecisions(shipped.map(({ id }) => id));
  const read = await Promise.all(
    sources.map(async (source) => ({ source, ...(await readMark(source)) })),
  );
  const services = read.flatMap(({ source }) =>
    source.services.map((id) => /** @type {const} */ ([id, source.name])),
  );
  const marks = {
    services: Object.fromEntries(services.sort(([first], [second]) => (first < second ? -1 : 1))),
    marks: Object.fromEntries(read.map(({ source, mark }) => [source.name, mark])),
  };
  const names = new Map(shipped.map(({ id, name }) => [id, name]));
  const entries = read.map(({ source, origin }) =>
    noticeEntry(
      source.services.map((id) => names.get(id) ?? id),
      origin,
    ),
  );
  const options = { ...(await resolveConfig(generated.marks)), filepath: generated.marks };
  return [
    { file: generated.marks, text: await format(JSON.stringify(marks), options) },
    { file: generated.notice, text: `${preface()}\n\n${entries.join('\n\n')}\n` },
  ];
}

/** @returns {Promise<readonly ShippedService[]>} */
export async function readShippedServices() {
  const settings = { root: projectDir, configFile: false, logLevel: 'error' };
  const file = join(projectDir, 'main', 'services', 'shipped-services.ts');
  /** @type {{ module: unknown }} */
  const imported = await runnerImport(file, /** @type {object} */ (settings));
  const { shippedDefinitions } =
    /** @type {{ shippedDefinitions: { services: ShippedService[] } }} */ (imported.module);
  return shippedDefinitions.services;
}

/** @param {readonly string[]} shipped */
export function checkDecisions(shipped) {
  const decided = [
    ...sources.flatMap(({ services }) => services),
    ...Object.values(withoutMark).flat(),
  ];
  const twice = decided.filter((id, index) => decided.indexOf(id) !== index);
  const unknown = decided.filter((id) => !shipped.includes(id));
  const undecided = shipped.filter((id) => !decided.includes(id));
  for (const [problem, ids] of Object.entries({ twice, unknown, undecided })) {
    if (ids.length > 0) {
      throw new Error(`scripts/service-marks/sources.mjs: ${problem}: ${ids.join(', ')}`);
    }
  }
}

/** @param {readonly string[]} names @param {import('./read-mark.mjs').MarkOrigin} origin */
function noticeEntry(names, { title, package: from, url, guidelines, licence }) {
  return [
    names.join(', '),
    `  Source: ${from}, "${title}"${url === undefined ? '' : `, taken from ${url}`}`,
    `  Licence: ${licence ?? 'CC0-1.0'}`,
    ...(guidelines === undefined ? [] : [`  Guidelines: ${guidelines}`]),
  ].join('\n');
}

function preface() {
  const versions = packages.map(({ name, version, license }) => `${name} ${version} (${license})`);
  return `Lanyard
Copyright 2026 The Lanyard founders
Licensed under the Apache License, Version 2.0; see LICENSE.

Marks of services
=================

Lanyard shows the marks of services that a person can connect. They are the property of their owners.
They are shown unaltered, on a neutral ground, only to name the service, and mean neither that its owner
endorses Lanyard nor that Lanyard belongs to the owner. The licences below are about copyright and give
no right to a trademark. A mark that its owner does not want to be here will be removed.

The marks come from ${versions.join(' and ')}.
This file and the marks in the app are written by "npm run service-marks".`;
}
