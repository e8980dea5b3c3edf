import type { ServiceView } from '../../ipc/service-view.js';
import { collator } from '../../messages/collator.js';

/** The services whose name or host contains the search text, sorted by name. */
export function searchServices(
  services: readonly ServiceView[],
  search: string,
): readonly ServiceView[] {
  const text = search.trim().toLowerCase();
  return services
    .filter(({ name, host }) => `${name} ${host}`.toLowerCase().includes(text))
    .toSorted((a, b) => collator.compare(a.name, b.name));
}

export interface ServiceGroup {
  readonly heading: 'ready' | { readonly name: string } | 'others';
  readonly services: readonly ServiceView[];
}

/** Services that are ready come first, then the named groups by name, then the others. */
export function groupServices(services: readonly ServiceView[]): readonly ServiceGroup[] {
  const toSetUp = services.filter(({ setUp }) => setUp.kind !== 'ready');
  const names = [...new Set(toSetUp.map(({ group }) => group))].filter((name) => name !== null);
  const groups: ServiceGroup[] = [
    { heading: 'ready', services: services.filter(({ setUp }) => setUp.kind === 'ready') },
    ...names
      .toSorted((a, b) => collator.compare(a, b))
      .map((name) => ({
        heading: { name },
        services: toSetUp.filter(({ group }) => group === name),
      })),
    { heading: 'others', services: toSetUp.filter(({ group }) => group === null) },
  ];
  return groups.filter((group) => group.services.length > 0);
}
