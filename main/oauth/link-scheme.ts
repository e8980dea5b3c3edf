/** RFC 8252 §7.1: the reversed form of a domain we control. By itself, for what runs before anything else. */
export const linkScheme = 'app.lanyard.desktop';
