/**
 * Stands in for node:fs/promises in a process of its own: the k-th call fails, once or from then
 * on, in a chosen way. The rest goes to the real one.
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

interface Plan {
  readonly fault: Fault;
  /** 1: the next call that can fail so. */
  readonly at: number;
  readonly sticky: boolean;
}

let plan: Plan | null = null;
let calls = 0;
let fired = 0;

export function fail(next: Plan): void {
  plan = next;
  calls = 0;
  fired = 0;
}

/** @returns how often it failed */
export function failNoMore(): number {
  plan = null;
  return fired;
}

/** Which calls a fault is about. */
function concerns(fault: Fault, call: string): boolean {
  if (fault === 'EPERM') return call === 'rename';
  if (fault === 'short') return call === 'write';
  return true;
}

function isHit(call: string): boolean {
  if (!plan || !concerns(plan.fault, call)) return false;
  calls++;
  const hit = plan.sticky ? calls >= plan.at : calls === plan.at;
  if (hit) fired++;
  return hit;
}

function errorFor(call: string): Error {
  const code = plan?.fault ?? 'EIO';
  return Object.assign(new Error(`${code}: made to fail, ${call}`), { code });
}

function failing<A extends unknown[], R>(call: string, go: (...args: A) => Promise<R>) {
  return async (...args: A): Promise<R> => {
    if (isHit(call)) throw errorFor(call);
    return go(...args);
  };
}

function failingFile(file: FileHandle): FileHandle {
  const calls: Partial<Record<PropertyKey, unknown>> = {
    read: failing('read', file.read.bind(file)),
    readFile: failing('read', file.readFile.bind(file)),
    sync: failing('sync', file.sync.bind(file)),
    // It is closed all the same, as close(2) does.
    close: async () => {
      await file.close();
      if (isHit('close')) throw errorFor('close');
    },
    writeFile: async (content: string | Uint8Array) => {
      const bytes = Buffer.from(content as string);
      if (!isHit('write')) return file.writeFile(bytes);
      await file.writeFile(bytes.subarray(0, bytes.length >> 1));
      if (plan?.fault !== 'short') throw errorFor('write');
    },
    write: async (content: Uint8Array, offset = 0, length = content.length, at = 0) => {
      if (!isHit('write')) return file.write(content, offset, length, at);
      const written = await file.write(content, offset, length >> 1, at);
      if (plan?.fault !== 'short') throw errorFor('write');
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
  if (isHit('open')) throw errorFor('open');
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
