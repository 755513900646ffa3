// docs/FILTERS.md.
import { readFileSync } from 'node:fs';
import { camelCase, initialOf, isRequired, rangeOf } from './words.mjs';

const families = {
  css: "CSS's own",
  tone: 'Tone',
  color: 'Colour',
  blur: 'Blur and smoothing',
  detail: 'Detail and edges',
  stylize: 'Effects',
  geometry: 'Geometry',
};

const kinds = {
  pointwise: 'each pixel by itself',
  spatial: 'looks at neighbours',
  geometry: 'moves pixels, may change the size',
};

const cell = (text) => text.replaceAll('|', '\\|');
const code = (text) => `\`${text}\``;

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const link = ({ name }) => `[${name}](#${name})`;

const signature = ({ name, parameters }) =>
  // CSS has no commas here.
  `${name}(${parameters.map((parameter) => parameter.name).join(name === 'drop-shadow' ? ' ' : ', ')})`;

const parameterRow = (parameter) => [
  code(parameter.name),
  parameter.type,
  parameter.type === 'keyword'
    ? parameter.keywords.map(code).join(', ')
    : rangeOf(parameter) + (parameter.clamp ? '; more is clamped' : ''),
  isRequired(parameter) ? 'required' : code(initialOf(parameter)),
  parameter.meaning,
];

const section = (filter) => {
  const { summary, formula, examples, kind, alpha, parameters, name } = filter;
  const computed = `${kinds[kind]}, ${alpha === 'straight' ? 'straight' : 'premultiplied'} alpha`;
  const facts = [
    ...(formula ? [`- Formula: ${code(formula)}`] : []),
    ...(examples.length ? [`- Examples: ${examples.map(code).join(', ')}`] : []),
    `- Method: ${code(`chain().${camelCase(name)}(${parameters.map((each) => camelCase(each.name)).join(', ')})`)}`,
    `- Computed: ${computed}`,
  ];
  return `### ${name}

${code(signature(filter))}: ${summary}

${table(['parameter', 'type', 'range', 'default', 'meaning'], parameters.map(parameterRow))}

${facts.join('\n')}
`;
};

/** The text of the file, to be formatted. */
export const documentation = ({ filters, mostCalls }) => {
  const introduction = readFileSync(new URL('introduction.md', import.meta.url), 'utf8');
  const parts = Object.entries(families).map(([family, title]) => {
    const members = filters.filter((filter) => filter.family === family);
    return `## ${title}

${table(
  ['filter', 'what it does'],
  members.map((filter) => [link(filter), filter.summary]),
)}

${members.map(section).join('\n')}`;
  });
  return introduction
    .replace('{count}', filters.length)
    .replace('{mostCalls}', mostCalls)
    .replace('{families}', () => parts.join('\n'));
};
