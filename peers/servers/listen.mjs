/** Listens on a free port of this computer first, because an issuer contains its port. */
import { createServer } from 'node:http';

/**
 * @param {(origin: string) => Promise<{ handle: import('node:http').RequestListener, address: string }>} create
 *   address: what a person types to connect
 */
export async function serve(create) {
  const http = createServer();
  await new Promise((resolve) => http.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (http.address());
  const { handle, address } = await create(`http://127.0.0.1:${String(port)}`);
  http.on('request', handle);
  process.send?.({ address });
}

/** A page with one form, for servers that leave signing in and consent to the site around them. */
export function formPage(title, action, fields) {
  const inputs = Object.entries(fields)
    .map(
      ([name, value]) =>
        `<input name="${name}" value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`,
    )
    .join('');
  return `<!doctype html><title>${title}</title><h1>${title}</h1><form method="post" action="${action}">${inputs}<button>${title}</button></form>`;
}

/** @param {import('node:http').IncomingMessage} request */
export async function readForm(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}
