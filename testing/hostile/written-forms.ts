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
  ];
}

function withOtherCase(text: string): string {
  return text.replace(/[a-z]+|[A-Z]+/g, (run) => {
    const upper = run.toUpperCase();
    return run === upper ? run.toLowerCase() : upper;
  });
}
