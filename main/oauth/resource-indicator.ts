/** Which API a token is wanted for (RFC 8707 §2), in the parameters of any request. */
export function resourceParameter(resource: string | null): Readonly<Record<string, string>> {
  return resource === null ? {} : { resource };
}
