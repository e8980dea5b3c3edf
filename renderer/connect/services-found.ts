import type { ServiceView } from '../../ipc/service-view.js';

/** Services whose name or host holds what was typed, by name. */
export function servicesFound(
  services: readonly ServiceView[],
  search: string,
): readonly ServiceView[] {
  const wanted = search.trim().toLowerCase();
  return services
    .filter(({ name, host }) => `${name} ${host}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

export interface ServiceGroup {
  readonly heading: 'ready' | { readonly name: string } | 'others';
  readonly services: readonly ServiceView[];
}

/** What can be connected at once comes first; the rest under its headings, by heading. */
export function inGroups(services: readonly ServiceView[]): readonly ServiceGroup[] {
  const toSetUp = services.filter(({ setUp }) => setUp.kind === 'needs_client');
  const names = [...new Set(toSetUp.map(({ group }) => group))].filter((name) => name !== null);
  const groups: ServiceGroup[] = [
    { heading: 'ready', services: services.filter(({ setUp }) => setUp.kind === 'ready') },
    ...names
      .toSorted((a, b) => a.localeCompare(b, 'en'))
      .map((name) => ({
        heading: { name },
        services: toSetUp.filter(({ group }) => group === name),
      })),
    { heading: 'others', services: toSetUp.filter(({ group }) => group === null) },
  ];
  return groups.filter((group) => group.services.length > 0);
}
