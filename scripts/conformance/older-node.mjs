/**
 * Lets Node 20 load the conformance suite, which names `fs.globSync` of Node 22 in an import although
 * no client scenario calls it. Loaded by `node --import`; newer versions of Node do not need it.
 */
import * as fs from 'node:fs';
import { register } from 'node:module';

const standIn = `data:text/javascript,${encodeURIComponent(`
export * from 'node:fs';
export { default } from 'node:fs';
export const globSync = () => { throw new Error('fs.globSync needs Node 22'); };
`)}`;

const hooks = `data:text/javascript,${encodeURIComponent(`
export async function resolve(specifier, context, next) {
  const ofSuite = context.parentURL?.includes('/@modelcontextprotocol/conformance/dist/');
  return specifier === 'fs' && ofSuite
    ? { url: ${JSON.stringify(standIn)}, shortCircuit: true }
    : next(specifier, context);
}
`)}`;

if (!('globSync' in fs)) register(hooks);
