import { act, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { Integrity, IntegrityFindings, VaultView } from '../../ipc/vault-view.js';
import { connection } from '../../testing/renderer/samples.js';
import { openWindow, press } from '../../testing/renderer/window.js';
import { vaultChanged } from '../store/events.js';

const findings: IntegrityFindings = {
  atThisStart: true,
  connections: 3,
  records: { expected: 1_008, found: 1_006 },
  newestWrite: { seen: 2_400, found: 2_391 },
  copies: ['records-damaged-1'],
};
const openWith = (integrity: Integrity): VaultView => ({
  kind: 'open',
  protection: { kind: 'computer', backend: 'gnome_libsecret' },
  recovery: { kind: 'none' },
  integrity,
  archivedVaults: [],
});
const openWindowWith = (kind: 'missing' | 'older', more: Partial<IntegrityFindings> = {}) =>
  openWindow({
    vault: openWith({ kind, findings: { ...findings, ...more } }),
    connections: [connection()],
  });
const bar = () => screen.queryByRole('note');

describe('missing or outdated records (H65, R5)', () => {
  test('are not reported without findings', () => {
    openWindow({ connections: [connection()] });
    expect(bar()).toBeNull();
  });

  test.each([
    ['older', 'Lanyard’s data looks older than expected.'],
    ['missing', 'Some of Lanyard’s data is missing.'],
  ] as const)('%s: says so, what it means and that nothing was deleted', (kind, happened) => {
    openWindowWith(kind);
    expect(bar()?.textContent).toContain(happened);
    expect(bar()?.textContent).toContain(
      'Your connections keep working or ask you to sign in again. If one is missing, connect it again. Lanyard deleted nothing.',
    );
  });

  test('are announced politely to screen readers', () => {
    openWindow({ connections: [connection()] });
    const place = document.querySelector('main [aria-live]');
    act(() => vaultChanged(openWith({ kind: 'older', findings })));
    expect(place?.getAttribute('aria-live')).toBe('polite');
    expect(place?.textContent).toContain('older than expected');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('use the singular for one connection, and do not mention none', () => {
    openWindowWith('missing', { connections: 1 });
    expect(bar()?.textContent).toContain('Your connection keeps working or asks you');
    act(() =>
      vaultChanged(openWith({ kind: 'missing', findings: { ...findings, connections: 0 } })),
    );
    expect(bar()?.textContent).not.toContain('Your connection');
  });

  test('are reported even when no connection is left', () => {
    openWindow({ vault: openWith({ kind: 'older', findings: { ...findings, connections: 0 } }) });
    expect(bar()?.textContent).toContain('If one is missing, connect it again.');
  });

  test('can be dismissed until the next start', () => {
    openWindowWith('older');
    press('Dismiss this notice');
    expect(bar()).toBeNull();
    act(() => vaultChanged(openWith({ kind: 'older', findings: { ...findings, connections: 2 } })));
    expect(bar()).toBeNull();
  });

  test('disappear once everything has been stored again', () => {
    openWindowWith('older');
    act(() => vaultChanged(openWith({ kind: 'none' })));
    expect(bar()).toBeNull();
  });

  test('show the counts and the copies in the details', () => {
    openWindowWith('missing');
    press('Details');
    const facts = [...(bar()?.querySelectorAll('dd') ?? [])].map(({ textContent }) => textContent);
    expect(facts).toEqual([
      'At this start',
      '3',
      '1,006 found, 1,008 expected',
      'Number 2,391 found, 2,400 seen on this computer',
      'records-damaged-1',
    ]);
  });

  test('show what is not known in the details', () => {
    openWindowWith('older', {
      atThisStart: false,
      records: { expected: null, found: 4 },
      newestWrite: { seen: null, found: 9 },
      copies: [],
    });
    press('Details');
    const facts = [...(bar()?.querySelectorAll('dd') ?? [])].map(({ textContent }) => textContent);
    expect(facts).toEqual([
      'At an earlier start',
      '3',
      '4 found; how many to expect is not known',
      'Number 9 found; this computer has nothing to compare it with',
    ]);
  });
});
