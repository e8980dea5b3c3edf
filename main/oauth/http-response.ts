import type { JsonObject } from '../text/json.js';

/** A whole response, not judged yet: any status, any body. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as a JSON object, whatever its media type; null when it is none. */
  readonly body: JsonObject | null;
  /** Milliseconds since 1970; lifetimes count from here, not from any clock of the server. */
  readonly receivedAt: number;
}
