/**
 * The dependency rule as a table, one entry per room, from the lowest floor to the highest. A room
 * may import itself and what its entry names; an entry names only rooms that come before it in this
 * file, so no import leads to a higher floor. docs/architecture.md explains the rooms.
 *
 * room-imports.mjs enforces the table, rooms.test.mjs proves that it does. Longer than 250 lines
 * because a table is easier to read in one piece.
 */

/**
 * @typedef {object} Room
 * @property {readonly string[]} files folders (ending in `/`) and single files; the longest match
 *   decides which room a file belongs to
 * @property {readonly string[]} [imports] what it may import, written like `files`
 * @property {readonly string[]} [types] what it may import with `import type` only
 * @property {readonly string[]} [deferred] what it may import with `import()` only
 * @property {readonly string[]} [except] parts of `imports` and `types` that stay forbidden
 * @property {readonly string[]} [packages] npm packages and Node modules; `node:*` is all of Node,
 *   `*` is any package
 * @property {boolean} [computed] true if it may also load modules in ways that this table cannot
 *   check: by a computed name, `createRequire()`, a worker
 * @property {string} advice where the forbidden code belongs instead
 */

/** The data of connections and services: the lowest floor of the domain, which ports may name. */
const model = [
  'main/connections/connection.ts',
  'main/connections/custom-service.ts',
  'main/connections/ended-connection.ts',
  'main/connections/service.ts',
  'main/connections/service-adjustment.ts',
  'main/connections/unknown-value.ts',
];
/** Turns every error into a failure of the contract. */
const failures = 'main/connections/failures.ts';

const ui = ['react', 'react-intl', 'react-aria-components', 'lucide-react'];
/** The page that the browser shows at the end, which is made in main. */
const lastPage = ['main/oauth/loopback-page.ts', 'messages/'];
const screens = [
  'ipc/app-actions.ts',
  'ipc/language.ts',
  'ipc/limits.ts',
  'messages/',
  'renderer/components/',
  'renderer/store/',
];
const screenAdvice =
  'A screen takes state and actions from renderer/store/ and parts from renderer/components/; only the store calls renderer/api.ts. Of ipc/ it takes types and limits; ipc/schemas.ts is for main.';

/** @type {readonly Room[]} */
export const rooms = [
  {
    files: ['ipc/'],
    packages: ['zod'],
    advice: 'ipc/ is the contract between processes: it knows only the schema library.',
  },
  {
    files: ['messages/'],
    imports: ['ipc/'],
    packages: ['intl-messageformat'],
    advice: 'messages/ holds sentences for both processes and knows neither of them.',
  },
  {
    files: ['preload/'],
    types: ['ipc/'],
    packages: ['electron'],
    advice:
      'preload/ is one line per request: it knows Electron and the types of ipc/, and loads no schema.',
  },

  // The main process.
  {
    files: ['main/concurrency/'],
    advice: 'concurrency/ is general: it knows nothing of connections or requests.',
  },
  {
    files: ['main/text/'],
    advice: 'text/ knows characters and JSON, and nothing of services, servers or disks.',
  },
  {
    files: ['main/oauth/'],
    imports: ['main/text/'],
    packages: ['oauth4webapi', 'node:http', 'node:net'],
    advice:
      'oauth/ is protocol, with error codes of its own that connections/ translates. Disk belongs in storage/, Electron in electron/, rules in connections/.',
  },
  {
    files: model,
    imports: ['ipc/', 'main/oauth/', 'main/text/', ...model],
    packages: ['zod'],
    advice: 'The model is data that every port may name: it knows ipc/ and oauth/ only.',
  },
  {
    files: ['main/ports/'],
    imports: ['ipc/'],
    types: ['main/oauth/', ...model],
    advice:
      'A port is an interface: of connections/ it may name only the types of the model, such as those in connection.ts.',
  },
  {
    files: [failures],
    imports: ['ipc/', 'main/oauth/', 'main/ports/', 'main/text/'],
    advice: 'failures.ts translates errors of ports and protocol into failures of ipc/.',
  },
  {
    files: ['main/services/'],
    imports: ['ipc/', 'messages/', 'main/ports/', 'main/oauth/', 'main/text/', ...model],
    packages: ['zod', 'jsonc-parser', 'node:crypto', 'node:fs/promises', 'node:path'],
    advice: 'services/ is the catalogue: application.ts connects it with the rest.',
  },
  {
    files: ['main/storage/format/'],
    imports: ['ipc/', 'main/ports/', 'main/text/', ...model],
    packages: ['zod'],
    advice: 'format/ reads and writes text of any version; the schemas are where their data is.',
  },
  {
    files: ['main/storage/disk/'],
    imports: ['main/ports/', 'main/concurrency/'],
    packages: ['classic-level', 'memory-level', 'crc-32', 'node:*'],
    advice: 'disk/ is files and the database: it knows neither keys nor what is in a record.',
  },
  {
    files: ['main/storage/keys/'],
    imports: [
      'ipc/',
      'main/ports/',
      'main/text/',
      'main/storage/format/',
      'main/storage/disk/',
      failures,
      ...model,
    ],
    packages: ['zod', 'node:*'],
    advice: 'keys/ is the data key and its seals: it knows nothing of the records under it.',
  },
  {
    files: ['main/storage/records/'],
    imports: [
      'ipc/',
      'main/ports/',
      'main/concurrency/',
      'main/text/',
      'main/storage/format/',
      'main/storage/disk/',
      'main/storage/keys/',
      ...model,
    ],
    types: ['main/oauth/'],
    packages: ['zod', 'node:*'],
    advice: 'records/ is what is in the database: the files around it belong in vault-folder.ts.',
  },
  {
    files: ['main/storage/'],
    imports: [
      'ipc/',
      'main/ports/',
      'main/concurrency/',
      'main/text/',
      'main/storage/format/',
      'main/storage/disk/',
      'main/storage/keys/',
      'main/storage/records/',
      failures,
      ...model,
    ],
    types: ['main/oauth/'],
    packages: ['zod', 'classic-level', 'memory-level', 'crc-32', 'jsonc-parser', 'node:*'],
    advice: 'storage/ implements ports: application.ts connects it with the rest.',
  },
  {
    files: ['main/connections/'],
    imports: [
      'ipc/',
      'messages/',
      'main/ports/',
      'main/oauth/',
      'main/text/',
      'main/concurrency/',
      failures,
      ...model,
    ],
    packages: ['zod', 'tinyqueue', 'node:crypto'],
    advice:
      'connections/ is the domain: it reaches disk, system and catalogue through main/ports/ and the network through main/oauth/.',
  },
  {
    files: ['main/settings/'],
    imports: ['ipc/', 'main/ports/', failures],
    advice: 'settings/ joins ports: application.ts gives it the disk and the system.',
  },
  {
    files: ['main/programs/', 'main/support/'],
    imports: [
      'ipc/',
      'messages/',
      'main/ports/',
      'main/oauth/',
      'main/connections/',
      failures,
      ...model,
    ],
    packages: ['zod', 'node:crypto'],
    advice: 'programs/ and support/ receive what they need: application.ts connects them.',
  },
  {
    files: ['main/requests/'],
    imports: [
      'ipc/',
      'messages/',
      'main/ports/',
      'main/oauth/',
      'main/text/',
      'main/connections/',
      'main/settings/',
      'main/programs/',
      'main/support/',
      failures,
      ...model,
    ],
    advice: 'requests/ is one handler per request: rules belong in connections/.',
  },
  {
    files: ['main/electron/'],
    imports: [
      'ipc/',
      'messages/',
      'main/concurrency/',
      'main/ports/',
      'main/oauth/',
      'main/text/',
      'main/connections/',
      'main/settings/',
      'main/programs/',
      'main/support/',
      'main/requests/',
      failures,
      ...model,
    ],
    packages: ['electron', 'intl-messageformat', 'node:*'],
    advice: 'electron/ and storage/ never meet: application.ts connects them through a port.',
  },
  {
    files: ['main/command-line.ts'],
    imports: ['main/oauth/'],
    packages: ['node:path'],
    advice: 'command-line.ts is read before anything is loaded.',
  },
  {
    files: ['main/application.ts'],
    imports: ['ipc/', 'messages/', 'main/'],
    except: ['main/main.ts'],
    packages: ['electron', 'node:*'],
    advice: 'application.ts only connects rooms: protocol and disk formats belong in theirs.',
  },
  {
    files: ['main/main.ts'],
    imports: [
      'main/electron/',
      'main/command-line.ts',
      'main/storage/keys/sealed-by.ts',
      'main/storage/stored-choice.ts',
    ],
    deferred: ['main/application.ts'],
    packages: ['electron', 'node:os', 'node:path'],
    advice:
      'main.ts runs before the app is ready: the rest comes with application.ts, by import() (ADR 15, S1).',
  },

  // The window.
  {
    files: ['renderer/api.ts'],
    imports: ['ipc/contract.ts'],
    types: ['ipc/'],
    advice:
      'api.ts is the way to main and knows only the contract, without ipc/schemas.ts, which is for main.',
  },
  {
    files: ['renderer/components/'],
    imports: ['messages/'],
    types: ['ipc/'],
    packages: [...ui, 'uqr'],
    advice: 'Anyone may use components/, which know nobody: pass props.',
  },
  {
    files: ['renderer/store/'],
    imports: [
      'ipc/app-actions.ts',
      'ipc/contract.ts',
      'ipc/limits.ts',
      'messages/',
      'renderer/api.ts',
      'renderer/components/clock.ts',
    ],
    types: ['ipc/'],
    packages: ['zustand', 'react'],
    advice:
      'The store knows main by renderer/api.ts and draws nothing: it knows no screen and no part of one.',
  },
  {
    files: ['renderer/shell/', 'renderer/support/', 'renderer/vault/'],
    imports: screens,
    types: ['ipc/'],
    packages: [...ui, 'react-dom'],
    advice: screenAdvice,
  },
  {
    files: ['renderer/settings/', 'renderer/connect/'],
    imports: [...screens, 'renderer/vault/'],
    types: ['ipc/'],
    packages: ui,
    advice: screenAdvice,
  },
  {
    files: ['renderer/connections/'],
    imports: [
      ...screens,
      'renderer/connect/',
      'renderer/settings/',
      'renderer/support/',
      'renderer/vault/',
    ],
    types: ['ipc/'],
    packages: [...ui, '@tanstack/react-virtual'],
    advice: screenAdvice,
  },
  {
    files: ['renderer/App.tsx', 'renderer/App.module.css'],
    imports: [
      ...screens,
      'renderer/App.module.css',
      'renderer/connect/',
      'renderer/connections/',
      'renderer/settings/',
      'renderer/shell/',
      'renderer/support/',
      'renderer/vault/',
    ],
    types: ['ipc/'],
    packages: ui,
    advice: 'App.tsx only arranges the screens.',
  },
  {
    files: [
      'renderer/main.tsx',
      'renderer/base.css',
      'renderer/contrast.css',
      'renderer/tokens.css',
      'renderer/react-intl.d.ts',
      'renderer/styles.d.ts',
    ],
    imports: [
      'messages/',
      'renderer/App.tsx',
      'renderer/base.css',
      'renderer/contrast.css',
      'renderer/shell/RegionProvider.tsx',
      'renderer/store/',
      'renderer/tokens.css',
    ],
    packages: [...ui, 'react-dom'],
    advice: 'main.tsx starts the window: it knows App.tsx and the store.',
  },

  // No part of the product, which never imports these.
  {
    files: ['testing/'],
    imports: ['ipc/', 'messages/', 'main/'],
    packages: ['*'],
    computed: true,
    advice: 'testing/ is what tests of main share; for the window there is testing/renderer/.',
  },
  {
    files: ['testing/hostile/'],
    packages: ['node:*'],
    advice:
      'testing/hostile/ is what attacks the app, also in e2e/: it knows nothing of the product.',
  },
  {
    files: ['testing/renderer/'],
    imports: ['ipc/', 'messages/', 'renderer/'],
    packages: ['*'],
    advice: 'testing/renderer/ knows the window and not main: what it needs of main is a double.',
  },
  {
    files: ['campaigns/'],
    imports: ['ipc/', 'messages/', 'main/', 'testing/'],
    except: ['testing/renderer/'],
    packages: ['*'],
    advice: 'A campaign tries promises of main, with what testing/ offers.',
  },
  {
    files: ['conformance/'],
    imports: ['ipc/', 'main/', 'testing/'],
    except: ['testing/renderer/'],
    packages: ['*'],
    advice: 'conformance/ uses main as a person does: by its requests, with what testing/ offers.',
  },
  {
    files: ['peers/'],
    imports: ['ipc/', 'main/', 'testing/'],
    except: ['testing/renderer/'],
    packages: ['*'],
    advice: 'peers/ connects main to independent servers, with what testing/ offers.',
  },
  {
    files: ['bench/'],
    imports: ['ipc/', 'messages/', 'main/', 'testing/'],
    except: ['testing/renderer/'],
    packages: ['*'],
    advice: 'bench/ measures main, and the window from outside.',
  },
  {
    files: ['e2e/'],
    imports: ['testing/hostile/'],
    packages: ['@playwright/test', 'axe-core', 'oidc-provider', 'node:*'],
    advice: 'e2e/ drives the built app from outside and imports nothing of it.',
  },
  {
    files: ['screens/'],
    imports: ['ipc/', 'testing/renderer/', 'e2e/accessibility.ts', ...lastPage],
    packages: ['@playwright/test', 'node:*'],
    advice: 'screens/ shows the built window: it knows what main sends, and no part of the window.',
  },
  {
    files: ['scripts/'],
    packages: ['*'],
    computed: true,
    advice: 'scripts/ runs before there is a build: it starts rooms and imports none.',
  },
  {
    files: [
      'electron.vite.config.ts',
      'eslint.config.mjs',
      'vitest.config.ts',
      'vitest.mutation.config.ts',
    ],
    imports: ['scripts/'],
    packages: ['*'],
    advice: 'A configuration file knows tools, not the product.',
  },
];

/**
 * The entries for tests, which stand beside the code and may use all of their own process.
 * @type {readonly Room[]}
 */
export const testRooms = [
  {
    files: ['ipc/', 'messages/', 'preload/', 'main/', 'testing/'],
    imports: ['ipc/', 'messages/', 'preload/', 'main/', 'testing/'],
    except: ['testing/renderer/'],
    packages: ['*'],
    advice: 'A test of main knows main and testing/.',
  },
  {
    files: ['renderer/', 'testing/renderer/'],
    imports: ['ipc/', 'messages/', 'renderer/', 'testing/renderer/'],
    packages: ['*'],
    advice: 'A test of the window knows the window and testing/renderer/, nothing of main.',
  },
  {
    files: ['campaigns/'],
    imports: ['ipc/', 'messages/', 'main/', 'testing/', 'campaigns/'],
    except: ['testing/renderer/'],
    packages: ['*'],
    advice: 'The test of a campaign runs it small.',
  },
  {
    files: ['conformance/'],
    imports: ['ipc/', 'main/', 'testing/', 'conformance/'],
    except: ['testing/renderer/'],
    packages: ['*'],
    advice: 'The test of conformance/ runs a few scenarios of the suite.',
  },
  {
    files: ['e2e/'],
    imports: ['e2e/', 'ipc/contract.ts', 'testing/hostile/', 'testing/private-authority.ts'],
    packages: ['@playwright/test', 'node:*'],
    advice:
      'e2e/ drives the built app from outside and imports nothing of it but the names in its contract.',
  },
  {
    files: ['screens/'],
    imports: ['screens/', 'ipc/', 'testing/renderer/', 'e2e/accessibility.ts', ...lastPage],
    packages: ['@playwright/test', 'node:*'],
    advice: 'screens/ shows the built window: it knows what main sends, and no part of the window.',
  },
  {
    files: ['scripts/'],
    imports: ['scripts/'],
    packages: ['*'],
    advice: 'scripts/ runs before there is a build: it starts rooms and imports none.',
  },
];
