/** The window for tests, rendered and operated. */
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import type { ServiceView } from '../../ipc/service-view.js';
import type { VaultView } from '../../ipc/vault-view.js';
import english from '../../messages/en.json';
import { defaultLocale } from '../../messages/locale.js';
import { App } from '../../renderer/App.js';
import { connectionsChanged, servicesChanged, vaultChanged } from '../../renderer/store/events.js';
import { service } from './samples.js';

export function inWindow(children: ReactNode) {
  return render(
    <IntlProvider locale={defaultLocale} messages={english} timeZone="UTC">
      {children}
    </IntlProvider>,
  );
}

interface Sent {
  readonly vault?: VaultView;
  readonly services?: readonly ServiceView[];
  readonly connections?: readonly ConnectionView[];
}

/** Renders the whole window after main has sent it everything. */
export function openWindow({ vault, services, connections }: Sent = {}) {
  vaultChanged(
    vault ?? {
      kind: 'open',
      protection: { kind: 'computer', backend: 'gnome_libsecret' },
      recovery: { kind: 'none' },
      integrity: { kind: 'none' },
      archivedVaults: [],
    },
  );
  servicesChanged({
    services: services ?? [
      service('practice', 'Practice service', 'file'),
      service('github', 'GitHub', 'shipped'),
    ],
    problems: [],
  });
  connectionsChanged({ kind: 'all', connections: connections ?? [] });
  return inWindow(<App />);
}

export const press = (name: string | RegExp) =>
  fireEvent.click(screen.getByRole('button', { name }));

export const type = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });

/** Resolves once pending replies have arrived. */
export const settled = () => act(() => Promise.resolve());
