/** Values that a schema accepts, made from the schema itself. */
import type * as z from 'zod';

export interface SampleOptions {
  /** Content of each text, repeated where the schema wants more. */
  readonly text: string;
  /** Where the schema has several options: the number of the one to take, counted round. */
  readonly option: number;
}

const defaults: SampleOptions = { text: 'text', option: 0 };

/** A value with every member, the optional ones too. */
export function sampleOf(schema: z.core.$ZodType, options: Partial<SampleOptions> = {}): unknown {
  const { text, option } = { ...defaults, ...options };
  const { def } = (schema as z.ZodType)._zod as { def: z.core.$ZodTypes['_zod']['def'] };
  const below = (inner: z.core.$ZodType) => sampleOf(inner, options);
  switch (def.type) {
    case 'string':
      return text.padEnd((schema as z.ZodString).minLength ?? 0, text);
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'enum':
      return pick(Object.values(def.entries), option);
    case 'literal':
      return pick(def.values, option);
    case 'union':
      return below(pick(def.options, option));
    case 'array':
      return [below(def.element)];
    case 'record':
      return { [String(below(def.keyType))]: below(def.valueType) };
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).map(([name, member]) => [name, below(member)]),
      );
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return below(def.innerType);
    default:
      throw new Error(`there is no sample of a schema of kind ${def.type} yet`);
  }
}

function pick<T>(values: readonly T[], option: number): T {
  const value = values[option % values.length];
  if (value === undefined) throw new Error('there are no options');
  return value;
}

/** The largest number of options that the schema offers in one place. */
export function optionsIn(schema: z.core.$ZodType): number {
  const { def } = (schema as z.ZodType)._zod as { def: z.core.$ZodTypes['_zod']['def'] };
  switch (def.type) {
    case 'union':
      return Math.max(def.options.length, ...def.options.map(optionsIn));
    case 'object':
      return Math.max(1, ...Object.values(def.shape).map(optionsIn));
    case 'array':
      return optionsIn(def.element);
    case 'record':
      return optionsIn(def.valueType);
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return optionsIn(def.innerType);
    default:
      return 1;
  }
}

/** Samples that together have each option of each union. */
export function samplesOf(schema: z.core.$ZodType, text?: string): readonly unknown[] {
  return Array.from({ length: optionsIn(schema) }, (_, option) =>
    sampleOf(schema, { option, ...(text !== undefined && { text }) }),
  );
}
