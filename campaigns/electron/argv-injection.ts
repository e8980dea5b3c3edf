/** A link with switches beside it or in it, by everything a system may make of that (R14). */
import { EventEmitter } from 'node:events';

import type { App } from 'electron';

import { type Campaign, type CampaignReport } from '../campaign.js';
import { parseCommandLine } from '../../main/command-line.js';
import { linkInArgv, onSecondInstance } from '../../main/electron/incoming-links.js';
import { refusedSwitch } from '../../main/electron/refused-switches.js';

/** What a shipped app refuses to start with. */
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

/** What a person may choose. */
const allowed = ['--user-data-dir=/tmp/elsewhere', '--password-store=basic'] as const;

/** Lanyard's own: beside a link they are nobody's wish. */
const own = ['--services=/tmp/evil.json', '--hidden'] as const;

const spellings: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => word.slice(1),
  (word) => word.toUpperCase(),
  (word) =>
    word.replace(/[a-z]/g, (letter, at: number) => (at % 2 ? letter.toUpperCase() : letter)),
];

const link = 'app.lanyard.desktop:/callback/practice?code=1&state=2';
const platforms: readonly NodeJS.Platform[] = ['linux', 'darwin', 'win32'];

interface Vector {
  readonly word: string;
  readonly kind: 'refused' | 'allowed' | 'own';
}

const vectors: readonly Vector[] = [
  ...refused.map((word) => ({ word, kind: 'refused' as const })),
  ...allowed.map((word) => ({ word, kind: 'allowed' as const })),
  ...own.map((word) => ({ word, kind: 'own' as const })),
].flatMap(({ word, kind }) => spellings.map((spell) => ({ word: spell(word), kind })));

export const campaign: Campaign = {
  id: 'R14',
  title: 'Switches smuggled in beside a link have no effect',
  unit: 'command lines',
  sizes: { test: 2_000, quick: 2_000, full: 200_000 },
  async run(size, report) {
    await Promise.resolve();
    for (let done = 0; done < size; done += 7 * vectors.length) {
      for (const vector of vectors) {
        cold(vector, report);
        inside(vector, report);
        warm(vector, report);
      }
    }
  },
};

/** It starts the app: the switch stands as one of its arguments. */
function cold({ word, kind }: Vector, report: CampaignReport): void {
  const platform = report.random.pick(platforms);
  const told = `${word} on ${platform}`;
  for (const argv of [
    ['lanyard', link, word],
    ['lanyard', word, link],
    ['lanyard', '--allow-file-access-from-files', word, '--', link],
  ]) {
    const isRefused = refusedSwitch({ argv, platform, isRoot: false }) !== null;
    if (isRefused !== (kind === 'refused')) {
      report.lose(`${told}: ${isRefused ? 'refused' : 'not refused'}`);
    }
    if (linkInArgv(argv) !== link) report.lose(`${told}: the link was not found`);
    report.tried();
  }
  // As Windows starts it: whatever the link is split into comes after `--`.
  const split = ['lanyard', '--', link, word, ''];
  if (refusedSwitch({ argv: split, platform, isRoot: false })) report.lose(`${told}: after --`);
  for (const argv of [split, ['lanyard', link, word]]) {
    const { services, hidden } = parseCommandLine(argv.slice(1), '/');
    if (services.length > 0 || hidden) report.lose(`${told}: taken for a wish of the person`);
    report.tried();
  }
}

/** It stays one argument, whatever it would like to break out of. */
function inside({ word }: Vector, report: CampaignReport): void {
  const out = report.random.pick(['"', '%22', "'", '" "', '\\"', '%20', ' ', '\n', '`']);
  const address = `${link}${out} ${word} ${out}`;
  const argv = ['lanyard', address];
  const platform = report.random.pick(platforms);
  if (refusedSwitch({ argv, platform, isRoot: false })) report.lose(`${word} in a link is refused`);
  const { services, hidden } = parseCommandLine(argv.slice(1), '/');
  if (services.length > 0 || hidden) report.lose(`${word} in a link is taken for a wish`);
  if (linkInArgv(argv) !== address) report.lose(`${word} in a link: the link is cut`);
  report.tried();
}

/** The app runs: all that may come of a second process is a link that is looked at. */
function warm({ word }: Vector, report: CampaignReport): void {
  const app = new EventEmitter();
  const links: string[] = [];
  let onStart = 0;
  onSecondInstance(app as unknown as App, {
    onLink: (address) => void links.push(address),
    onStart: () => (onStart += 1),
  });
  const before = [...process.argv];
  // Chromium puts switches first, and adds some.
  const places = [
    ['lanyard', word, '--allow-file-access-from-files', link],
    ['lanyard', '--', link, word],
    ['lanyard', link, word],
  ];
  app.emit('second-instance', {}, report.random.pick(places), '/tmp', null);
  if (links.length !== 1 || links[0] !== link) report.lose(`${word}: the link did not arrive`);
  if (onStart > 0) report.lose(`${word}: taken for the person`);
  if (process.argv.join() !== before.join()) report.lose(`${word}: changed the running app`);
  report.tried();
}
