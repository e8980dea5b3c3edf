/**
 * Sends a GET request with a body, which is legal HTTP (RFC 9110 §9.3.1) and which fetch refuses: one
 * kind of service is asked that way (ADR 17).
 */
import { net, type Session } from 'electron';

/** Resolves like a fetch with `redirect: 'manual'`: a redirect is a response. */
export function getWithBody(
  on: Session,
  url: string,
  headers: Headers,
  body: string,
  signal: AbortSignal | null,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = net.request({
      method: 'GET',
      url,
      session: on,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    });
    headers.forEach((value, name) => request.setHeader(name, value));
    const abort = () => request.abort();
    signal?.addEventListener('abort', abort, { once: true });
    request.once('close', () => signal?.removeEventListener('abort', abort));
    request.once('error', reject);
    request.once('abort', () => reject(new Error('net::ERR_ABORTED')));
    request.once('redirect', (status, _method, location) => {
      resolve(new Response(null, { status, headers: { location } }));
      request.abort();
    });
    request.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () => {
        const received = new Headers();
        for (const [name, value] of Object.entries(incoming.headers)) {
          for (const each of [value].flat()) received.append(name, each);
        }
        const { statusCode: status } = incoming;
        const hasBody = status !== 204 && status !== 304;
        resolve(
          new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers: received }),
        );
      });
    });
    request.end(body);
  });
}
