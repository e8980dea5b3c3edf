import type { ServiceView } from '../../ipc/service-view.js';
import { compareText } from '../../messages/collator.js';
import { isFound, searchKey, searchTerms } from '../store/search-key.js';

/** The text that a search looks through, made once per service rather than per keystroke. */
const keys = new WeakMap<ServiceView, string>();

function keyOf(service: ServiceView): string {
  const known = keys.get(service);
  if (known !== undefined) return known;
  const { name, host, group, family, keywords } = service;
  const key = searchKey([name, host, group ?? '', family ?? '', ...keywords].join('\n'));
  keys.set(service, key);
  return key;
}

/** The services whose name, keywords or host contain every word of the search, sorted by name. */
export function searchServices(
  services: readonly ServiceView[],
  search: string,
): readonly ServiceView[] {
  const terms = searchTerms(search);
  return services
    .filter((each) => isFound(keyOf(each), terms))
    .toSorted((a, b) => compareText(a.name, b.name));
}

/** A tile of the catalogue. */
export type Entry =
  | { readonly kind: 'service'; readonly service: ServiceView }
  /** Several services under one name, of which one has to be chosen. */
  | { readonly kind: 'family'; readonly name: string; readonly services: readonly ServiceView[] };

export interface Section {
  readonly heading: 'ready' | 'popular' | 'all' | 'found';
  readonly entries: readonly Entry[];
}

function nameOf(entry: Entry): string {
  return entry.kind === 'service' ? entry.service.name : entry.name;
}

/** One tile for the services of a family, unless there is only one of it. Sorted by name. */
function entriesOf(services: readonly ServiceView[]): readonly Entry[] {
  const families = new Map<string, ServiceView[]>();
  for (const service of services) {
    const name = service.family ?? `service ${service.id}`;
    families.set(name, [...(families.get(name) ?? []), service]);
  }
  const entries = [...families].map(([name, members]): Entry => {
    const [first] = members;
    return members.length === 1 && first !== undefined
      ? { kind: 'service', service: first }
      : { kind: 'family', name, services: members };
  });
  return entries.toSorted((a, b) => compareText(nameOf(a), nameOf(b)));
}

/** Services that are ready come first, then the popular ones, then all others by name. */
export function catalogueSections(services: readonly ServiceView[]): readonly Section[] {
  const isReady = ({ setUp }: ServiceView) => setUp.kind === 'ready';
  const toSetUp = services.filter((each) => !isReady(each));
  const sections: readonly Section[] = [
    { heading: 'ready', entries: entriesOf(services.filter(isReady)) },
    { heading: 'popular', entries: entriesOf(toSetUp.filter(({ isPopular }) => isPopular)) },
    { heading: 'all', entries: entriesOf(toSetUp.filter(({ isPopular }) => !isPopular)) },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

/** The found services, one tile each, those that are ready first. */
export function foundSections(services: readonly ServiceView[]): readonly Section[] {
  const [ready, toSetUp] = [
    services.filter(({ setUp }) => setUp.kind === 'ready'),
    services.filter(({ setUp }) => setUp.kind !== 'ready'),
  ];
  const entries = [...ready, ...toSetUp].map((service): Entry => ({ kind: 'service', service }));
  return entries.length === 0 ? [] : [{ heading: 'found', entries }];
}

/** True if it may be the address of a server: a host with a dot, a port or a scheme, and no blank. */
export function looksLikeAddress(search: string): boolean {
  return /^(https?:\/\/\S+|[\w-]+(\.[\w-]+)+(:\d+)?(\/\S*)?|(localhost|\[::1\])(:\d+)?(\/\S*)?)$/i.test(
    search.trim(),
  );
}
