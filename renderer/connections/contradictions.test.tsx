/**
 * Rules that hold on the screen in every state of a connection, for every cause, whether access is valid
 * or over, and with or without a refresh token. Each rule is a kind of contradiction.
 */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import type {
  ConnectionLifetime,
  ConnectionState,
  ConnectionView,
  Obstacle,
} from '../../ipc/connection-view.js';
import { failureCode, type FailureCode } from '../../ipc/failure.js';
import type { ServiceView } from '../../ipc/service-view.js';
import english from '../../messages/en.json';
import type { Remedy } from '../../messages/remedies.js';
import { intl } from '../../testing/renderer/intl.js';
import {
  attempt,
  connection,
  days,
  failure,
  minutes,
  noon,
  service,
} from '../../testing/renderer/samples.js';
import { openWindow } from '../../testing/renderer/window.js';
import { failureText } from '../components/failure-text.js';
import { settingsToChange } from '../connect/settings-to-change.js';
import { attemptsChanged, connectionsChanged } from '../store/events.js';
import { disconnectWaitText } from './disconnect-text.js';
import { lifetimeText } from './lifetime-text.js';
import { shownFailure } from './shown-failure.js';
import { stateLabel, stateSentence, stateWord } from './state-text.js';

const hours = 60 * minutes;
const codes: readonly FailureCode[] = failureCode.options;

interface Life {
  readonly lifetime: ConnectionLifetime;
  readonly accessTokenExpiresAt: number | null;
}

const refreshes = (nextRefreshAt: number | null): ConnectionLifetime => {
  return { kind: 'refreshes', nextRefreshAt, endsAfterMs: null };
};
const renewing: Readonly<Record<string, Life>> = {
  'refreshes, access valid': {
    lifetime: refreshes(noon + 12 * minutes),
    accessTokenExpiresAt: noon + 15 * minutes,
  },
  'refreshes, access over': {
    lifetime: refreshes(noon + minutes),
    accessTokenExpiresAt: noon - hours,
  },
  'refreshes, no expiry given': { lifetime: refreshes(null), accessTokenExpiresAt: null },
};
const ends = (at: number): Life => ({ lifetime: { kind: 'ends', at }, accessTokenExpiresAt: at });
const ending: Readonly<Record<string, Life>> = {
  'ends in 12 seconds': ends(noon + 12_000),
  'ends in 20 hours': ends(noon + 20 * hours),
  'ends in 30 days': ends(noon + 30 * days),
  'has ended': ends(noon - hours),
  'end not known': { lifetime: { kind: 'not_known' }, accessTokenExpiresAt: null },
};
const lives = { ...renewing, ...ending };

const obstacles: readonly Obstacle[] = ['network', 'busy', 'no_answer', 'refused', 'this_computer'];
const triesUntil = noon + 30 * days;
const since = noon - hours;
const nextAttemptAt = noon + minutes;

/** Every state in which it can be shown with such a life. */
function statesOf(life: Life): readonly ConnectionState[] {
  const causes = codes.map((code) => failure(code));
  return [
    life.lifetime.kind === 'refreshes' ? { kind: 'active' } : { kind: 'expires' },
    { kind: 'refreshing' },
    { kind: 'offline', since },
    { kind: 'storage_locked' },
    { kind: 'newer_version' },
    ...causes.flatMap((cause): ConnectionState[] => [
      { kind: 'retrying', cause, nextAttemptAt },
      { kind: 'needs_sign_in', cause },
      { kind: 'misconfigured', cause },
      {
        kind: 'disconnecting',
        since,
        progress: { kind: 'stopped', cause, triesUntil },
      },
    ]),
    ...obstacles.map((obstacle): ConnectionState => {
      const progress = {
        obstacle,
        cause: failure('server_fault'),
        since,
        nextAttemptAt,
        triesUntil,
      };
      return { kind: 'disconnecting', since, progress: { kind: 'waiting', ...progress } };
    }),
    { kind: 'disconnecting', since, progress: { kind: 'pending' } },
    { kind: 'disconnecting', since, progress: { kind: 'given_up' } },
  ];
}

const openVault = {
  kind: 'open',
  protection: { kind: 'computer', backend: 'gnome_libsecret' },
  recovery: { kind: 'none' },
  integrity: { kind: 'none' },
  archivedVaults: [],
} as const;
const ofUser = service('practice', 'Tally', 'user');

interface Shown {
  readonly view: ConnectionView;
  /** The texts of its row: the word, the state and the time that counts. */
  readonly row: readonly string[];
  /** The texts of its page. */
  readonly page: readonly string[];
  readonly remedy: Remedy | null;
}

/** The texts of a connection, as its row and its page put them together. */
function textsOf(view: ConnectionView, of: ServiceView): Shown {
  const { state, serviceName } = view;
  const when =
    state.kind === 'disconnecting' && state.progress.kind !== 'pending'
      ? disconnectWaitText(state, serviceName, noon, intl)
      : lifetimeText(view, noon, intl);
  const label = stateLabel(view, noon, intl);
  const found = shownFailure(view, openVault, null, of);
  const said = found && failureText(found.failure, serviceName, intl, found.remedy);
  const present = (texts: readonly (string | null)[]) => texts.filter((each) => each !== null);
  return {
    view,
    row: present([stateWord(view, noon, intl), label, when]),
    page: present([
      label,
      state.kind === 'active' ? when : null,
      // The vault is open, so it is this connection's own data that does not open.
      state.kind === 'storage_locked'
        ? english['stateSentence.secretsUnreadable']
        : stateSentence(view, noon, intl),
      ...(said ? [said.happened, said.whatToDo] : []),
    ]),
    remedy: found?.remedy ?? null,
  };
}

function everyStateOf(life: Life, of = ofUser): readonly Shown[] {
  return statesOf(life).map((state) =>
    textsOf(connection({ serviceName: 'Tally', state, ...life }), of),
  );
}

function causeOf({ state }: ConnectionView): FailureCode | null {
  const progress = state.kind === 'disconnecting' ? state.progress : state;
  return 'cause' in progress ? progress.cause.code : null;
}

/** Names the state and the cause of texts that break a rule. */
function where({ view, row, page }: Shown): string {
  return `${view.state.kind} ${causeOf(view) ?? ''}: ${[...row, '|', ...page].join(' · ')}`;
}

const needsSignIn = english['state.needs_sign_in'];
/** Words that say that the access lasts, or is refreshed without the user. */
const lasts = /Renews itself|Expires in|Lasts until|Works until|Works for now|\bWorking\b/;
const isOver = /Access ended|Expired|Not refreshing|ended this connection|keeps refusing/;

describe.each(Object.entries(lives))('of a connection that %s', (_, life) => {
  const everyState = everyStateOf(life);
  const breaking = (rule: (shown: Shown) => boolean) => everyState.filter(rule).map(where);

  test('one that needs the user to sign in is not said to last or to refresh itself', () => {
    const needing = everyState.filter(({ row }) => row.includes(needsSignIn));
    expect(needing).toHaveLength(codes.length);
    expect(
      needing.filter(({ row, page }) => lasts.test([...row, ...page].join(' '))).map(where),
    ).toEqual([]);
  });

  test('a row does not say both that access is over and that it lasts', () => {
    expect(breaking(({ row }) => lasts.test(row.join(' ')) && isOver.test(row.join(' ')))).toEqual(
      [],
    );
  });

  test('nothing says that Lanyard tries by itself where it has stopped', () => {
    const said = /keeps? trying|Next try|Trying again|Renews itself/;
    const stopped = everyState.filter(
      ({ view: { state } }) =>
        state.kind === 'needs_sign_in' ||
        state.kind === 'misconfigured' ||
        (state.kind === 'disconnecting' && ['stopped', 'given_up'].includes(state.progress.kind)),
    );
    expect(
      stopped.filter(({ row, page }) => said.test([...row, ...page].join(' '))).map(where),
    ).toEqual([]);
  });

  test('a service is busy only where it said so, and nobody says that it asked to wait', () => {
    const busy = everyState.filter(({ row, page }) => /\bbusy\b/.test([...row, ...page].join(' ')));
    expect([...new Set(busy.map(({ view }) => causeOf(view)))]).toEqual(['server_busy']);
    expect(breaking(({ row, page }) => /asked to wait/.test([...row, ...page].join(' ')))).toEqual(
      [],
    );
  });

  test('a page offers nothing that belongs to a sign-in that waits', () => {
    const elsewhere: readonly (Remedy | null)[] = [
      'paste_again',
      'paste_address',
      'use_local_address',
    ];
    expect(breaking(({ remedy }) => elsewhere.includes(remedy))).toEqual([]);
  });

  test('no time that is given for the access is longer than it lasts', () => {
    const { accessTokenExpiresAt: at } = life;
    if (at === null) return;
    const lengths = { second: 1_000, minute: minutes, hour: hours, day: days };
    const given = everyState.flatMap(({ row }) =>
      row.flatMap((text) => {
        const [, count, unit] = /^Expires in (\d+) (second|minute|hour|day)/.exec(text) ?? [];
        return count === undefined ? [] : [Number(count) * lengths[unit as keyof typeof lengths]];
      }),
    );
    expect(given.filter((each) => each > at - noon)).toEqual([]);
  });
});

/** Services whose settings the user can change in various degrees. */
const services: readonly [string, ServiceView][] = [
  ['of the user', ofUser],
  ['that ships with the app', service('practice', 'Tally', 'shipped')],
  ['from a file', service('practice', 'Tally', 'file')],
  ['where the app registered itself', { ...ofUser, registeredByApp: true }],
];
/** Words that send the user to settings. */
const toSettings = new RegExp(
  [
    ...['(?<!has to )correct them', 'Check the settings', 'in the settings', 'Check the path'],
    ...['Enter the client ID', 'Add that address', 'Check the address(?! if you typed it)'],
  ].join('|'),
);

describe.each(services)('of a service %s', (_, of) => {
  const everyState = Object.values(lives).flatMap((life) => everyStateOf(life, of));

  test('settings are to be changed only where a button leads to them', () => {
    const told = everyState.filter(({ page }) => toSettings.test(page.join(' ')));
    expect(told.filter(({ remedy }) => remedy !== 'change_settings').map(where)).toEqual([]);
  });

  test('a button leads to settings only where they can be changed', () => {
    const offered = everyState.filter(({ remedy }) => remedy === 'change_settings');
    const cannot = offered.filter(({ view }) => {
      const code = causeOf(view);
      return code === null || settingsToChange(code, of, null) === 'none';
    });
    expect(cannot.map(where)).toEqual([]);
  });
});

describe('the sentences of a failure', () => {
  const both = codes.flatMap((code) =>
    [null, 'auth.example.com'].flatMap((host) =>
      ['', 'Tally'].map((name) => {
        const { happened, whatToDo } = failureText(failure(code, { host }), name, intl);
        return { code, texts: [happened, whatToDo] };
      }),
    ),
  );

  test('are whole also where a name is not known: no gap, no small letter at the beginning', () => {
    const gap = /  |^\s|\s[.,;:’)]|“”|[{}]|\b(your|a|an|the) the\b|^(?!auth\.)\p{Ll}/u;
    expect(both.filter(({ texts }) => texts.some((text) => gap.test(text)))).toEqual([]);
  });

  /** The server, or something between, is at fault. */
  const notTheUsers: readonly FailureCode[] = [
    ...(['server_fault', 'server_busy', 'server_metadata_invalid', 'response_rejected'] as const),
    ...(['server_endpoints_insecure', 'refused_without_reason', 'network_timeout'] as const),
    ...(['outcome_unknown', 'answer_rejected', 'refused_repeatedly', 'grant_refused'] as const),
  ];
  test.each(notTheUsers)('do not blame the user: %s', (code) => {
    const blames =
      /[Cc]heck (the|your|what)|you (entered|typed)|your (mistake|settings|network)|[Cc]orrect/;
    const texts = both.filter((each) => each.code === code).flatMap((each) => each.texts);
    const byAdministrator = /administrator (of \S+ )?has to correct/;
    expect(texts.filter((text) => blames.test(text) && !byAdministrator.test(text))).toEqual([]);
  });
});

describe('the window', () => {
  const life = renewing['refreshes, access over'] as Life;
  const shown = statesOf(life).filter(
    ({ kind }, index, all) => all.findIndex((each) => each.kind === kind) === index,
  );

  test('shows these texts, and signing in again exactly once unless it is ending', () => {
    vi.setSystemTime(noon);
    const viewOf = (state: ConnectionState) => connection({ serviceName: 'Tally', state, ...life });
    openWindow({ connections: [viewOf({ kind: 'active' })], services: [ofUser] });
    fireEvent.click(screen.getByRole('button', { name: /^Ada Lovelace/ }));
    for (const state of shown) {
      const view = viewOf(state);
      act(() => connectionsChanged({ kind: 'some', changed: [view], removed: [] }));
      const { row, page } = textsOf(view, ofUser);
      const item = within(screen.getByRole('list', { name: 'Connections' })).getByRole('listitem');
      const details = screen.getByRole('region', { name: 'Ada Lovelace' });
      for (const text of row) expect(item.textContent).toContain(text);
      for (const text of page) expect(details.textContent).toContain(text);
      const signsIn = within(details).queryAllByRole('button', { name: 'Sign in again' });
      expect([state.kind, signsIn.length]).toEqual([
        state.kind,
        state.kind === 'disconnecting' ? 0 : 1,
      ]);
    }
    vi.useRealTimers();
  });

  test('gives a code that lasts 12 seconds no longer time', () => {
    vi.setSystemTime(noon);
    const expiresAt = noon + 12_000;
    const code = { userCode: 'WDJB-MJHT', verificationUri: 'https://id.example/device' };
    const phase = { kind: 'waiting_for_code', openedAt: noon, expiresAt, ...code } as const;
    openWindow();
    act(() => attemptsChanged([attempt({ ...phase, verificationUriComplete: null })]));
    const { textContent } = screen.getByRole('dialog');
    expect(textContent).toContain('0:12');
    expect(textContent).not.toMatch(/\d+ (minute|hour|day)/);
    vi.useRealTimers();
  });

  test.each([
    ['gmail', false],
    ['auth.example.com', true],
  ])('promises a connection by an address only for one: %s', (typed, isAddress) => {
    openWindow();
    fireEvent.click(screen.getByRole('button', { name: 'Connect an account' }));
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search services' }), {
      target: { value: typed },
    });
    expect(screen.getByRole('dialog').textContent.includes(`the server at “${typed}”`)).toBe(
      isAddress,
    );
  });
});
