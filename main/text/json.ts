/** JSON that somebody else wrote, read and written again without throwing. */

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

export type JsonObject = Readonly<Record<string, JsonValue>>;

/** The JSON value in a text; undefined for what is no JSON. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The value at a path like `user.id` or `data.0.id`; undefined where there is none. */
export function valueAt(body: JsonObject, path: string): JsonValue | undefined {
  return path.split('.').reduce<JsonValue | undefined>((inner, part) => {
    if (Array.isArray(inner)) return (inner as readonly JsonValue[])[Number(part)];
    return isJsonObject(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined;
  }, body);
}

/** The JSON object in a text; null for any other JSON and for what is no JSON. */
export function parseJsonObject(text: string): JsonObject | null {
  const value = parseJson(text);
  return isJsonObject(value) ? value : null;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON that is nested too deeply to be written again loses the members that are: no token is in one. */
export function textOf(body: JsonObject): string {
  try {
    return JSON.stringify(body);
  } catch {
    const flat = Object.entries(body).filter(([, value]) => typeof value !== 'object');
    return JSON.stringify(Object.fromEntries(flat));
  }
}
