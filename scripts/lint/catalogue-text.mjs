/**
 * The ESLint rule against text for people that is written in the code: in the elements and attributes of
 * the window, and in what main passes to windows, dialogs, menus, the tray and notifications.
 */
import { textIn } from './static-text.mjs';

/** Attributes and props whose text people read or hear. */
const readProps =
  /^(?:aria-(?:label|description|placeholder|roledescription|valuetext)|title|alt|label|placeholder|description|heading|hint|text|message|confirm|cancel|errorMessage)$/;

/** Members of options that the system shows. */
const shownOptions =
  /^(?:title|subtitle|body|message|detail|label|sublabel|toolTip|content|replyPlaceholder|closeButtonText|buttonLabel|checkboxLabel|nameFieldLabel|buttons|text)$/;

const showingClasses = /^(?:Notification|MenuItem|BrowserWindow|TouchBar\w*)$/;
/** They show what is named in their options. */
const showingFunctions =
  /^(?:show(?:MessageBox|OpenDialog|SaveDialog|CertificateTrustDialog)(?:Sync)?|buildFromTemplate|displayBalloon|setAboutPanelOptions|setJumpList|setUserTasks)$/;
/** They show their arguments. */
const textFunctions = /^(?:showErrorBox|setToolTip|setTitle|setOverlayIcon|writeText)$/;

/** @typedef {import('eslint').Rule.Node} Node */
/**
 * @typedef {object} Part
 * @property {string} type
 * @property {unknown} [value]
 * @property {string} [operator]
 * @property {Part & { name?: string }} [key]
 * @property {string | Part} [name]
 * @property {Part} [callee]
 * @property {Part} [property]
 * @property {Part} [expression]
 * @property {Part} [consequent]
 * @property {Part} [alternate]
 * @property {Part} [left]
 * @property {Part} [right]
 * @property {readonly Part[]} [arguments]
 * @property {readonly (Part | null)[]} [elements]
 * @property {readonly Part[]} [properties]
 */

/** @type {import('eslint').Rule.RuleModule} */
export const catalogueText = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { text: '"{{text}}" is text for people: put it into messages/en.json.' },
  },
  create(context) {
    /** @param {Part | null | undefined} part an expression whose value people read */
    const check = (part) => {
      if (!part) return;
      const text = textIn(part);
      if (text !== undefined && hasWord(text)) {
        const shown = text.trim().replace(/\s+/g, ' ');
        const node = /** @type {Node} */ (/** @type {unknown} */ (part));
        context.report({ node, messageId: 'text', data: { text: shown } });
      }
      for (const inner of choicesOf(part)) check(inner);
    };
    /** @param {Part | null | undefined} part options, or a list of them */
    const checkOptions = (part) => {
      if (part?.type === 'ArrayExpression') (part.elements ?? []).forEach(checkOptions);
      if (part?.type !== 'ObjectExpression') return;
      for (const { key, value } of part.properties ?? []) {
        const name = key?.name ?? key?.value;
        const inner = /** @type {Part} */ (value);
        if (typeof name === 'string' && shownOptions.test(name)) check(inner);
        checkOptions(inner);
      }
    };
    /** @param {Node} node */
    const asPart = (node) => /** @type {Part} */ (/** @type {unknown} */ (node));
    return {
      JSXText: (/** @type {Node} */ node) => check(asPart(node)),
      JSXExpressionContainer(/** @type {Node} */ node) {
        const parent = /** @type {{ parent?: Part }} */ (/** @type {unknown} */ (node)).parent;
        if (parent?.type !== 'JSXAttribute') check(asPart(node).expression);
      },
      JSXAttribute(/** @type {Node} */ node) {
        const { name, value } = asPart(node);
        const text = /** @type {{ name?: string }} */ (name).name;
        const part = /** @type {Part | null} */ (value);
        if (typeof text !== 'string' || !readProps.test(text)) return;
        check(part?.type === 'JSXExpressionContainer' ? part.expression : part);
      },
      NewExpression(node) {
        const { callee, arguments: given = [] } = asPart(node);
        if (showingClasses.test(nameOf(callee))) given.forEach(checkOptions);
      },
      CallExpression(node) {
        const { callee, arguments: given = [] } = asPart(node);
        if (showingFunctions.test(nameOf(callee))) given.forEach(checkOptions);
        if (textFunctions.test(nameOf(callee))) given.forEach(check);
      },
      // Options may be set one by one.
      AssignmentExpression(node) {
        const { left, right } = asPart(node);
        if (nameOf(left) === 'title' && left?.type === 'MemberExpression') check(right);
      },
    };
  },
};

/** @param {Part | undefined} callee @returns {string} its last name */
function nameOf(callee) {
  const named = callee?.type === 'MemberExpression' ? callee.property : callee;
  return typeof named?.name === 'string' ? named.name : '';
}

/** @param {Part} part @returns {readonly (Part | null | undefined)[]} the expressions it may stand for */
function choicesOf({ type, operator, consequent, alternate, left, right, elements }) {
  switch (type) {
    case 'ConditionalExpression':
      return [consequent, alternate];
    case 'LogicalExpression':
      return operator === '&&' ? [right] : [left, right];
    case 'BinaryExpression':
      return operator === '+' ? [left, right] : [];
    case 'ArrayExpression':
      return elements ?? [];
    default:
      return [];
  }
}

/** @param {string} text */
const hasWord = (text) => /\p{L}{2}/u.test(text);
