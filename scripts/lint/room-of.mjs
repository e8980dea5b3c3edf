/** Answers from the table in rooms.mjs: the room of a file, and what that file may import. */
import { rooms, testRooms } from './rooms.mjs';

/** @typedef {import('./rooms.mjs').Room} Room */

/** @param {string} file */
export const isTest = (file) => /\.(test|spec)\.[cm]?[jt]sx?$/.test(file);

/**
 * @param {string} file relative to the project, with `/`
 * @returns {{ room: Room, entry: string } | undefined} the room, and which of its `files` matches;
 *   undefined for a file in no room
 */
export function roomOf(file) {
  const table = isTest(file) ? testRooms : rooms;
  return table
    .flatMap((room) => room.files.map((entry) => ({ room, entry })))
    .filter(({ entry }) => covers(entry, file))
    .sort((a, b) => b.entry.length - a.entry.length)[0];
}

/**
 * @param {string} file the importing file
 * @param {string} target the imported file, with or without its extension
 * @param {'value' | 'type' | 'deferred'} kind
 */
export function mayImport(file, target, kind) {
  const from = roomOf(file);
  if (from === undefined || isTest(target)) return false;
  const { imports = [], types = [], deferred = [], except = [] } = from.room;
  if (!isTest(file) && roomOf(target)?.entry === from.entry) return true;
  const listed = [
    ...imports,
    ...(kind === 'type' ? types : []),
    ...(kind === 'deferred' ? deferred : []),
  ];
  return names(listed, target) && !names(except, target);
}

/**
 * @param {string} file the importing file
 * @param {string} name what is imported, such as `react-dom/client`
 */
export function mayImportPackage(file, name) {
  // No package, but a path or an address that may lead anywhere.
  if (/^[/#]|^(?:file|data|https?|blob):|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name)) return false;
  const { packages = [] } = roomOf(file)?.room ?? {};
  return packages.some(
    (entry) =>
      entry === '*' ||
      name === entry ||
      (entry === 'node:*' ? name.startsWith('node:') : name.startsWith(`${entry}/`)),
  );
}

/** @param {readonly string[]} entries @param {string} path */
const names = (entries, path) => entries.some((entry) => covers(entry, path));

/**
 * @param {string} entry a folder (ending in `/`) or a file of the table
 * @param {string} path a file; imports are written with `.js`
 */
function covers(entry, path) {
  if (entry.endsWith('/')) return path.startsWith(entry);
  return withoutExtension(entry) === withoutExtension(path);
}

/** @param {string} path */
const withoutExtension = (path) => path.replace(/\.[cm]?[jt]sx?$/, '');
