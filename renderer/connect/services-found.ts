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
  /** Null: services under no heading. */
  readonly heading: string | null;
  readonly services: readonly ServiceView[];
}

/**
 * Under their headings, by heading, and in each of them those that are ready first. Those under
 * none come first of all: they are the person's own or an administrator's.
 */
export function inGroups(services: readonly ServiceView[]): readonly ServiceGroup[] {
  const groups = new Map<string | null, ServiceView[]>();
  const ready = services.filter(({ setUp }) => setUp.kind === 'ready');
  const others = services.filter(({ setUp }) => setUp.kind !== 'ready');
  for (const service of [...ready, ...others]) {
    const group = groups.get(service.group);
    if (group) group.push(service);
    else groups.set(service.group, [service]);
  }
  return [...groups]
    .map(([heading, listed]) => ({ heading, services: listed }))
    .toSorted((a, b) => (a.heading ?? '').localeCompare(b.heading ?? '', 'en'));
}
