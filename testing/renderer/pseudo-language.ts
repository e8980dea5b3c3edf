/**
 * A language made of English that finds what a translation would break: its letters have accents, so
 * text that is no message stands out, and it is 40 % longer, between brackets, so text that is cut off
 * does. It is never offered to users.
 */
import { IntlMessageFormat } from 'intl-messageformat';

type Elements = ReturnType<IntlMessageFormat['getAst']>;

const plain = 'AaCcDdEeGgHhIiKkLlNnOoRrSsTtUuWwYyZz';
const accented = 'ÅåÇçÐðÉéĜĝĤĥÎîĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž';

/** Parsed messages, because words within plurals must not lose their syntax. */
export function pseudoLanguage(
  english: Readonly<Record<string, string>>,
): Readonly<Record<string, Elements>> {
  return Object.fromEntries(
    Object.entries(english).map(([id, text]) => {
      const elements = new IntlMessageFormat(text, 'en').getAst();
      return [id, [literal('['), ...elements.map(pseudo), literal(']')]];
    }),
  );
}

type Element = Elements[number];

function pseudo(element: Element): Element {
  if ('options' in element) {
    const options = Object.fromEntries(
      Object.entries(element.options).map(
        ([name, { value }]) => [name, { value: value.map(pseudo) }] as const,
      ),
    );
    return { ...element, options };
  }
  if ('children' in element) return { ...element, children: element.children.map(pseudo) };
  return isLiteral(element) ? literal(longer(element.value)) : element;
}

/** `TYPE.literal` of the parser, whose own types the library does not export. */
const literalType: number = 0;
const isLiteral = (element: Element): element is Extract<Element, { readonly value: string }> =>
  (element.type as number) === literalType;
const literal = (value: string) => ({ type: literalType, value }) as unknown as Element;

/** Each word grows, so that lines break where they would. */
function longer(text: string): string {
  return text
    .replaceAll(/\p{L}/gu, (letter) => accented[plain.indexOf(letter)] ?? letter)
    .replaceAll(/\p{L}+/gu, (word) => word + 'ë'.repeat(Math.round(word.length * 0.4)));
}
