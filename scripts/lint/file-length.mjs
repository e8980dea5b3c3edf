/** The ESLint rule that a long file gives its reason in its first comment. */
import { asProse } from './as-prose.mjs';

/** @type {import('eslint').Rule.RuleModule} */
export const fileLength = {
  meta: {
    type: 'suggestion',
    schema: [
      {
        type: 'object',
        properties: { max: { type: 'integer' } },
        required: ['max'],
        additionalProperties: false,
      },
    ],
    messages: {
      tooLong:
        '{{lines}} lines: split the file so that each part tells one thing, or say in its first comment "Longer than {{max}} lines because …".',
    },
  },
  create(context) {
    /** @type {unknown} */
    const option = context.options[0];
    const { max } = /** @type {{ max: number }} */ (option);
    return {
      Program(node) {
        const lines = context.sourceCode.getText().split('\n').length - 1;
        const [first] = context.sourceCode.getAllComments();
        const reason = new RegExp(`Longer than ${String(max)} lines because \\S`);
        if (lines <= max || reason.test(asProse(first?.value ?? ''))) return;
        context.report({
          node,
          messageId: 'tooLong',
          data: { lines: String(lines), max: String(max) },
        });
      },
    };
  },
};
