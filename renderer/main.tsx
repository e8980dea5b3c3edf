/** The window: events go into the store, the store onto the screen, and main is told when both stand. */
import './tokens.css';
import './base.css';

import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'react-intl';

import { api, reply, whenTold } from './api.js';
import { App } from './App.js';
import english from '../messages/en.json';
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

// The catalogue's English is international: dates and times follow it (12 Nov, 14:02), so that one
// sentence is of one language.
const locale = 'en-GB';

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
