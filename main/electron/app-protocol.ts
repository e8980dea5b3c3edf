/**
 * The window's own origin, app://main: it serves the files of the built window and nothing else,
 * each under the strict policy. No file:// anywhere (E18).
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';

import { protocol, type ProtocolRequest, type ProtocolResponse, type Session } from 'electron';

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

/** By their path in the window's address. One that is not in it does not exist, however it is spelled. */
export type WindowFiles = ReadonlyMap<string, WindowFile>;

/** Reads them all, once: there are few, and a window asks for them while there is much else to read. */
export async function readWindowFiles(folder: string): Promise<WindowFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map(async (file) => {
        const path = `/${relative(folder, file).split(sep).join('/')}`;
        const type = contentTypes[posix.extname(path)];
        return type === undefined ? [] : [[path, { type, content: await readFile(file) }] as const];
      }),
  );
  return new Map(files.flat());
}

/** The part of Electron's protocol that is used, declared here because its own types call it deprecated (ADR 0015). */
interface BufferProtocol {
  registerBufferProtocol(
    scheme: string,
    answer: (request: ProtocolRequest, give: (response: ProtocolResponse) => void) => void,
  ): boolean;
}

/** Must be called once the app is ready. */
export function serveWindowFiles(session: Session, reading: Promise<WindowFiles>): void {
  const protocol: BufferProtocol = session.protocol;
  protocol.registerBufferProtocol('app', (request, give) => {
    void reading.then((files) => {
      const file = fileAsked(files, request);
      give(file ? given(200, file) : given(404, notFound));
    });
  });
}

const notFound: WindowFile = { type: 'text/plain', content: Buffer.from('Not found') };

function fileAsked(files: WindowFiles, { method, url }: ProtocolRequest): WindowFile | null {
  const { host, pathname } = new URL(url);
  if (method !== 'GET' || host !== 'main') return null;
  return files.get(pathname === '/' ? '/index.html' : pathname) ?? null;
}

function given(statusCode: number, { type, content }: WindowFile): ProtocolResponse {
  return { statusCode, headers: walls(type), data: content };
}

function walls(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}
