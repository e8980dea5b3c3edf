/**
 * The port to register at services that compare the whole redirect URI, against RFC 8252 §7.3. It is
 * the same at all of them, so that no other program is likely to hold it at one and not at another.
 */
export const exactPort = 34_106;
