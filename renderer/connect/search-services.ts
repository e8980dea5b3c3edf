import type { ServiceView } from '../../ipc/service-view.js';
import { collator } from '../../messages/collator.js';
import { isFound, searchKey, searchTerms } from '../store/search-key.js';

/** The text that a search looks through, made once per service rather than per keystroke. */
const keys = new WeakMap<ServiceView, string>();

function keyOf(service: ServiceView): string {
  const known = keys.get(service);
  if (known !== undefined) return known;
  const key = searchKey(`${service.name}\n${service.host}`);
  keys.set(service, key);
  return key;
}

/** The services whose name or host contains every word of the search, sorted by name. */
export function searchServices(
  services: readonly ServiceView[],
  search: string,
): readonly ServiceView[] {
  const terms = searchTerms(search);
  return services
    .filter((each) => isFound(keyOf(each), terms))
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
