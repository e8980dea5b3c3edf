/** Plants violations of the rules for one notation throughout the tree. */
import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, test } from 'vitest';

import { lanyard } from './plugin.mjs';

RuleTester.describe = describe;
RuleTester.it = test;
const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });

/**
 * @param {string} name
 * @param {{ refused: readonly (string | { code: string, output: string | null })[], allowed: readonly string[] }} cases
 */
function plant(name, { refused, allowed }) {
  const rule = lanyard.rules?.[name];
  if (!rule) throw new Error(`there is no rule ${name}`);
  tester.run(name, rule, {
    invalid: refused.map((each) => ({
      ...(typeof each === 'string' ? { code: each } : each),
      errors: 1,
    })),
    valid: [...allowed],
  });
}

plant('test-titles', {
  refused: [
    "it('opens', f);",
    "it.each([1])('opens %s', f);",
    "test('E15 opens no other address', f);",
    "test('opens no other address (E15): %s', f);",
    "test('opens (E15) no other address', f);",
    "test('opens no other address (E15 H3)', f);",
    "test('opens no other address (case E15)', f);",
    'test(`R7 ${name} is refreshed`, f);',
    "test.each([1])('H13–H15 opens', f);",
    "test.each`a`('E15 opens', f);",
    "describe('S6 the password store', f);",
    "test('the door is open to whoever asks', f);",
    "test('a connection is renewed', f);",
    "test('the walls hold', f);",
    "test('the window is told of it', f);",
  ],
  allowed: [
    "test('opens no other address (E15)', f);",
    "test('opens no other address (O4, H13–H15)', f);",
    'test(`refreshes ${name} (R7)`, f);',
    "test.each([1])('uses S256 for %s (O4)', f);",
    "test('S3CR3T is not logged', f);",
    'test(title, f);',
    "list.it('E15', f);",
  ],
});

plant('constant-names', {
  refused: [
    'const LIMIT = 5;',
    "export const NAME = 'x';",
    'const GRACE_MS = 15 * 60_000;',
    'const LIMITS = [1, 2];',
    'const PATTERN = /x/;',
    'let LIMIT = 5;',
    'function f() { const LIMIT = 5; return LIMIT; }',
  ],
  allowed: [
    'const limit = 5;',
    'export const graceMs = 15 * 60_000;',
    'const limits = [1, 2];',
    'const N = 5;',
    'const { limit = 5 } = options;',
  ],
});

plant('private-names', {
  refused: [
    'class A { private x = 1; }',
    'class A { private readonly x: number; }',
    'class A { private static x = 1; }',
    'class A { private f() {} }',
    'class A { private get x() { return 1; } }',
    'class A { constructor(private x: number) {} }',
  ],
  allowed: ['class A { #x = 1; #f() {} protected y = 1; }', 'class A { private constructor() {} }'],
});

plant('import-order', {
  refused: [
    {
      code: "import { z } from 'zod';\nimport { join } from 'node:path';\n",
      output: "import { join } from 'node:path';\n\nimport { z } from 'zod';\n",
    },
    {
      code: "import { a } from './a.js';\nimport { b } from '../b/b.js';\n",
      output: "import { b } from '../b/b.js';\nimport { a } from './a.js';\n",
    },
    {
      code: "import { a } from '../a.js';\nimport { b } from '../../b/b.js';\n",
      output: "import { b } from '../../b/b.js';\nimport { a } from '../a.js';\n",
    },
    {
      code: "import { b } from './b.js';\nimport { a } from './a.js';\n",
      output: "import { a } from './a.js';\nimport { b } from './b.js';\n",
    },
    {
      code: "import { join } from 'node:path';\nimport { z } from 'zod';\nimport { a } from './a.js';\n",
      output:
        "import { join } from 'node:path';\n\nimport { z } from 'zod';\n\nimport { a } from './a.js';\n",
    },
    {
      code: "import { a } from './a.js';\n\nimport { b } from './b.js';\n",
      output: "import { a } from './a.js';\nimport { b } from './b.js';\n",
    },
    {
      code: "import { b } from './b.js';\n// Why a.\nimport { a } from './a.js';\n",
      output: null,
    },
  ],
  allowed: [
    "import { join } from 'node:path';\n\nimport { z } from 'zod';\n\nimport { b } from '../../b.js';\nimport { c } from '../c.js';\nimport { a } from './a.js';\n",
    "import { b } from './b.js';\nimport './base.css';\nimport { a } from './a.js';\n",
    "import { a } from './a.js';\n// Why b.\nimport { b } from './b.js';\n",
  ],
});
