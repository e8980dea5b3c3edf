/** The schema of text for display, from a definition. */
import * as z from 'zod';

import {
  longestText,
  problemWithShowing,
  type OutsideField,
  textOrEmpty,
} from '../text/outside-text.js';
import { because } from './definition-problem.js';

/** One that could not be shown as it is written is refused (H96). */
export const displayable = (field: OutsideField) =>
  z
    .string()
    .superRefine((text, context) => {
      const obstacle = problemWithShowing(field, text);
      switch (obstacle) {
        case null:
          return;
        case 'not_displayable':
          context.addIssue({ code: 'custom', message: because('not_displayable') });
          return;
        case 'empty':
          context.addIssue({ code: 'too_small', origin: 'string', minimum: 1 });
          return;
        case 'too_long':
          context.addIssue({ code: 'too_big', origin: 'string', maximum: longestText(field) });
      }
    })
    .transform((text) => textOrEmpty(field, text));
