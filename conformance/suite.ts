/** Runs scenarios of the official MCP conformance suite against Lanyard, each in processes of its own. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { buildChildScript, childEnvironment } from '../testing/child-script.js';

export interface ScenarioResult {
  readonly scenario: string;
  readonly passed: boolean;
  /** The checks that failed or warned. */
  readonly failed: readonly FailedCheck[];
  /** The client's error output: why it gave up; empty where it did not. */
  readonly clientError: string;
}

interface FailedCheck {
  readonly id: string;
  readonly description: string;
}

const project = join(import.meta.dirname, '..');

/** The suite's program: its package exports nothing else. */
const suite = join(project, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');

const suiteCommand = ['--import', join(project, 'scripts', 'conformance', 'older-node.mjs'), suite];

/** Names of the scenarios that test a client's authorization, extensions and older revisions included. */
export async function authScenarios(): Promise<readonly string[]> {
  const { output } = await runSuite(['client']);
  return [...new Set(output.match(/\bauth\/[\w-]+/g))].sort();
}

/** @param onResult called with each result as it comes */
export async function runScenarios(
  scenarios: readonly string[],
  onResult: (result: ScenarioResult) => void = () => undefined,
): Promise<readonly ScenarioResult[]> {
  const client = await buildChildScript(join(import.meta.dirname, 'client.child.ts'));
  const folder = await mkdtemp(join(tmpdir(), 'lanyard-conformance-'));
  try {
    const waiting = [...scenarios];
    const results: ScenarioResult[] = [];
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const result = await runScenario(next, client.file, folder);
        results.push(result);
        onResult(result);
      }
    };
    await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
    return results.sort((a, b) => a.scenario.localeCompare(b.scenario));
  } finally {
    await rm(folder, { recursive: true });
    await client.remove();
  }
}

async function runScenario(
  scenario: string,
  client: string,
  folder: string,
): Promise<ScenarioResult> {
  const results = join(folder, scenario.replaceAll('/', '-'));
  const { code, output } = await runSuite([
    'client',
    ...['--scenario', scenario],
    ...['--command', `${process.execPath} ${client}`],
    ...['--output-dir', results],
  ]);
  const checks = await checksIn(results);
  if (checks === null) throw new Error(`the suite did not run ${scenario}:\n${output}`);
  const failed = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
  return {
    scenario,
    passed: code === 0,
    failed: failed.map(({ id, description, errorMessage }) => ({
      id,
      description: errorMessage ?? description,
    })),
    clientError: await resultFile(results, 'stderr.txt').catch(() => ''),
  };
}

const checkList = z.array(
  z.object({
    id: z.string(),
    description: z.string(),
    status: z.string(),
    errorMessage: z.string().optional(),
  }),
);

async function checksIn(folder: string): Promise<z.infer<typeof checkList> | null> {
  const text = await resultFile(folder, 'checks.json').catch(() => null);
  return text === null ? null : checkList.parse(JSON.parse(text));
}

/** The suite makes folders of its own in the given one: `auth/NAME-TIME`. */
async function resultFile(folder: string, name: string): Promise<string> {
  const files = await readdir(folder, { recursive: true });
  const file = files.find((each) => each.endsWith(name));
  if (file === undefined) throw new Error(`no ${name}`);
  return readFile(join(folder, file), 'utf8');
}

function runSuite(
  options: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, [...suiteCommand, ...options], {
      cwd: project,
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const add = (chunk: Buffer) => (output += chunk.toString());
    process_.stdout.on('data', add);
    process_.stderr.on('data', add);
    process_.once('error', reject);
    process_.once('close', (code) => resolve({ code, output }));
  });
}
