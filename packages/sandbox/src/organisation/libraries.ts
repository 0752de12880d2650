import type { NewCommit } from '../git/fastImport';
import type { Random } from '../random';
import { ciWorkflow } from './manifests';
import type { People } from './people';
import { workingHours } from './workingHours';

/** A library: a repository that nothing deploys. */
export interface Library {
  name: string;
  description: string;
  team: string;
  files: Readonly<Record<string, string>>;
  /** Commits after the first one: message, and the file and line that it adds. */
  commits: readonly (readonly [message: string, file: string, line: string])[];
}

const catalogInfo = (name: string, description: string, tag: string) =>
  `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  description: "${description}"
  annotations:
    github.com/project-slug: hanabi/${name}
    backstage.io/techdocs-ref: dir:.
  tags:
    - ${tag}
spec:
  type: library
  lifecycle: production
  owner: group:default/platform
  system: delivery-platform
`;

const docs = (name: string, description: string) => ({
  'README.md': `# ${name}\n\n${description}\n`,
  'mkdocs.yml': `site_name: ${name}\nnav:\n  - Overview: index.md\nplugins:\n  - techdocs-core\n`,
  'docs/index.md': `# ${name}\n\n${description}\n`,
  CODEOWNERS: '* @hanabi/platform\n',
  '.github/workflows/ci.yaml': ciWorkflow('0', undefined),
});

const GO_KIT = 'What every Go service needs: logging, shutdown, health.';
const TOKENS = 'Colours, type and spacing of everything that Hanabi shows.';

export const LIBRARIES: readonly Library[] = [
  {
    name: 'go-kit',
    description: GO_KIT,
    team: 'platform',
    files: {
      ...docs('go-kit', GO_KIT),
      'catalog-info.yaml': catalogInfo('go-kit', GO_KIT, 'go'),
      'go.mod': 'module github.com/hanabi/go-kit\n\ngo 1.25\n',
      'kit.go':
        '// Package kit is what every service begins with.\npackage kit\n',
      'CHANGELOG.md': '# Changes\n\n',
    },
    commits: [
      [
        'Release v0.13.0',
        'CHANGELOG.md',
        '- v0.13.0: one log line per request',
      ],
      [
        'Wait for requests in flight on SIGTERM',
        'CHANGELOG.md',
        '- graceful shutdown waits up to 20 s',
      ],
      ['Release v0.13.2', 'CHANGELOG.md', '- v0.13.2: graceful shutdown'],
      ['Log the trace id', 'CHANGELOG.md', '- log lines carry dd.trace_id'],
      ['Release v0.14.0', 'CHANGELOG.md', '- v0.14.0: trace ids in logs'],
      [
        'Release v0.14.1',
        'CHANGELOG.md',
        '- v0.14.1: no log line for health checks',
      ],
    ],
  },
  {
    name: 'design-tokens',
    description: TOKENS,
    team: 'blog',
    files: {
      ...docs('design-tokens', TOKENS),
      'catalog-info.yaml': catalogInfo('design-tokens', TOKENS, 'css')
        .replace('group:default/platform', 'group:default/blog')
        .replace('system: delivery-platform', 'system: blogging'),
      'go.mod': 'module github.com/hanabi/design-tokens\n\ngo 1.25\n',
      'tokens.go':
        '// Package tokens embeds the style sheet.\npackage tokens\n\nimport _ "embed"\n\n// CSS is the style sheet.\n//\n//go:embed tokens.css\nvar CSS string\n',
      'tokens.css': '/* Hanabi’s tokens. */\n',
      CODEOWNERS: '* @hanabi/blog\n',
    },
    commits: [
      [
        'Add the spacing scale',
        'tokens.css',
        ':root { --space-1: 4px; --space-2: 8px; --space-3: 16px; }',
      ],
      [
        'Darken the link colour to reach AA',
        'tokens.css',
        ':root { --link: #1450b4; }',
      ],
      [
        'Add colours for the dark theme',
        'tokens.css',
        '@media (prefers-color-scheme: dark) { :root { --link: #8ab4f8; } }',
      ],
      [
        'Use tabular figures for counts',
        'tokens.css',
        '.count { font-variant-numeric: tabular-nums; }',
      ],
    ],
  },
];

/** The library's commits, oldest first. */
export function libraryHistory(
  library: Library,
  people: People,
  random: Random,
  span: { begin: number; end: number },
): NewCommit[] {
  const times = workingHours(
    { ...span, count: library.commits.length + 1 },
    random,
  );
  const files: Record<string, string> = { ...library.files };
  return times.map((time, index) => {
    const date = new Date(time);
    const daysAgo = (span.end - time) / 86_400_000;
    const author = random.pick(people.of(library.team, daysAgo));
    const commit = library.commits[index - 1];
    if (!commit) {
      return {
        author,
        date,
        message: `Move ${library.name} into its own repository`,
        files: { ...files },
      };
    }
    const [message, file, line] = commit;
    files[file] = `${files[file] ?? ''}${line}\n`;
    return { author, date, message, files: { [file]: files[file] } };
  });
}
