/**
 * A browser without a window: cookies, redirects, and forms that it fills in as a person would. By
 * Node's HTTP client, because fetch tells servers that a script asks, and some then answer in JSON.
 */
import { request } from 'node:http';

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

/** Values for fields by name; everything else keeps the value that the page gives it. */
export type Answers = Readonly<Record<string, string>>;

/** Does what a person does on a page that needs a script, and returns the next address. Null: nothing, submit its form. */
export type OnPage = (page: Page, browser: Browser) => Promise<string | null>;

export interface BrowserRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const mostSteps = 30;

export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #answers: Answers;
  readonly #onPage: OnPage;

  constructor(answers: Answers, onPage: OnPage = () => Promise.resolve(null)) {
    this.#answers = answers;
    this.#onPage = onPage;
  }

  /** One request with the cookies of its host, without following a redirect. */
  async send(url: string, init: BrowserRequest = {}): Promise<Response> {
    const { host } = new URL(url);
    const headers = new Headers(init.headers);
    const cookies = [...this.#cookies].filter(([key]) => key.startsWith(`${host} `));
    if (cookies.length > 0) {
      headers.set(
        'cookie',
        cookies.map(([key, value]) => `${key.split(' ')[1] ?? ''}=${value}`).join('; '),
      );
    }
    const response = await sendByNode(url, headers, init);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(`${host} ${name}`, value);
    }
    return response;
  }

  /** Goes on until a redirect leads to an app (its address), or to its page on this computer (null). */
  async open(start: string): Promise<string | null> {
    let url = start;
    let form: URLSearchParams | null = null;
    for (let step = 0; step < mostSteps; step += 1) {
      const init = form === null ? {} : { method: 'POST', body: form.toString() };
      const response = await this.send(url, {
        ...init,
        headers: {
          accept: 'text/html',
          'sec-fetch-mode': 'navigate',
          ...(form !== null && {
            origin: new URL(url).origin,
            'content-type': 'application/x-www-form-urlencoded',
          }),
        },
      });
      form = null;
      const location = response.headers.get('location');
      if (location !== null) {
        url = new URL(location, url).href;
        if (!/^https?:/.test(url)) return url;
        continue;
      }
      const page = { url, status: response.status, text: await response.text() };
      const next = await this.#onPage(page, this);
      if (next !== null) {
        if (!/^https?:/.test(next)) return next;
        url = next;
        continue;
      }
      if (page.status >= 400) throw new Error(pageProblem(page));
      const found = formOf(page, this.#answers);
      if (found === null) {
        if (new URL(url).host === new URL(start).host) throw new Error(pageProblem(page));
        return null;
      }
      [url, form] = [found.action, found.fields];
    }
    throw new Error(`the pages did not end, the last is ${url}`);
  }
}

/** A request by Node's HTTP client, which sends a body with any method and follows no redirect. */
export function sendByNode(
  url: string,
  headers: Headers,
  { method = 'GET', body }: BrowserRequest,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    // Node itself says how long a body is with some methods only.
    if (body !== undefined) headers.set('content-length', String(Buffer.byteLength(body)));
    const sent = request(url, { method, headers: Object.fromEntries(headers) }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk)).once('error', reject);
      incoming.once('end', () => {
        const received = new Headers();
        for (const [name, values] of Object.entries(incoming.headersDistinct)) {
          for (const value of values ?? []) received.append(name, value);
        }
        const status = incoming.statusCode ?? 500;
        const isEmpty = status === 204 || status === 304;
        resolve(
          new Response(isEmpty ? null : Buffer.concat(chunks), { status, headers: received }),
        );
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

function formOf({ url, text }: Page, answers: Answers) {
  const form = /<form\b[^>]*>[\s\S]*?<\/form>/i.exec(text)?.[0];
  if (form === undefined) return null;
  const attributes = /<form\b[^>]*>/i.exec(form)?.[0] ?? '';
  const action = attributeOf(attributes, 'action') ?? url;
  const fields = new URLSearchParams();
  for (const [input] of form.matchAll(/<(?:input|button)\b[^>]*>/gi)) {
    const name = attributeOf(input, 'name');
    if (name !== null) fields.set(name, answers[name] ?? attributeOf(input, 'value') ?? '');
  }
  return { action: new URL(action, url).href, fields };
}

function attributeOf(tag: string, name: string): string | null {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value === undefined ? null : value.replaceAll('&amp;', '&').replaceAll('&quot;', '"');
}

function pageProblem({ url, status, text }: Page): string {
  const words = text.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  return `HTTP ${status} at ${new URL(url).pathname}: ${words.trim().slice(0, 300)}`;
}
