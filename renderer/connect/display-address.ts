/** The host of an address in punycode, which reveals look-alikes; the text itself when it is no address. */
export function displayHost(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

/** The address with its host in punycode. */
export function displayAddress(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address;
}
