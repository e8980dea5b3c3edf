import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { ensureGitHooks } from './git-hooks.mjs';
import { projectDir } from './project.mjs';

/** @type {string} */
let dir;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lanyard-hooks-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** The user's own Git configuration stays out of it. */
const env = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** @param {string[]} args */
const git = (...args) =>
  execFileSync('git', args, { cwd: dir, env, encoding: 'utf8', stdio: 'pipe' }).trim();

const hooksPath = () => git('config', '--default', '', '--get', 'core.hooksPath');

test('no checkout: nothing happens', async () => {
  await expect(ensureGitHooks(dir)).resolves.toBeUndefined();
});

test('a folder inside another repository leaves its hooks alone', async () => {
  git('init', '--quiet');
  mkdirSync(join(dir, 'inner'));
  await ensureGitHooks(join(dir, 'inner'));
  expect(hooksPath()).toBe('');
});

test('hooks that somebody configured stay', async () => {
  git('init', '--quiet');
  git('config', 'core.hooksPath', 'my-hooks');
  await ensureGitHooks(dir);
  expect(hooksPath()).toBe('my-hooks');
});

test('in a fresh checkout, Git then refuses a subject of 73 characters and accepts one of 72', async () => {
  git('init', '--quiet');
  for (const path of ['.githooks', 'scripts/check-commit-message.mjs', 'scripts/commit']) {
    cpSync(join(projectDir, path), join(dir, path), { recursive: true });
  }
  await ensureGitHooks(dir);
  expect(hooksPath()).toBe('.githooks');
  const commit = (/** @type {string} */ subject) =>
    git('commit', '--quiet', '--allow-empty', '-m', subject, '-m', 'why '.repeat(40));
  expect(() => commit('x'.repeat(73))).toThrow(/73 characters/);
  expect(() => commit('#5 refresh in time')).toThrow(/begins with #/);
  commit('x'.repeat(72));
  expect(git('log', '--format=%s')).toBe('x'.repeat(72));
});
