/** The window's entry point: subscribes the store to main's events, renders it, then reports that it is ready. */
import './tokens.css';
import './base.css';

import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'react-intl';

import { api, reply, whenTold } from './api.js';
import { App } from './App.js';
import english from '../messages/en.json';
import { locale } from '../messages/locale.js';
import {
  attentionCalled,
  attemptsChanged,
  connectionEnded,
  connectionsChanged,
  detailsChanged,
  servicesChanged,
  settingsChanged,
  clockChanged,
  vaultChanged,
} from './store/events.js';

const main = api();
whenTold(main.onVaultChanged, vaultChanged);
whenTold(main.onServicesChanged, servicesChanged);
whenTold(main.onConnectionsChanged, connectionsChanged);
whenTold(main.onAttemptsChanged, attemptsChanged);
whenTold(main.onDetailsChanged, detailsChanged);
whenTold(main.onConnectionEnded, connectionEnded);
whenTold(main.onSettingsChanged, settingsChanged);
whenTold(main.onClockChanged, clockChanged);
whenTold(main.onAttentionCalled, attentionCalled);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no place for the window');
createRoot(root).render(
  <IntlProvider locale={locale} messages={english}>
    <App />
  </IntlProvider>,
);
void reply(main.windowReady({}));
