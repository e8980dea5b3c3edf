/** Starts Electron where vitest would start a Node process, and speaks to it as it would to that. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sandboxSwitches } from '../setup/project.mjs';
import { furnishHome } from './trusted-authority.mjs';

/** How long Electron may take to leave, in ms: a test that never ends must not keep it. */
const leaveLimit = 2_000;

export class ElectronWorker {
  name = 'electron';

  /**
   * @param {string} executable of Electron
   * @param {Parameters<typeof furnishHome>[1] | null} authority to trust, where that can be arranged
   * @param {Pick<import('vitest/node').PoolOptions, 'env'>} options
   */
  constructor(executable, authority, { env }) {
    this.userData = mkdtempSync(join(tmpdir(), 'lanyard-electron-suites-'));
    if (authority !== null) furnishHome(this.userData, authority);
    this.electron = spawn(
      executable,
      [
        join(import.meta.dirname, 'app'),
        `--user-data-dir=${this.userData}`,
        // Set by main/electron/network.ts and hardening.ts before the app is ready, which is earlier here.
        '--disable-http2',
        '--disable-quic',
        '--enable-features=OmitCorsClientCert',
        // Hides Chromium's messages on a missing message bus or graphics card.
        '--log-level=3',
        // No window is ever opened, so no screen is needed.
        ...(process.platform === 'linux' ? ['--ozone-platform=headless'] : []),
        ...sandboxSwitches,
      ],
      {
        env: { ...process.env, ...env, ...(authority !== null && { HOME: this.userData }) },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        serialization: 'advanced',
      },
    );
  }

  async start() {
    await once(this.electron, 'spawn');
  }

  /** @param {string} event @param {(message: unknown) => void} callback */
  on(event, callback) {
    this.electron.on(event, callback);
  }

  /** @param {string} event @param {(message: unknown) => void} callback */
  off(event, callback) {
    this.electron.off(event, callback);
  }

  /** @param {import('vitest/node').WorkerRequest} message */
  send(message) {
    this.electron.send(message);
  }

  /** @param {unknown} data */
  deserialize(data) {
    return data;
  }

  /** One Electron for all files: starting one takes longer than most files run. */
  canReuse() {
    return true;
  }

  async stop() {
    if (this.electron.exitCode === null && this.electron.signalCode === null) {
      const gone = once(this.electron, 'exit');
      const limit = setTimeout(() => this.electron.kill('SIGKILL'), leaveLimit);
      this.electron.disconnect();
      await gone;
      clearTimeout(limit);
    }
    rmSync(this.userData, { recursive: true, force: true, maxRetries: 10 });
  }
}
