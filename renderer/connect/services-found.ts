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
