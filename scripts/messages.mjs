/**
 * `npm run messages -- de`: prints what German lacks, ready to be translated: messages by their ID and
 * texts of the catalogue by themselves, each with its English. `--changed`: instead, the messages whose
 * English has changed since they were translated. Without a language it counts for each.
 *
 * `--wait` writes into messages/untranslated.json what the complete languages lack: the tests accept a
 * new English message only once it is translated or waits there.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const languages = ['de', 'fr', 'es', 'ja', 'ar'];
const folders = { messages: 'messages', catalogue: join('messages', 'catalogue') };

/** @param {string} folder @param {string} language @returns {Record<string, string>} */
function textsIn(folder, language) {
  /** @type {unknown} */
  const texts = JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8'));
  return /** @type {Record<string, string>} */ (texts);
}

/** @param {string} folder @param {string} language @returns {Record<string, string>} English by key */
function missingIn(folder, language) {
  const translated = textsIn(folder, language);
  const english = Object.entries(textsIn(folder, 'en'));
  return Object.fromEntries(english.filter(([key]) => !Object.hasOwn(translated, key)));
}

/**
 * The commit that wrote each message last, as its place in the history: a larger one is newer. What is
 * not committed yet is the newest.
 *
 * @param {string} language
 * @param {ReadonlyMap<string, number>} places
 * @returns {Map<string, number>}
 */
function lastWritten(language, places) {
  const file = join(folders.messages, `${language}.json`);
  const blame = execFileSync('git', ['blame', '-s', '-l', '--root', file], { encoding: 'utf8' });
  /** @type {Map<string, number>} */
  const written = new Map();
  for (const line of blame.split('\n')) {
    const [, commit = '', id] = /^\^?(\w+).*?\)\s+"([\w.]+)":/.exec(line) ?? [];
    if (id !== undefined) written.set(id, places.get(commit) ?? Infinity);
  }
  return written;
}

/** @param {string} language @returns {Record<string, { english: string, translation: string }>} */
function changedIn(language) {
  const history = execFileSync('git', ['rev-list', '--reverse', 'HEAD'], { encoding: 'utf8' });
  const places = new Map(history.split('\n').map((commit, place) => [commit, place]));
  const [english, own] = [lastWritten('en', places), lastWritten(language, places)];
  const [texts, translations] = [
    textsIn(folders.messages, 'en'),
    textsIn(folders.messages, language),
  ];
  const isOlder = (/** @type {string} */ id) => (own.get(id) ?? 0) < (english.get(id) ?? 0);
  return Object.fromEntries(
    Object.entries(translations)
      .filter(([id]) => isOlder(id))
      .map(([id, translation]) => [id, { english: texts[id] ?? '', translation }]),
  );
}

/** Languages that are complete, but for what waits. */
function writeWaiting() {
  const file = join(folders.messages, 'untranslated.json');
  /** @type {unknown} */
  const before = JSON.parse(readFileSync(file, 'utf8'));
  const { languages: incomplete } = /** @type {{ languages: readonly string[] }} */ (before);
  const complete = languages.filter((language) => !incomplete.includes(language));
  const lacking = complete.flatMap((language) =>
    Object.values(folders).flatMap((folder) => Object.keys(missingIn(folder, language))),
  );
  const texts = [...new Set(lacking)];
  writeFileSync(file, `${JSON.stringify({ languages: incomplete, texts }, null, 2)}\n`);
}

const words = process.argv.slice(2);
if (words.includes('--wait')) writeWaiting();
const asked = words.filter((word) => languages.includes(word));
for (const language of asked) {
  const found = words.includes('--changed')
    ? changedIn(language)
    : Object.fromEntries(
        Object.entries(folders).map(([name, folder]) => [name, missingIn(folder, language)]),
      );
  console.log(JSON.stringify(found, null, 2));
}
if (asked.length === 0) {
  for (const language of languages) {
    const [messages, catalogue] = Object.values(folders).map(
      (folder) => Object.keys(missingIn(folder, language)).length,
    );
    console.log(`${language} lacks ${messages} messages and ${catalogue} texts of the catalogue.`);
  }
}
