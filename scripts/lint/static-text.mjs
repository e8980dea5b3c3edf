/** Finds names and texts in code, in whichever way they are written. */

/**
 * @param {unknown} node an expression, or undefined
 * @returns {string | undefined} the text it stands for, where that is written out in one piece
 */
export function textOf(node) {
  const { type, value, quasis } =
    /** @type {{ type?: string, value?: unknown, quasis?: { value: { cooked?: string } }[] }} */ (
      node ?? {}
    );
  if (type === 'Literal' && typeof value === 'string') return value;
  if (type === 'TemplateLiteral' && quasis?.length === 1) return quasis[0]?.value.cooked;
  return undefined;
}

/**
 * @param {unknown} node an expression or a text between elements
 * @returns {string | undefined} the text that is written out in it, without what it has put in
 */
export function textIn(node) {
  const { type, value, quasis } =
    /** @type {{ type?: string, value?: unknown, quasis?: { value: { cooked?: string } }[] }} */ (
      node ?? {}
    );
  if (type === 'TemplateLiteral') return quasis?.map((part) => part.value.cooked ?? '').join(' ');
  const isText = type === 'Literal' || type === 'JSXText';
  return isText && typeof value === 'string' ? value : undefined;
}

/**
 * @param {string} name a name, or several as a regular expression
 * @returns {string} the ESLint selector of each place that reads a member or an export of that name:
 *   `a.name`, `a['name']`, `const { name } = a`, `import { name as other }`, `get(a, 'name')`
 */
export function mentions(name) {
  const places = [
    `MemberExpression[computed=false][property.name=/^(${name})$/]`,
    `ObjectPattern > Property[computed=false][key.name=/^(${name})$/]`,
    `ImportSpecifier[imported.name=/^(${name})$/]`,
    `Literal[value=/^(${name})$/]`,
    `TemplateElement[value.cooked=/^(${name})$/]`,
  ];
  return places.join(', ');
}
