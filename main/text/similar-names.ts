/**
 * Names that look like other names. The lists are short and our own: those of Unicode (UTS #39) have
 * six thousand entries, and the packages that carry them are years behind it. Letters that look like
 * Latin ones are what a name of a service is imitated with.
 */

/** Each entry is the Latin letter, followed by letters of other scripts that look like it. */
const likeLatin = [
  // Greek and Coptic
  'aαⲁ bβⲃ cϲςⲥ eεⲉ hηⲏ iιⲓ jϳ kκⲕ mⲙ nνⲛ oοσⲟ pρⲣ tτⲧ uυ vѵ wωⲱ xχⲭ yγⲩ zζⲍ',
  // Cyrillic
  'aа bвь cс dԁ eе fғ gԍ hнһ iіӏ jј kкқ lӏ mм nпԥ oоө pр qԛ sѕ tт uцս vѵ wԝшѡ xхҳ yуүұ',
  // Armenian
  'dԁ gց hհ iւ jյ lլ nոռղ oօ qզգ sտ uսմ wա yվ',
  // Cherokee, whose small letters are folded with the others
  'aꭺ bᏼ cꮯ dꭰ eꭼ gꮐ hꮋ iꭵ jꭻ kꮶ lꮮ mꮇ pꮲ rꭱ sꮪ tꭲ vꮩ wꮃ yꮍ zꮓ',
  // Lisu
  'aꓮ bꓐ cꓚ dꓓ eꓰ fꓝ gꓖ hꓧ iꓲ jꓙ kꓗ lꓡ mꓟ nꓠ oꓳ pꓑ rꓣ sꓢ tꓔ uꓴ vꓦ wꓪ xꓫ yꓬ zꓜ',
  // Hebrew, Arabic, and the letters of India that are a circle
  'oסہهഠଠ iוןا',
].join(' ');

/** Latin letters and digits that look like others, or that people read as them. */
const withinLatin =
  'aɑᴀ@4 bʙƅ8 cᴄƈ¢ dᴅđð eᴇɛ3€ fꜰƒ gɡɢ9 hʜħ iıɩɪl1| jᴊȷ kᴋĸ lʟł mᴍ nɴŋ oᴏøɵ0 pᴘƥþ rʀ sꜱ5$ tᴛŧ7 uᴜʋ vᴠ wᴡɯ xᕁ yʏƴ zᴢƶ2';

const pairsOf = (entries: string) =>
  entries
    .split(/\s+/)
    .flatMap((entry) => Array.from(entry.slice(1), (other) => [other, entry.charAt(0)] as const));
const otherScripts = new Map(pairsOf(likeLatin));
const lookalikes = new Map([...pairsOf(withinLatin), ...otherScripts]);
/** Capitals that look like another letter than the small one does. */
const capitals = new Map(
  Object.entries({ Μ: 'm', Ν: 'n', Η: 'h', Ρ: 'p', Υ: 'y', Χ: 'x', В: 'b' }),
);

/** The zeros of scripts with digits of their own look like an o, too. */
const zeros = /[٠۰߀०০੦૦୦௦౦೦൦๐໐၀០᠐]/gu;

/** Equal for two names that people take for the same: without case, accents, blanks and signs. */
export function nameSkeleton(name: string): string {
  const letters = Array.from(name.replaceAll(/[™℠®©]/gu, '').normalize('NFKD'), inSquare)
    .map((letter) => capitals.get(letter) ?? letter)
    .join('')
    .toLowerCase()
    .replaceAll(zeros, 'o');
  const alike = Array.from(letters, (letter) => lookalikes.get(letter) ?? letter).join('');
  const bare = alike
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
  return bare.replaceAll('l', 'i') || name.normalize('NFKC').replaceAll(/\s/gu, '');
}

/** White letters in black circles and squares, and those of flags, which Unicode does not decompose. */
function inSquare(letter: string): string {
  const point = letter.codePointAt(0) ?? 0;
  const first = [0x1f150, 0x1f170, 0x1f1e6].find((each) => each <= point && point < each + 26);
  return first === undefined ? letter : String.fromCharCode(97 + point - first);
}

/** The scripts that a word may not mix with letters of another: those with letters alike. */
const alike = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Cherokee', 'Coptic', 'Lisu'].map(
  (script) => new RegExp(String.raw`\p{Script=${script}}`, 'u'),
);

/** True if a word mixes scripts with letters alike, or all that is not Latin is read as Latin letters. */
export function passesForLatin(name: string): boolean {
  const letters = name.normalize('NFC').toLowerCase();
  const words = letters.match(/[\p{L}\p{M}]+/gu) ?? [];
  if (words.some((word) => alike.filter((script) => script.test(word)).length > 1)) return true;
  const foreign =
    letters.normalize('NFD').match(/[^\P{L}\p{Script=Latin}\p{Script=Common}]/gu) ?? [];
  return foreign.length > 1 && foreign.every((letter) => otherScripts.has(letter));
}

/** True if a name has the name of a host in it that is neither this host nor above it. */
export function namesAnotherHost(name: string, host: string): boolean {
  const named = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('。', '.')
    .match(/[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu);
  const own = host.replace(/:\d+$/, '').toLowerCase();
  return (named ?? []).some((each) => each !== own && !own.endsWith(`.${each}`));
}
