import { imageText, type Image } from '@michi/plugin-deploy-status-common';
import {
  isPair,
  isScalar,
  isSeq,
  parse,
  parseAllDocuments,
  Scalar,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { parseImage } from '../image';

/** A line of a manifest, before and after. */
export interface ChangedLine {
  /** 1 for the first line. */
  line: number;
  before: string;
  after: string;
}

/** What became of a manifest. */
export interface EditedManifest {
  text: string;
  lines: ChangedLine[];
  /** Of the images asked for, those that the manifest names, whether or not they differ. */
  found: Image[];
  /** Why an image that it names could not be set. */
  problems: string[];
}

/** New text for the place of one scalar, and nothing around it. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * Sets images in the text of a manifest. Only the characters of the values
 * themselves change: comments, order, quotes and everything that is not an
 * image stay as they are. Understood are images as one value (`image:
 * name:tag`, in Kubernetes and KubeVela alike), Kustomize's `images` and Helm's
 * `repository` and `tag`.
 *
 * A file that is not YAML, such as a template, names no image.
 *
 * @param known - what {@link imageKeys} finds in the defaults of Helm's values:
 * the image of a `tag` whose `repository` stands only there
 */
export function editImages(
  text: string,
  images: readonly Image[],
  known: ReadonlyMap<string, Image> = new Map(),
): EditedManifest {
  const nothing = { text, lines: [], found: [], problems: [] };
  const documents = readable(text);
  if (!documents) {
    return nothing;
  }
  const found = new Set<Image>();
  const problems: string[] = [];
  const edits: Edit[] = [];
  for (const document of documents) {
    visit(document, {
      Scalar: (key, node) => {
        const image = key === 'key' ? undefined : namedBy(node, images);
        if (image) {
          found.add(image);
          edits.push(...editTo(node, imageText(image)));
        }
      },
      Map: (_key, node, above) => {
        const inherited = known.get(keysTo(above) ?? '');
        for (const image of images) {
          const set = setApart(node, image, inherited === image);
          if (set) {
            found.add(image);
            edits.push(...set.edits);
            problems.push(...set.problems);
          }
        }
      },
    });
  }
  const edited = applied(text, edits);
  // An edit that would break the file is not made.
  return readable(edited)
    ? {
        text: edited,
        lines: changedLines(text, edited),
        found: [...found],
        problems,
      }
    : nothing;
}

/** Where values for Helm name images by `repository` and `tag`, by the keys that lead there. */
export function imageKeys(
  text: string,
  images: readonly Image[],
): Map<string, Image> {
  const found = new Map<string, Image>();
  for (const document of readable(text) ?? []) {
    visit(document, {
      Map: (_key, node, above) => {
        const keys = keysTo(above);
        const image = images.find(
          one => versionKeys(node, one, false)?.tag === 'tag',
        );
        if (keys !== undefined && image) found.set(keys, image);
      },
    });
  }
  return found;
}

/** Undefined inside a list, which Helm replaces as a whole. */
function keysTo(above: ReadonlyArray<Document | Node | Pair>) {
  return above.some(one => isSeq(one))
    ? undefined
    : JSON.stringify(above.flatMap(one => (isPair(one) ? [one.key] : [])));
}

function readable(text: string): Document.Parsed[] | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false });
  return Array.isArray(documents) &&
    documents.every(({ errors }) => errors.length === 0)
    ? documents
    : undefined;
}

/** The image of which a scalar such as `ghcr.io/hanabi/blog-api:1.0` is a version. */
function namedBy(node: Scalar, images: readonly Image[]): Image | undefined {
  if (typeof node.value !== 'string') {
    return undefined;
  }
  const written = parseImage(node.value);
  return written.tag || written.digest
    ? images.find(({ name }) => name === written.name)
    : undefined;
}

/** An image whose name and version are values of their own. */
function setApart(
  map: YAMLMap,
  image: Image,
  isInherited: boolean,
): { edits: Edit[]; problems: string[] } | undefined {
  const version = versionKeys(map, image, isInherited);
  if (!version) {
    return undefined;
  }
  const tag = scalarOf(map, version.tag);
  const digest = scalarOf(map, 'digest');
  if (digest?.value && !image.digest) {
    return {
      edits: [],
      problems: [
        `${image.name} is pinned by a digest, and only a tag was given`,
      ],
    };
  }
  if (!digest?.value && !image.tag) {
    return {
      edits: [],
      problems: [`${image.name} is set by a tag, and only a digest was given`],
    };
  }
  return {
    edits: [
      ...(tag && image.tag ? editTo(tag, image.tag) : []),
      ...(digest?.value && image.digest ? editTo(digest, image.digest) : []),
    ],
    problems: [],
  };
}

function versionKeys(
  map: YAMLMap,
  image: Image,
  isInherited: boolean,
): { tag: 'newTag' | 'tag' } | undefined {
  const read = (key: string) => {
    const value = scalarOf(map, key)?.value;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  // Kustomize: what is built carries the new name, where there is one.
  if (scalarOf(map, 'newTag') || (read('name') && read('digest'))) {
    return (read('newName') ?? read('name')) === image.name
      ? { tag: 'newTag' }
      : undefined;
  }
  // Helm's usual values.
  if (scalarOf(map, 'tag')) {
    const repository = read('repository') ?? read('image');
    const registry = read('registry');
    const full = registry && repository && `${registry}/${repository}`;
    return repository === image.name ||
      full === image.name ||
      (repository === undefined && isInherited)
      ? { tag: 'tag' }
      : undefined;
  }
  return undefined;
}

function scalarOf(map: YAMLMap, key: string): Scalar | undefined {
  const node = map.get(key, true);
  return isScalar(node) ? node : undefined;
}

/** Puts a value into the place of a scalar, quoted as the old one was. */
function editTo(node: Scalar, value: string): Edit[] {
  const [start, end] = node.range ?? [0, 0];
  const edit = (text: string) =>
    node.value === value || end <= start ? [] : [{ start, end, text }];
  switch (node.type) {
    case Scalar.QUOTE_DOUBLE:
      return edit(`"${value}"`);
    case Scalar.QUOTE_SINGLE:
      return edit(`'${value}'`);
    case Scalar.PLAIN:
      // A tag such as 1.10 is a number unless it is quoted.
      return edit(parse(value) === value ? value : `"${value}"`);
    default:
      // Written as a block of lines, which no one does for an image.
      return [];
  }
}

function applied(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end),
      text,
    );
}

function changedLines(before: string, after: string): ChangedLine[] {
  // An edit stays within its line, so both have the same lines.
  const newer = after.split('\n');
  return before.split('\n').flatMap((line, index) => {
    const changed = newer[index] ?? '';
    return changed === line
      ? []
      : [
          {
            line: index + 1,
            before: line.replace(/\r$/, ''),
            after: changed.replace(/\r$/, ''),
          },
        ];
  });
}
