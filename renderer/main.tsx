/** Entry point of the window: subscribes the store to main's events, renders, then reports ready. */
import './tokens.css';
import './base.css';
import './contrast.css';

import { createRoot } from 'react-dom/client';

import { App } from './App.js';
import { RegionProvider } from './shell/RegionProvider.js';
import { subscribeToEvents } from './store/events.js';
import { requests } from './store/requests.js';

subscribeToEvents();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no place for the window');
createRoot(root).render(
  <RegionProvider>
    <App />
  </RegionProvider>,
);
void requests.windowReady({});
