// web/demo/filters/catalogue-words.ts: what the demo says of each filter.
import { notice } from './words.mjs';

/** The text of the file, to be formatted. */
export const demoWords = ({ filters }) => {
  const rows = filters.map(({ name, summary, examples, parameters }) => {
    const meanings = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.meaning]));
    return `${JSON.stringify(name)}: ${JSON.stringify({ summary, example: examples[0] ?? '', meanings })}`;
  });
  return `${notice}
export type FilterWords = {
  /** One sentence. */
  summary: string;
  /** A chain of this filter alone; '' where one cannot be written down. */
  example: string;
  /** What each parameter means, by its name. */
  meanings: Readonly<Record<string, string>>;
};

export const catalogueWords: Readonly<Record<string, FilterWords>> = {
${rows.join(',\n')}
};
`;
};
