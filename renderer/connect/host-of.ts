/** The host of an address in the form that shows look-alikes (punycode); the whole text where it is no address. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

/** The address with its host in that form. */
export function addressShown(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address;
}
