/** The host that stands beside the name of a service, which a narrow line would cut off. */
export function splitHost(serviceName: string): {
  readonly host: string | null;
  readonly name: string;
} {
  const { name, host } =
    /^(?<name>.+) \((?<host>[\w.:[\]-]*[.:][\w.:[\]-]*)\)$/.exec(serviceName)?.groups ?? {};
  return name === undefined || host === undefined
    ? { host: null, name: serviceName }
    : { host, name };
}
