/** The ways in which a secret may be repeated: whole, in parts of 8 characters and more, and encoded. */

export function writtenForms(secret: string): readonly string[] {
  const middle = Math.floor(secret.length / 2);
  const parts = [
    secret.slice(0, middle),
    secret.slice(middle),
    secret.slice(0, 8),
    secret.slice(-8),
    secret.slice(middle - 4, middle + 4),
    secret.slice(3, 17),
  ];
  const bytes = Buffer.from(secret);
  return [
    secret,
    ...parts,
    withOtherCase(secret),
    withOtherCase(parts[0] ?? ''),
    secret.replace(/./g, (each) => `%${Buffer.from(each).toString('hex')}`),
    bytes.toString('base64').replace(/=+$/, ''),
    Buffer.from(`x${secret}`).toString('base64url').slice(2),
    bytes.toString('hex'),
    Array.from(secret).toReversed().join(''),
    secret.replace(/./g, (each) => `=${Buffer.from(each).toString('hex')}`),
    secret.replace(/./g, (each) => `&#${each.codePointAt(0) ?? 0};`),
    secret.replace(/./g, (each) => `%25${Buffer.from(each).toString('hex')}`),
    Buffer.from(secret, 'utf16le').toString('base64').replace(/=+$/, ''),
    inBase32(bytes),
  ];
}

function withOtherCase(text: string): string {
  return text.replace(/[a-z]+|[A-Z]+/g, (run) => {
    const upper = run.toUpperCase();
    return run === upper ? run.toLowerCase() : upper;
  });
}

/** As RFC 4648 §6 has it, without padding. */
function inBase32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = bits.match(/.{1,5}/g) ?? [];
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return digits.map((each) => alphabet[parseInt(each.padEnd(5, '0'), 2)]).join('');
}
