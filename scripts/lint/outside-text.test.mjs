import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

/** Characters that hide or reorder text, as a pattern names them. */
const hidden =
  /\\p\{(?:Bidi_Control|Default_Ignorable_Code_Point|C[cfno]?|Surrogate|Zl|Zp)\}|\\u(?:00ad|061c|200[b-f]|202[89a-e]|206[0-9a-f]|2800|3164|feff|ffa0)/i;

/** Files that look for such characters for another reason than to show a text. */
const otherReasons = {
  'main/text/outside-text.ts': 'the one place that decides what is shown',
  'main/oauth/callback.ts': 'refuses an address from the browser',
  'main/oauth/other-issuer.ts': 'refuses an issuer',
  'main/oauth/server-address.ts': 'refuses an address',
  'main/oauth/error-statement.ts': 'reads a body with a byte order mark',
  'main/oauth/revocation-statement.ts': 'reads a body with a byte order mark',
  'main/oauth/token-response-form.ts': 'reads a body with a byte order mark',
  'main/oauth/metadata-failures.ts': 'reads a body with a byte order mark',
  'main/oauth/registration-form.ts': 'reads a body with a byte order mark',
  'main/storage/settings-file.ts': 'reads a file with a byte order mark',
  'main/storage/stored-choice.ts': 'reads a file with a byte order mark',
  'main/oauth/received-refresh-token.ts': 'refuses a token',
  'main/oauth/pasted-text.ts': 'finds an address in what was pasted',
  'main/oauth/encoded-runs.ts': 'finds a secret in whatever disguise',
  'main/oauth/secret-index.ts': 'finds a secret in whatever disguise',
  'main/electron/markup.ts': 'joins lines where a system shows only one',
  'messages/isolated.ts': 'isolates names within sentences',
  'renderer/store/search-key.ts': 'finds a name as people type it',
};

test('no other place takes hidden characters out of text from outside by its own pattern (N7)', () => {
  const files = ['ipc', 'main', 'messages', 'preload', 'renderer']
    .flatMap((room) =>
      readdirSync(room, { recursive: true }).map((file) => join(room, String(file))),
    )
    .filter((file) => /(?<!\.test|\.d)\.tsx?$/.test(file));
  const found = files.filter((file) => hidden.test(readFileSync(file, 'utf8')));
  expect(found.toSorted()).toEqual(Object.keys(otherReasons).toSorted());
});
