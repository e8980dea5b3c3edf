/**
 * Serves the window's page from app://main: the files of the built renderer and nothing else, each with
 * a strict content security policy. Nothing is loaded from file:// (E18).
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';

import { protocol, type ProtocolRequest, type ProtocolResponse, type Session } from 'electron';

import { currentLocale, directionOf } from '../../messages/locale.js';
import { stoppedPage } from './app-origin.js';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  // No policy may turn strings into elements or code.
  "trusted-types 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

interface WindowFile {
  readonly type: string;
  readonly content: Buffer;
}

/** Reads it now or has read it. */
type ReadFile = () => Promise<WindowFile>;

/** Keyed by the path in the URL. A path that is not a key does not exist, so there is nothing to traverse. */
export type WindowFiles = ReadonlyMap<string, ReadFile>;

/**
 * Reads all but the languages at once: they are few, and the page requests them while main reads much
 * else. Of the languages it needs one at most.
 */
export async function readWindowFiles(folder: string): Promise<WindowFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map(async (file) => {
        const path = `/${relative(folder, file).split(sep).join('/')}`;
        const type = contentTypes[posix.extname(path)];
        if (type === undefined) return [];
        const read = async () => ({ type, content: await readFile(file) });
        if (path.startsWith('/languages/')) return [[path, read] as const];
        const content = await read();
        return [[path, () => Promise.resolve(content)] as const];
      }),
  );
  return new Map(files.flat());
}

/** The part of Electron's `Protocol` used here; its own types mark it as deprecated (ADR 15). */
interface BufferProtocol {
  registerBufferProtocol(
    scheme: string,
    handler: (request: ProtocolRequest, callback: (response: ProtocolResponse) => void) => void,
  ): boolean;
}

/**
 * Must be called once the app is ready.
 *
 * @param localeOfPage that of the page's first sentences, before main reports one
 */
export function serveWindowFiles(
  session: Session,
  windowFiles: Promise<WindowFiles>,
  localeOfPage: () => Promise<string>,
): void {
  const protocol: BufferProtocol = session.protocol;
  protocol.registerBufferProtocol('app', (request, callback) => {
    void windowFiles.then(async (files) => {
      // A file that went missing meanwhile is not found either.
      const file = (await findFile(files, request)?.().catch(() => null)) ?? null;
      if (file === null) callback(response(404, notFound));
      else if (request.url === stoppedPage) callback(await stoppedPageResponse(file));
      else if (file.type.startsWith('text/html')) {
        callback(response(200, inLanguage(file, await localeOfPage())));
      } else callback(response(200, file));
    });
  });
}

const notFound: WindowFile = { type: 'text/plain', content: Buffer.from('Not found') };

function findFile(files: WindowFiles, { method, url }: ProtocolRequest): ReadFile | null {
  const { host, pathname } = new URL(url);
  if (method !== 'GET' || host !== 'main') return null;
  return files.get(pathname === '/' ? '/index.html' : pathname) ?? null;
}

/** Screen readers, fonts and the direction go by the language of the document. */
function inLanguage({ type, content }: WindowFile, locale: string): WindowFile {
  const html = content.toString();
  const root = `<html lang="${locale}" dir="${directionOf(locale)}">`;
  return { type, content: Buffer.from(html.replace(/<html lang="[^"]*">/, root)) };
}

async function stoppedPageResponse({ type, content }: WindowFile): Promise<ProtocolResponse> {
  const { fillMessages } = await import('./stopped-page.js');
  const html = { type, content: Buffer.from(fillMessages(content.toString())) };
  const filled = response(200, inLanguage(html, currentLocale()));
  // Its only button is a form, because it has no script.
  const policy = contentSecurityPolicy.replace("form-action 'none'", "form-action 'self'");
  return { ...filled, headers: { ...filled.headers, 'Content-Security-Policy': policy } };
}

function response(statusCode: number, { type, content }: WindowFile): ProtocolResponse {
  return { statusCode, headers: securityHeaders(type), data: content };
}

function securityHeaders(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}
