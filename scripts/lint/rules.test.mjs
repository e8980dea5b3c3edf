import { expect, test } from 'vitest';

import { staleReferences } from './file-references.mjs';
import { createPlantedLint } from './lint-planted.mjs';

const lint = createPlantedLint(
  (rule) => rule.startsWith('lanyard/') && rule !== 'lanyard/room-imports',
);

/** One file of each kind of room: the rules hold in all of them. */
const files = [
  'ipc/planted.ts',
  'messages/planted.ts',
  'main/requests/planted.ts',
  'preload/planted.ts',
  'testing/planted.ts',
  'campaigns/storage/planted.ts',
  'e2e/planted.spec.ts',
  'bench/planted.ts',
  'scripts/planted.mjs',
];

test.each(files)('the comments of %s are held to plain English', async (file) => {
  expect(await lint(file, '/** Whether it is open. */\n')).toHaveLength(1);
});

test.each([
  '// It is read anew.',
  '/** For whoever waits. */',
  '// It bears a name.',
  '// It heeds the limit.',
  '/** So many at once. */',
  '/** For so long a token lives, in ms. */',
  '/** Of the answer. */',
  '/**\n * By the clock. */',
  '/** From the list to the sheet. */',
  '/** Whether it is open. */',
  '/** What is stored. */',
  '/** Who asks. */',
  '// The window is\n// told of it.',
  '/* The refusal is said once. */',
  '/** Null: not known. */',
])('a comment is refused: %s', async (comment) => {
  const problems = await lint('ipc/planted.ts', `${comment}\n`);
  expect(problems).toEqual([expect.stringMatching(/^lanyard\/comment-prose: Rewrite ".+"\. \S/)]);
});

test.each([
  '/** True while the vault is open. */',
  '/** By default, every scope that the service needs. */',
  '/** From RFC 9110 §10.2.3. */',
  '// The value is kept.\n// What follows is for Windows.',
  '/** @param {boolean} again whether it is the second time */',
])('a comment is allowed: %s', async (comment) => {
  expect(await lint('ipc/planted.ts', `${comment}\n`)).toEqual([]);
});

test('strings and names are no comments', async () => {
  expect(await lint('ipc/planted.ts', "const text = '// anew, whoever';\n")).toEqual([]);
});

test.each([
  'export const walls = 1;',
  'export function openTheDoor() {}',
  'export class NewsDesk {}',
  'export interface GoodTime {}',
  'export type Doubt = 1;',
  'const ledger = 1; export { ledger };',
  'const x = 1; export { x as theWindow };',
  'export const weatherLimit = 1;',
  'export default function openTheDoor() {}',
  'export default class NewsDesk {}',
  'const ledger = 1; export default ledger;',
  "const x = 1; export { x as 'ledger' };",
  'export const { walls } = x;',
  'export const { x: walls = 1 } = y;',
  'export const { ...walls } = y;',
  'export const [, [walls]] = y;',
  'export type Doubts = 1;',
  'export const witnesses = 1;',
  'export const openDoors = 1;',
  'export function judge() {}',
  'export const askTwice = 1;',
  'export interface X { readonly renewals: number }',
  'export interface X { openTheDoor(): void }',
  'export type X = { kind: 1 } | { kind: 2; readonly goodTimes: readonly { a: 1 }[] };',
  'export type X = readonly { inner: { ledger: 1 } }[];',
  "export interface X { 'last-resort': 1 }",
  'export class X { farewell() {} }',
  'export class X { static weather = 1; }',
  'export abstract class X { protected abstract desk(): void; }',
  'export enum X { Door }',
])('a metaphor is refused: %s', async (statement) => {
  expect(await lint('ipc/planted.ts', `${statement}\n`)).toEqual([
    expect.stringMatching(/^lanyard\/exported-names: ".+" is a metaphor/),
  ]);
});

test('the letters of a metaphor inside another word, and names that are not exported, are allowed', async () => {
  const text = 'export const facebook = 1;\nexport const newsletter = 2;\nconst walls = 3;\n';
  expect(await lint('ipc/planted.ts', text)).toEqual([]);
});

test.each([
  'interface X { walls: 1 }',
  'export class X { #walls = 1; #desk = 2; }',
  'export function open() { const walls = 1; return walls; }',
  "export { walls } from './elsewhere.js';",
  'export interface Scope { readonly words: string }',
])('what is private, local, of another file or of a stored format is allowed: %s', async (text) => {
  expect(await lint('ipc/planted.ts', `${text}\n`)).toEqual([]);
});

test.each(['ipc/walls.ts', 'ipc/renewals/planted.ts', 'e2e/change-of-way.spec.ts'])(
  'a metaphor is refused in the name of a file or folder: %s',
  async (file) => {
    expect(await lint(file, '')).toEqual([
      expect.stringMatching(/^lanyard\/exported-names: ".+" is a metaphor/),
    ]);
  },
);

test.each([
  ['renderer/shell/planted.tsx', 'const x = <p>Press this button now</p>;'],
  ['renderer/shell/planted.tsx', 'const x = <p>Go</p>;'],
  ['renderer/shell/planted.tsx', "const x = <p>{'Press it'}</p>;"],
  ['renderer/shell/planted.tsx', 'const x = <p>{`${count} accounts`}</p>;'],
  ['renderer/shell/planted.tsx', "const x = <p>{isOpen ? 'Open' : closed}</p>;"],
  ['renderer/shell/planted.tsx', "const x = <p>{isOpen && 'It is open'}</p>;"],
  ['renderer/shell/planted.tsx', "const x = <p>{'Connected to ' + name}</p>;"],
  ['renderer/shell/planted.tsx', 'const x = <button aria-label="Close" />;'],
  ['renderer/shell/planted.tsx', "const x = <input placeholder={isNew ? 'Name' : name} />;"],
  ['renderer/shell/planted.tsx', 'const x = <Field label={`Address of ${name}`} />;'],
  ['renderer/store/planted.ts', "document.title = 'Lanyard is busy';"],
  ['main/electron/planted.ts', "new Notification({ title: 'Lanyard has a problem' });"],
  ['main/electron/planted.ts', "new electron.Notification({ 'body': `Sign in to ${name}` });"],
  ['main/electron/planted.ts', "void dialog.showMessageBox({ message, buttons: ['Quit', wait] });"],
  ['main/electron/planted.ts', "void dialog.showMessageBox(window, { detail: 'It hangs' });"],
  ['main/electron/planted.ts', "dialog.showErrorBox(title, 'It hangs');"],
  ['main/electron/planted.ts', "Menu.buildFromTemplate([{ submenu: [{ label: 'Open' }] }]);"],
  ['main/electron/planted.ts', "tray.setToolTip('All is well');"],
  ['main/application.ts', "new BrowserWindow({ title: 'Sign in' });"],
])('text for people is refused outside the catalogue: %s, %s', async (file, text) => {
  expect(await lint(file, `${text}\n`)).toEqual([
    expect.stringMatching(/^lanyard\/catalogue-text: ".+" is text for people: put it/),
  ]);
});

test.each([
  ['renderer/shell/planted.tsx', "const x = <p className='row' role='alert'>{message('a.b')}</p>;"],
  ['renderer/shell/planted.tsx', 'const x = <p>{first} · {second}</p>;'],
  ['renderer/shell/planted.tsx', "const x = <p>{kind === 'open' ? message('a') : null}</p>;"],
  ['renderer/shell/planted.tsx', "const x = <p>{kind === 'open' && <Dot />}</p>;"],
  ['renderer/shell/planted.tsx', "const x = <Dot kind={isOpen ? 'open' : 'closed'} />;"],
  [
    'main/electron/planted.ts',
    "new Notification({ title: formatMessage('a.b'), urgency: 'low' });",
  ],
  ['main/electron/planted.ts', "void dialog.showMessageBox({ type: 'warning', message });"],
  ['main/electron/planted.ts', "Menu.buildFromTemplate([{ label, role: 'quit' }]);"],
  ['main/electron/planted.test.ts', "new Notification({ title: 'Lanyard has a problem' });"],
])('what is no text of ours is allowed: %s, %s', async (file, text) => {
  expect(await lint(file, `${text}\n`)).toEqual([]);
});

const lines = (/** @type {number} */ count) => '\n'.repeat(count);

test('251 lines without a reason are refused, 250 are not', async () => {
  expect(await lint('ipc/planted.ts', lines(250))).toEqual([]);
  expect(await lint('ipc/planted.ts', lines(251))).toEqual([
    expect.stringMatching(/^lanyard\/file-length: 251 lines/),
  ]);
});

test('a reason in the first comment lets a file be longer, a later one does not', async () => {
  const reason = '/** A table. Longer than 250 lines\n * because it is one table. */';
  expect(await lint('ipc/planted.ts', reason + lines(300))).toEqual([]);
  expect(await lint('ipc/planted.ts', `/* First. */\n${reason}${lines(300)}`)).toHaveLength(1);
  const empty = '/** Longer than 250 lines because */';
  expect(await lint('ipc/planted.ts', empty + lines(300))).toHaveLength(1);
});

test.each(['main/requests/planted.test.ts', 'e2e/planted.spec.ts'])(
  'tests may have 500 lines: %s',
  async (file) => {
    expect(await lint(file, lines(500))).toEqual([]);
    expect(await lint(file, lines(501))).toHaveLength(1);
  },
);

test('a file or folder that does not exist is refused where a comment names it', async () => {
  const text = '/** See door.ts. */\n// main/telling/news.ts\n// in `no-such-room/`\n';
  expect(await lint('ipc/planted.ts', text)).toEqual(
    ['door.ts', 'main/telling/news.ts', 'no-such-room/'].map(
      (name) => `lanyard/file-references: The comment names ${name}, which does not exist.`,
    ),
  );
});

test.each([
  'main/storage/vault.ts',
  'storage/vault.ts',
  'vault.ts',
  '../storage/',
  'main/storage/.',
  '`en.json`',
  '*.test.ts',
  'https://example.com/some/page.html',
  'an unpacked app in dist/',
  'and/or',
  'x.child.ts',
  'Response.json()',
  '`${dir}/file.ts`',
])('names nothing that is missing: %s', (text) => {
  expect(staleReferences(text)).toEqual([]);
});
