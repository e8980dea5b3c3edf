/** Switches beside or inside a link, in every form a system may pass them on (R14). */
import { EventEmitter } from 'node:events';

import type { App } from 'electron';

import { parseCommandLine } from '../../main/command-line.js';
import { linkInArgv, onSecondInstance } from '../../main/electron/incoming-links.js';
import { refusedSwitch } from '../../main/electron/refused-switches.js';
import { type Campaign, type CampaignReport } from '../campaign.js';

/** Switches that a packaged app refuses. */
const refused = [
  '--gpu-launcher=/tmp/evil',
  '--renderer-cmd-prefix=/tmp/evil',
  '--utility-cmd-prefix=/tmp/evil',
  '--browser-subprocess-path=/tmp/evil',
  '--inspect',
  '--inspect-brk=0.0.0.0:9229',
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--no-sandbox',
  '--disable-gpu-sandbox',
  '--host-resolver-rules=MAP * 10.0.0.1',
  '--proxy-server=http://evil.example:8080',
  '--proxy-pac-url=http://evil.example/pac',
  '--ignore-certificate-errors',
  '--ignore-certificate-errors-spki-list=x',
  '--ssl-key-log-file=/tmp/keys',
  '--js-flags=--expose-gc',
  '--log-net-log=/tmp/log',
] as const;

/** Switches that the user may choose. */
const allowed = ['--user-data-dir=/tmp/elsewhere', '--passargument-store=basic'] as const;

/** Lanyard's own switches, which count for nothing beside a link. */
const own = ['--services=/tmp/evil.json', '--hidden'] as const;

const spellings: readonly ((argument: string) => string)[] = [
  (argument) => argument,
  (argument) => argument.slice(1),
  (argument) => argument.toUpperCase(),
  (argument) =>
    argument.replace(/[a-z]/g, (letter, at: number) => (at % 2 ? letter.toUpperCase() : letter)),
];

const link = 'app.lanyard.desktop:/callback/practice?code=1&state=2';
const platforms: readonly NodeJS.Platform[] = ['linux', 'darwin', 'win32'];

interface Vector {
  readonly argument: string;
  readonly kind: 'refused' | 'allowed' | 'own';
}

const vectors: readonly Vector[] = [
  ...refused.map((argument) => ({ argument, kind: 'refused' as const })),
  ...allowed.map((argument) => ({ argument, kind: 'allowed' as const })),
  ...own.map((argument) => ({ argument, kind: 'own' as const })),
].flatMap(({ argument, kind }) => spellings.map((spell) => ({ argument: spell(argument), kind })));

export const campaign: Campaign = {
  id: 'R14',
  title: 'Switches injected beside a link have no effect',
  unit: 'command lines',
  sizes: { test: 2_000, quick: 2_000, full: 200_000 },
  async run(size, report) {
    await Promise.resolve();
    for (let done = 0; done < size; done += 7 * vectors.length) {
      for (const vector of vectors) {
        startWithSwitch(vector, report);
        startWithSwitchInLink(vector, report);
        secondInstance(vector, report);
      }
    }
  },
};

/** The link starts the app, with the switch as a separate argument. */
function startWithSwitch({ argument, kind }: Vector, report: CampaignReport): void {
  const platform = report.random.pick(platforms);
  const vectorName = `${argument} on ${platform}`;
  for (const argv of [
    ['lanyard', link, argument],
    ['lanyard', argument, link],
    ['lanyard', '--allow-file-access-from-files', argument, '--', link],
  ]) {
    const isRefused = refusedSwitch({ argv, platform, isRoot: false }) !== null;
    if (isRefused !== (kind === 'refused')) {
      report.lose(`${vectorName}: ${isRefused ? 'refused' : 'not refused'}`);
    }
    if (linkInArgv(argv) !== link) report.lose(`${vectorName}: the link was not found`);
    report.tried();
  }
  // On Windows every part of a split link comes after `--`.
  const split = ['lanyard', '--', link, argument, ''];
  if (refusedSwitch({ argv: split, platform, isRoot: false }))
    report.lose(`${vectorName}: after --`);
  for (const argv of [split, ['lanyard', link, argument]]) {
    const { services, hidden } = parseCommandLine(argv.slice(1), '/');
    if (services.length > 0 || hidden) report.lose(`${vectorName}: taken for the user's choice`);
    report.tried();
  }
}

/** The switch is inside the link, which stays one argument. */
function startWithSwitchInLink({ argument }: Vector, report: CampaignReport): void {
  const escape = report.random.pick(['"', '%22', "'", '" "', '\\"', '%20', ' ', '\n', '`']);
  const broken = `${link}${escape} ${argument} ${escape}`;
  const argv = ['lanyard', broken];
  const platform = report.random.pick(platforms);
  if (refusedSwitch({ argv, platform, isRoot: false }))
    report.lose(`${argument} in a link is refused`);
  const { services, hidden } = parseCommandLine(argv.slice(1), '/');
  if (services.length > 0 || hidden)
    report.lose(`${argument} in a link is taken for the user's choice`);
  if (linkInArgv(argv) !== broken) report.lose(`${argument} in a link: the link is cut`);
  report.tried();
}

/** The app already runs: a second instance can only pass on a link. */
function secondInstance({ argument }: Vector, report: CampaignReport): void {
  const app = new EventEmitter();
  const links: string[] = [];
  let starts = 0;
  onSecondInstance(app as unknown as App, {
    onLink: (link) => void links.push(link),
    onStart: () => (starts += 1),
  });
  const before = [...process.argv];
  // Chromium puts switches first, and adds some.
  const places = [
    ['lanyard', argument, '--allow-file-access-from-files', link],
    ['lanyard', '--', link, argument],
    ['lanyard', link, argument],
  ];
  app.emit('second-instance', {}, report.random.pick(places), '/tmp', null);
  if (links.length !== 1 || links[0] !== link) report.lose(`${argument}: the link did not arrive`);
  if (starts > 0) report.lose(`${argument}: taken for a start by the user`);
  if (process.argv.join() !== before.join()) report.lose(`${argument}: changed the running app`);
  report.tried();
}
