import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';
import { expect, test } from 'vitest';

/**
 * Follows the recipe "A request with a button" of CONTRIBUTING.md in a scratch copy: the edits lie
 * over the files on disk in memory, and the compiler judges the result. Checked are the edited files
 * and those that derive something from every request.
 */
const root = join(import.meta.dirname, '..');

interface Edit {
  readonly file: string;
  /** The edit goes before the first place with this text. */
  readonly before: string;
  readonly insert: string;
}

const recipe: readonly Edit[] = [
  {
    file: 'ipc/contract.ts',
    before: '  openAccountPage: request(',
    insert: '  copyAccountPage: request(service),\n',
  },
  {
    file: 'preload/preload.ts',
    before: '  openAccountPage: request(',
    insert: "  copyAccountPage: request('copyAccountPage'),\n",
  },
  {
    file: 'main/requests/service-requests.ts',
    before: '    openAccountPage: (',
    insert: `    copyAccountPage: ({ serviceId }) => {
      const page = accountPages.find(serviceId);
      if (page?.kind !== 'page') return refused('not_found');
      clipboard.write(page.address);
      return accepted();
    },\n`,
  },
  {
    file: 'main/requests/request-handlers.test.ts',
    before: 'test(',
    insert: `test('the account page of an unknown service is not copied', async () => {
  const { computer } = await computerWithAda();
  const { copyAccountPage } = createRequestHandlers(computer.core(), computer.ports);
  expect(await copyAccountPage({ serviceId: 'unknown' })).toEqual(notFound);
  await computer.stop();
});\n`,
  },
  {
    file: 'messages/en.json',
    before: '  "finishAtService.open"',
    insert: '  "finishAtService.copy": "Copy the link",\n',
  },
  {
    file: 'renderer/connections/FinishAtService.tsx',
    before: '      {children}',
    insert: `      <Button onClick={() => void send(() => requests.copyAccountPage({ serviceId }))}>
        {useMessage()('finishAtService.copy')}
      </Button>\n`,
  },
];

/** The files to check by a room's options: those of the recipe, and those that derive from every request. */
const rooms = {
  main: [
    'ipc/contract.ts',
    'preload/preload.ts',
    'main/requests/service-requests.ts',
    'main/requests/request-handlers.ts',
    'main/requests/request-handlers.test.ts',
  ],
  renderer: [
    'renderer/connections/FinishAtService.tsx',
    'renderer/store/requests.ts',
    'testing/renderer/main-double.ts',
  ],
} as const;
type Room = keyof typeof rooms;

const parsed = new Map<string, ts.SourceFile | undefined>();

/** Compiles with a room's options. Files that no edit touches are parsed once, declarations for all rooms. */
function errorsIn(room: Room, edits: readonly Edit[]): string[] {
  const { options, fileNames } = configOf(room);
  const host = ts.createCompilerHost(options);
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (path, languageVersion, onError) => {
    const edited = edits.find(({ file }) => join(root, file) === path);
    if (edited) return ts.createSourceFile(path, textAfter(edited), languageVersion);
    const key = path.endsWith('.d.ts') ? path : `${room} ${path}`;
    const known = parsed.get(key) ?? parse(path, languageVersion, onError);
    parsed.set(key, known);
    return known;
  };
  const checked = rooms[room].map((file) => join(root, file));
  const ambient = fileNames.filter((file) => file.endsWith('.d.ts'));
  const program = ts.createProgram([...ambient, ...checked], options, host);
  return checked.flatMap((file) =>
    program.getSemanticDiagnostics(program.getSourceFile(file)).map(textOf),
  );
}

function configOf(room: Room): ts.ParsedCommandLine {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, room, 'tsconfig.json'),
    { composite: false, incremental: false, noEmit: true },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => expect.fail(textOf(diagnostic)),
    },
  );
  if (!config) throw new Error(`${room} has no tsconfig.json`);
  return config;
}

function textAfter({ file, before, insert }: Edit): string {
  const text = readFileSync(join(root, file), 'utf8');
  const place = text.indexOf(before);
  if (place === -1) throw new Error(`${file} has no place for the edit: ${before}`);
  return text.slice(0, place) + insert + text.slice(place);
}

function textOf({ file, messageText }: ts.Diagnostic): string {
  return `${file?.fileName.slice(root.length + 1) ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}

test('CONTRIBUTING.md lists the files of the recipe, six at most', () => {
  const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const section = contributing.split('### A request with a button')[1]?.split(/^##/m)[0] ?? '';
  const listed = [...section.matchAll(/^\d\. `([^`]+)`/gm)].map(([, file]) => file);
  expect(listed).toHaveLength(recipe.length);
  expect(recipe.length).toBeLessThanOrEqual(6);
  for (const [index, pattern] of listed.entries()) {
    const regex = new RegExp(`^${pattern?.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]+')}$`);
    expect(recipe[index]?.file).toMatch(regex);
  }
});

test.each(Object.keys(rooms) as Room[])(
  'a request with a button added by the recipe compiles in %s',
  (room) => {
    expect(errorsIn(room, recipe)).toEqual([]);
  },
);

test.each([
  {
    part: 'its entry',
    left: ['ipc/contract.ts'],
    room: 'main',
    complaining: ['preload/preload.ts', 'main/requests/service-requests.ts'],
  },
  {
    part: 'its preload line and its handler',
    left: ['preload/preload.ts', 'main/requests/service-requests.ts'],
    room: 'main',
    complaining: ['preload/preload.ts', 'main/requests/request-handlers.ts'],
  },
  {
    part: 'its label',
    left: ['messages/en.json'],
    room: 'renderer',
    complaining: ['renderer/connections/FinishAtService.tsx'],
  },
] as const)('without $part it does not compile', ({ left, room, complaining }) => {
  const isLeftOut = (file: string) => left.some((each) => each === file);
  const errors = errorsIn(
    room,
    recipe.filter(({ file }) => !isLeftOut(file)),
  );
  for (const file of complaining) {
    expect(errors).toContainEqual(expect.stringMatching(new RegExp(`^${file}: `)));
  }
});
