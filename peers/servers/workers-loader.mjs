/** Resolves `cloudflare:workers`, which exists in Workers only, to the part that the library uses. */
const stub = new URL('workers-module.mjs', import.meta.url).href;

/** @see https://nodejs.org/docs/latest-v20.x/api/module.html#resolvespecifier-context-nextresolve */
export function resolve(specifier, context, next) {
  return specifier === 'cloudflare:workers'
    ? { url: stub, shortCircuit: true }
    : next(specifier, context);
}
