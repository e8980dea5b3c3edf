import { useEffect, useSyncExternalStore } from 'react';

import { useSettings } from '../store/selectors.js';

const preference = '(prefers-contrast: more)';

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(preference);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Marks the page for contrast.css when the user or the system wants more contrast. */
export function useContrast(): void {
  const isPreferred = useSyncExternalStore(subscribe, () => window.matchMedia(preference).matches);
  const isChosen = useSettings()?.theme === 'high_contrast';
  useEffect(() => {
    document.documentElement.dataset['contrast'] = isPreferred || isChosen ? 'more' : 'standard';
  }, [isPreferred, isChosen]);
}
