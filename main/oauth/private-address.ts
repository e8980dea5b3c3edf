/**
 * Addresses and names inside a private network, by all the ways in which they can be written. An
 * address that no server on the internet has counts as inside, so that a new range is not forgotten.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** The registry of special-purpose addresses, and what only a network itself answers at. */
const insideV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  // Carrier-grade NAT (RFC 6598)
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Link-local, where clouds keep the metadata of a machine
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  // Documentation (RFC 5737)
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  // Relays of 6to4 (RFC 7526)
  '192.88.99.0/24',
  '192.168.0.0/16',
  // Benchmarks (RFC 2544)
  '198.18.0.0/15',
  // Multicast, reserved and broadcast
  '224.0.0.0/3',
  // Azure's metadata service, at an address of the internet
  '168.63.129.16/32',
];

/** All that servers on the internet have (RFC 4291 §2.4): NAT64, ULA, link- and site-local are not part of it. */
const internetV6 = '2000::/3';
const insideV6 = [
  // Protocol assignments: Teredo, benchmarks, ORCHID (RFC 2928)
  '2001::/23',
  // Documentation (RFC 3849, RFC 9637)
  '2001:db8::/32',
  '3fff::/20',
  // 6to4, which leads to any IPv4 address (RFC 7526)
  '2002::/16',
];

/** Special names (RFC 6761, RFC 6762, RFC 8375) and those in use for private networks (RFC 6762 appendix G). */
const insideTopLevel = new Set(
  [
    ['localhost', 'local', 'localdomain', 'localdomain6', 'internal', 'intranet', 'private'],
    ['corp', 'home', 'lan', 'workgroup', 'domain', 'svc', 'test', 'intra', 'localnet'],
    ['homelab', 'lab', 'vpn', 'consul', 'docker', 'cluster', 'ip', 'priv', 'dhcp'],
  ].flat(),
);
/** Names of devices, of metadata services and for addresses in the name itself, that look like others. */
const insideDomains = [
  ['home.arpa', 'ipv4only.arpa', 'in-addr.arpa', 'ip6.arpa', 'resolver.arpa'],
  ['fritz.box', 'routerlogin.net', 'tplinkwifi.net', 'ts.net'],
  ['metadata.goog', 'metadata.tencentyun.com'],
  ['localtest.me', 'lvh.me', 'vcap.me', 'nip.io', 'sslip.io', 'xip.io'],
].flat();

const inV4 = listOf(insideV4, 'ipv4');
const inV6 = listOf(insideV6, 'ipv6');
const onInternetV6 = listOf([internetV6], 'ipv6');
const mapped = listOf(['::ffff:0:0/96'], 'ipv6');

/** True for hosts that only this computer or its network knows. The URL parser has put addresses in one form. */
export function isPrivateHost({ hostname }: URL): boolean {
  const name = hostname.replace(/\.+$/, '');
  const ip = name.replace(/^\[|\]$/g, '');
  if (isIPv4(ip)) return inV4.check(ip, 'ipv4');
  if (isIPv6(ip)) {
    // The list of IPv4 networks knows their mapped form too.
    if (mapped.check(ip, 'ipv6')) return inV4.check(ip, 'ipv6');
    return inV6.check(ip, 'ipv6') || !onInternetV6.check(ip, 'ipv6');
  }
  return isPrivateName(name);
}

function isPrivateName(name: string): boolean {
  const labels = name.split('.');
  // A name without a dot is completed by the network's own domain.
  if (labels.length < 2 || insideTopLevel.has(labels.at(-1) ?? '')) return true;
  return insideDomains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

function listOf(subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/');
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}
