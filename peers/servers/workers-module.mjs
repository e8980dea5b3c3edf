/** `cloudflare:workers` for Node: the library only extends this class. */
export class WorkerEntrypoint {}
