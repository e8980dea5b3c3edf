/** RFC 8252 §7.1: the reversed form of a domain we control. A file of its own, for what runs first. */
export const linkScheme = 'app.lanyard.desktop';

/** True for a link of the app, whatever is in it. */
export function isLink(argument: string): boolean {
  return argument.toLowerCase().startsWith(`${linkScheme}:`);
}
