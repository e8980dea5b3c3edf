/** The origin of the window's page. */
export const appOrigin = 'app://main';
export const appPage = `${appOrigin}/index.html`;
/** For a window that keeps crashing. */
export const stoppedPage = `${appOrigin}/stopped.html`;

/** Parses instead of comparing prefixes. Node's URL has no `origin` for a custom scheme. */
export function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === appOrigin;
}
