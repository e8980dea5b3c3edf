/**
 * Replaces node:fs/promises in a separate process: the k-th call fails, once or from then on, in a chosen
 * way, optionally followed by another failure. All other calls go to the real module.
 */
import { promises as real } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/** `short`: half of a write arrives and success is reported, as a full disk has been seen to do. */
export const faults = [
  'ENOSPC',
  'EIO',
  'EACCES',
  'EROFS',
  'EMFILE',
  'EBUSY',
  'EPERM',
  'short',
] as const;
export type Fault = (typeof faults)[number];

export interface Plan {
  readonly fault: Fault;
  /** 1 for the next call that can fail in this way. */
  readonly at: number;
  readonly sticky: boolean;
}

/** In order: the calls of the second are counted once the first has failed. */
let plans: readonly Plan[] = [];
let calls = 0;
let fired = 0;

export function fail(...next: readonly Plan[]): void {
  plans = next;
  calls = 0;
  fired = 0;
}

/** @returns the number of failures */
export function failNoMore(): number {
  plans = [];
  return fired;
}

export const meetsAnyCall = (fault: Fault): boolean => fault !== 'EPERM' && fault !== 'short';

/** The calls that a fault applies to. */
function concerns(fault: Fault, call: string): boolean {
  if (fault === 'EPERM') return call === 'rename';
  if (fault === 'short') return call === 'write';
  return true;
}

/** The failure of this call, or null. */
function hitOn(call: string): Fault | null {
  const [plan, ...later] = plans;
  if (!plan || !concerns(plan.fault, call)) return null;
  calls++;
  if (calls < plan.at) return null;
  fired++;
  if (!plan.sticky) {
    plans = later;
    calls = 0;
  }
  return plan.fault;
}

function errorFor(fault: Fault, call: string): Error {
  return Object.assign(new Error(`${fault}: made to fail, ${call}`), { code: fault });
}

function failIfHit(call: string): void {
  const fault = hitOn(call);
  if (fault) throw errorFor(fault, call);
}

function failing<A extends unknown[], R>(call: string, go: (...args: A) => Promise<R>) {
  return async (...args: A): Promise<R> => {
    failIfHit(call);
    return go(...args);
  };
}

function failingFile(file: FileHandle): FileHandle {
  const calls: Partial<Record<PropertyKey, unknown>> = {
    read: failing('read', file.read.bind(file)),
    readFile: failing('read', file.readFile.bind(file)),
    sync: failing('sync', file.sync.bind(file)),
    // The file is closed nevertheless, as by close(2).
    close: async () => {
      await file.close();
      failIfHit('close');
    },
    writeFile: async (content: string | Uint8Array) => {
      const bytes = Buffer.from(content as string);
      const fault = hitOn('write');
      if (!fault) return file.writeFile(bytes);
      await file.writeFile(bytes.subarray(0, bytes.length >> 1));
      if (fault !== 'short') throw errorFor(fault, 'write');
    },
    write: async (content: Uint8Array, offset = 0, length = content.length, at = 0) => {
      const fault = hitOn('write');
      if (!fault) return file.write(content, offset, length, at);
      const written = await file.write(content, offset, length >> 1, at);
      if (fault !== 'short') throw errorFor(fault, 'write');
      return written;
    },
  };
  return new Proxy(file, {
    get(target, name) {
      if (name in calls) return calls[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

export const open = async (...args: Parameters<typeof real.open>): Promise<FileHandle> => {
  failIfHit('open');
  return failingFile(await real.open(...args));
};
export const access = failing('access', real.access);
export const appendFile = failing('write', real.appendFile);
export const chmod = failing('chmod', real.chmod);
export const copyFile = failing('copyFile', real.copyFile);
export const mkdir = failing('mkdir', real.mkdir);
export const mkdtemp = failing('mkdtemp', (prefix: string) => real.mkdtemp(prefix));
export const readdir = failing('readdir', real.readdir);
export const readFile = failing('read', real.readFile);
export const rename = failing('rename', real.rename);
export const rm = failing('rm', real.rm);
export const rmdir = failing('rmdir', real.rmdir);
export const stat = failing('stat', real.stat);
export const statfs = failing('statfs', real.statfs);
export const unlink = failing('unlink', real.unlink);
export const utimes = failing('utimes', real.utimes);
export const writeFile = failing('write', real.writeFile);
export const { cp } = real;
