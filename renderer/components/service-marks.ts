/** The marks of the shipped services, which `npm run service-marks` takes from two packages. */
import data from './service-marks.json';

export interface ServiceMark {
  readonly viewBox: string;
  readonly paths: readonly { readonly d: string; readonly fill: string }[];
}

const marks = new Map<string, ServiceMark>(Object.entries(data.marks));
/** Maps, because the ID may be any word that a definition file uses, such as "constructor". */
const services = new Map<string, string>(Object.entries(data.services));

/** Null if there is none: the window then shows the first letter of the service's name. */
export function markOf(serviceId: string): ServiceMark | null {
  return marks.get(services.get(serviceId) ?? '') ?? null;
}
