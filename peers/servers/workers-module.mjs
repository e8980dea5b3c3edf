/** `cloudflare:workers` for Node: the library only extends this. */
export const WorkerEntrypoint = Object;
