/** Entry point of the window: subscribes the store to main's events, renders, then reports ready. */
import './tokens.css';
import './base.css';
import './contrast.css';

import { createRoot } from 'react-dom/client';

import { defaultLocale, languageOf, setCurrentLocale } from '../messages/locale.js';
import { loadMessages } from '../messages/messages.js';
import { App } from './App.js';
import { RegionProvider } from './shell/RegionProvider.js';
import { subscribeToEvents } from './store/events.js';
import { requests } from './store/requests.js';

subscribeToEvents();

// Main serves the page in the language of the app.
const lang = document.documentElement.lang || defaultLocale;
const messages = await loadMessages(languageOf(lang));
setCurrentLocale(lang);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no place for the window');
createRoot(root).render(
  <RegionProvider first={{ locale: lang, messages }}>
    <App />
  </RegionProvider>,
);
void requests.windowReady({});
