/**
 * `npm run service-marks`: takes the marks of the shipped services from the installed packages and
 * writes them to renderer/components/service-marks.json, and their sources and licences to NOTICE.
 */
import { writeFile } from 'node:fs/promises';

import { generateServiceMarks } from './service-marks/generate.mjs';

for (const { file, text } of await generateServiceMarks()) {
  await writeFile(file, text);
  console.log(`${file}: ${Buffer.byteLength(text)} bytes`);
}
