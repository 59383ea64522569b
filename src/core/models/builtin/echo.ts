import type { BuiltinModel } from './builtinModel';

export const echo: BuiltinModel = {
  says: 'This is the built-in `echo`, not a language model: it gives its input back.',
  answer: (input) => input,
};
