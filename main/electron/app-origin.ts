/** The window's own origin: what is served there, and how an address is known to lie in it. */
export const appOrigin = 'app://main';
export const appPage = `${appOrigin}/index.html`;

/** By the parser, never by how the text begins. A custom scheme has no `origin` in Node's URL. */
export function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === appOrigin;
}
