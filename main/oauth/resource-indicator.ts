/** The request parameter that names the API a token is for (RFC 8707 §2). */
export function resourceParameter(resource: string | null): Readonly<Record<string, string>> {
  return resource === null ? {} : { resource };
}
