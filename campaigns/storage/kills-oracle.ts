/**
 * For the campaign kills.ts: an authorization server that rotates refresh tokens, and a record of
 * everything that the app has acknowledged. Both run outside the process that is killed.
 *
 * The server accepts a refresh token again as long as its successor has not been used, which a lost
 * answer requires; any older token counts as reuse. Longer than 250 lines because the server and the
 * record have to agree on every step.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

import type { Random } from '../campaign.js';

/** Lines that the killed process prints: before an action, and when the app has acknowledged it. */
export type Line =
  | {
      readonly kind: 'started';
      /** Since the process started: elapsed time, and CPU time, which other processes do not extend. */
      readonly ms: number;
      readonly cpuMs: number;
      readonly found: readonly Found[];
    }
  | { readonly kind: 'not_open'; readonly view: unknown }
  | { readonly kind: 'begin'; readonly act: Act; readonly subject: string; readonly label?: string }
  | {
      readonly kind: 'done';
      readonly act: Act;
      readonly subject: string;
      /** The refresh token of the last answer for it; absent if there was none. */
      readonly token?: string;
    }
  | { readonly kind: 'refused'; readonly act: Act; readonly code: string };

/** Identifies the sending process: a request of a killed one may arrive after the next has started. */
export const lifeHeader = 'x-life';

export type Act = 'add' | 'sign_in_again' | 'refresh' | 'rename' | 'remove';

export interface Found {
  readonly subject: string;
  readonly label: string | null;
  readonly token: string | null;
  /** Any other fault, or null. */
  readonly trouble: string | null;
}

interface Expected {
  present: Set<boolean>;
  labels: Set<string | null>;
  /**
   * The grants whose token may be stored: the acknowledged one, and those of sign-ins that are not
   * acknowledged yet. A sign-in resumed from the previous process may complete during a refresh of the
   * grant that it replaces, and either may be stored last.
   */
  chains: Set<Chain>;
}

/** One grant: its sign-in and its refreshes. */
interface Chain {
  readonly subject: string;
  /** Its refresh tokens that may be stored, in the order of issue. */
  tokens: string[];
  /** True once the app has acknowledged it or listed it at a start. */
  acknowledged: boolean;
  /** The last process that reported a refresh of it. */
  refreshedBy: number | null;
  current: string;
  previous: string | null;
  /** The process that got the last answer, and whether the server cut it off. */
  answered: number;
  cut: boolean;
}

export class Oracle {
  readonly #expected = new Map<string, Expected>();
  readonly #chains = new Map<string, Chain>();
  readonly #codes = new Map<string, string>();
  readonly #accounts = new Map<string, string>();
  #issued = 0;
  #process = 0;
  #life = '';
  #alive = false;
  readonly #underWay = new Set<Promise<void>>();
  #heard: () => void = () => undefined;
  #started: Promise<void> = Promise.resolve();
  readonly #server: Server;
  readonly #acknowledgedTokens = new Set<string>();
  acknowledged = 0;
  cutOff = 0;
  /** Grants that a process refreshed although an unacknowledged sign-in had replaced them. */
  replacedUnheard = 0;
  /** Requests of a killed process that arrived after the next had started; they get no answer. */
  late = 0;

  readonly #random: Random;
  readonly #lose: (what: string) => void;

  constructor(subjects: readonly string[], random: Random, lose: (what: string) => void) {
    this.#random = random;
    this.#lose = lose;
    for (const subject of subjects) {
      const nothing = {
        present: new Set([false]),
        labels: new Set([null]),
        chains: new Set<Chain>(),
      };
      this.#expected.set(subject, nothing);
    }
    this.#server = createServer((request, response) => {
      const answered = this.#answer(request, response)
        .catch(() => void response.destroy())
        .finally(() => this.#underWay.delete(answered));
      this.#underWay.add(answered);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** @param life how the process identifies itself in each request */
  processStarts(life: string): void {
    this.#process++;
    this.#life = life;
    this.#alive = true;
    this.#started = new Promise((heard) => (this.#heard = heard));
  }

  /** Requests that the server has not begun to answer never arrived. */
  async processEnded(): Promise<void> {
    this.#alive = false;
    this.#heard();
    await Promise.all(this.#underWay);
    this.#server.closeAllConnections();
  }

  hear(line: Line): void {
    switch (line.kind) {
      case 'not_open': {
        this.#lose(`the vault is ${JSON.stringify(line.view)}`);
        return;
      }
      case 'started':
        this.#compare(line.found);
        this.#heard();
        return;
      case 'begin': {
        this.#begun(line.act, this.#expectedOf(line.subject), line.label);
        return;
      }
      case 'done':
        this.acknowledged++;
        this.#done(line.act, this.#expectedOf(line.subject), line.token);
        return;
      case 'refused':
    }
  }

  #begun(act: Act, expected: Expected, label: string | undefined): void {
    if (act === 'add') expected.present.add(true);
    if (act === 'remove') expected.present.add(false);
    if (act === 'rename') expected.labels.add(label || null);
  }

  #done(act: Act, expected: Expected, token: string | undefined): void {
    expected.present = new Set([act !== 'remove']);
    if (act === 'rename') expected.labels = new Set([...expected.labels].slice(-1));
    if (act === 'remove') expected.labels = new Set([null]);
    if (act === 'remove') expected.chains.clear();
    if (token === undefined) return;
    this.#acknowledgedTokens.add(token);
    const chain = [...expected.chains].find(({ tokens }) => tokens.includes(token));
    // A later sign-in has replaced this grant and counts.
    if (!chain) return;
    for (const other of expected.chains) {
      if (other !== chain && other.acknowledged) expected.chains.delete(other);
    }
    chain.acknowledged = true;
    if (act === 'refresh') chain.refreshedBy = this.#process;
    chain.tokens.splice(0, chain.tokens.indexOf(token));
  }

  #compare(all: readonly Found[]): void {
    for (const [subject, expected] of this.#expected) {
      const found = all.filter((each) => each.subject === subject);
      const [one] = found;
      if (found.length > 1) this.#lose(`${subject} is there ${found.length} times`);
      if (!expected.present.has(one !== undefined)) {
        this.#lose(`${subject} ${one ? 'is there again' : 'is gone'}`);
      }
      if (one && one.trouble !== null) this.#lose(`${subject}: ${one.trouble}`);
      if (one && !expected.labels.has(one.label)) this.#lose(`${subject} has an old label`);
      const tokens = [...expected.chains].flatMap((chain) => chain.tokens);
      if (one && !(one.token !== null && tokens.includes(one.token))) {
        this.#lose(`${subject} holds ${one.token ?? 'no token'}, not ${tokens.join(' or ')}`);
      }
      expected.present = new Set([one !== undefined]);
      expected.labels = new Set([one?.label ?? null]);
      // Any other token of the previous process died with it.
      const token = one?.token ?? '';
      const chain = this.#chains.get(token);
      if (chain && this.#replaced(expected.chains, chain)) this.replacedUnheard++;
      expected.chains = new Set(chain ? [chain] : []);
      if (!chain) continue;
      chain.tokens = [token];
      chain.acknowledged = true;
    }
  }

  /** True if an unacknowledged sign-in replaced a grant that the same process refreshed. */
  #replaced(chains: ReadonlySet<Chain>, by: Chain): boolean {
    const refreshed = [...chains].some(({ refreshedBy }) => refreshedBy === this.#process - 1);
    return refreshed && !by.acknowledged;
  }

  #expectedOf(subject: string): Expected {
    const expected = this.#expected.get(subject);
    if (!expected) throw new Error(`nobody is called ${subject}`);
    return expected;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/nothing') {
      json(response, 200, {});
      return;
    }
    const sentBy = this.#process;
    const body = new URLSearchParams(await text(request));
    await this.#started;
    await wait(this.#random.below(4));
    const isLate = (request.headers[lifeHeader] ?? this.#life) !== this.#life;
    if (isLate) this.late++;
    if (!this.#alive || sentBy !== this.#process || isLate) return void response.destroy();
    const url = new URL(request.url ?? '', 'http://server');
    const account = this.#accounts.get(request.headers.authorization?.slice(7) ?? '');
    if (url.pathname === '/authorize') {
      this.#authorize(url.searchParams, response);
      return;
    }
    if (url.pathname === '/userinfo') {
      json(response, 200, { sub: account, name: account });
      return;
    }
    if (this.#random.below(20) === 0) {
      json(response, 503, { error: 'temporarily_unavailable' });
      return;
    }
    const code = body.get('code');
    const { status, answer, chain } = code ? this.#exchange(code) : this.#refresh(body);
    await wait(this.#random.below(4));
    if (chain && this.#random.below(30) === 0) {
      chain.cut = true;
      this.cutOff++;
      return void response.destroy();
    }
    json(response, status, answer);
  }

  /** The user signs in as the account in `login` and consents. */
  #authorize(asked: URLSearchParams, response: ServerResponse): void {
    const code = `code-${++this.#issued}`;
    this.#codes.set(code, asked.get('login') ?? '');
    const location = `${asked.get('redirect_uri')}?code=${code}&state=${asked.get('state')}`;
    response.writeHead(302, { location }).end();
  }

  #exchange(code: string): Answer {
    const subject = this.#codes.get(code);
    if (subject === undefined) return refused;
    this.#codes.delete(code);
    const chain: Chain = {
      subject,
      tokens: [],
      acknowledged: false,
      refreshedBy: null,
      current: '',
      previous: null,
      answered: this.#process,
      cut: false,
    };
    this.#expectedOf(subject).chains.add(chain);
    this.#issue(chain);
    return { status: 200, answer: this.#tokens(chain, true), chain };
  }

  #refresh(body: URLSearchParams): Answer {
    const token = body.get('refresh_token') ?? '';
    const chain = this.#chains.get(token);
    if (!chain || (token !== chain.current && token !== chain.previous)) {
      this.#lose(`${token} was sent although its successor had been used`);
      return refused;
    }
    if (token === chain.previous) {
      if (this.#acknowledgedTokens.has(chain.current)) {
        this.#lose(`${token} was sent again although its successor was acknowledged`);
      }
      if (chain.answered === this.#process && !chain.cut) {
        this.#lose(`${token} was sent twice although the first answer arrived`);
      }
    }
    chain.answered = this.#process;
    chain.cut = false;
    const rotates = token === chain.previous || this.#random.below(10) > 0;
    if (rotates) {
      chain.previous = token;
      this.#issue(chain);
    }
    return { status: 200, answer: this.#tokens(chain, rotates), chain };
  }

  #issue(chain: Chain): void {
    chain.current = `refresh.${chain.subject}.${++this.#issued}`;
    chain.tokens.push(chain.current);
    this.#chains.set(chain.current, chain);
  }

  #tokens({ subject, current }: Chain, withRefreshToken: boolean): object {
    const accessToken = `access-${++this.#issued}`;
    this.#accounts.set(accessToken, subject);
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 3600,
      ...(withRefreshToken ? { refresh_token: current } : {}),
    };
  }
}

interface Answer {
  readonly status: number;
  readonly answer: object;
  readonly chain: Chain | null;
}

const refused: Answer = { status: 400, answer: { error: 'invalid_grant' }, chain: null };

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
