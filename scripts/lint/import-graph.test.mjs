import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { projectDir } from '../setup/project.mjs';
import { findCircles, readImports } from './import-graph.mjs';

const folders = [
  'ipc',
  'messages',
  'main',
  'preload',
  'renderer',
  'testing',
  'campaigns',
  'bench',
  'e2e',
  'screens',
  'scripts',
];

test('no file of the project imports itself by way of others, types included', () => {
  const graph = readImports(projectDir, folders);
  // The graph is there: main.ts leads to application.ts, and that to the rest.
  expect(graph.get('main/main.ts')).toContain('main/application.ts');
  expect(findCircles(graph)).toEqual([]);
});

test('a circle is found, whichever kind of import closes it', () => {
  const dir = mkdtempSync(join(tmpdir(), 'lanyard-imports-'));
  try {
    mkdirSync(join(dir, 'a'));
    const files = {
      'a/values.ts': "import { b } from './types.js';",
      'a/types.ts': "import type { c } from './exports.js';",
      'a/exports.ts': "export { d } from './deferred.js';",
      'a/deferred.ts': "void import('./typed.js');",
      'a/typed.ts': "type View = import('./view.js').View;",
      'a/view.tsx': "import './values.js';",
      'a/outside.ts': "import './values.js'; import 'zod';",
    };
    for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
    const graph = readImports(dir, ['a', 'missing']);
    expect(graph.get('a/outside.ts')).toEqual(['a/values.ts']);
    const circles = findCircles(graph);
    expect(circles).toHaveLength(1);
    expect(new Set(circles[0])).toEqual(
      new Set(Object.keys(files).filter((file) => file !== 'a/outside.ts')),
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
