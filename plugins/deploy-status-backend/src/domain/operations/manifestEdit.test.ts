import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { editImages } from './manifestEdit';

const BLOG = { name: 'ghcr.io/hanabi/blog-api', tag: '0.1.12' };

describe('editImages', () => {
  it('changes one KubeVela Application and keeps marker, comments and form', () => {
    const text = `# Written by a person.
apiVersion: core.oam.dev/v1beta1
kind: Application
spec:
  components:
    - name:   blog-api   # odd spacing
      properties:
        image: ghcr.io/hanabi/blog-api:0.1.9 # {"$imagepolicy": "flux-system:blog-api-production"}
        env: [ { name: A, value: "1" } ]
    - name: sidecar
      properties: { image: 'ghcr.io/hanabi/go-kit:2.0.0' }
`;
    const edited = editImages(text, [BLOG]);
    expect(edited.text).toBe(
      text.replace('blog-api:0.1.9 #', 'blog-api:0.1.12 #'),
    );
    expect(edited.found).toEqual([BLOG]);
    expect(edited.lines).toEqual([
      {
        line: 8,
        before:
          '        image: ghcr.io/hanabi/blog-api:0.1.9 # {"$imagepolicy": "flux-system:blog-api-production"}',
        after:
          '        image: ghcr.io/hanabi/blog-api:0.1.12 # {"$imagepolicy": "flux-system:blog-api-production"}',
      },
    ]);
  });

  it('changes several images in several documents, each as it is quoted', () => {
    const text = [
      'kind: Deployment',
      'spec:',
      '  containers:',
      "    - image: 'ghcr.io/hanabi/blog-api:0.1.9'",
      `    - image: "ghcr.io/hanabi/blog-api@sha256:${'a'.repeat(64)}"`,
      '---',
      'kind: Job',
      'image: localhost:5000/migrate:1',
      'other: ghcr.io/hanabi/blog-api-worker:0.1.9',
      '',
    ].join('\r\n');
    const edited = editImages(text, [
      BLOG,
      { name: 'localhost:5000/migrate', tag: '2' },
    ]);
    expect(edited.text.split('\r\n')).toEqual([
      'kind: Deployment',
      'spec:',
      '  containers:',
      "    - image: 'ghcr.io/hanabi/blog-api:0.1.12'",
      '    - image: "ghcr.io/hanabi/blog-api:0.1.12"',
      '---',
      'kind: Job',
      'image: localhost:5000/migrate:2',
      'other: ghcr.io/hanabi/blog-api-worker:0.1.9',
      '',
    ]);
    expect(edited.lines.map(({ line }) => line)).toEqual([4, 5, 8]);
  });

  it("sets Kustomize's tag, by the name that is built", () => {
    const text = `images:
  - name: blog
    newName: ghcr.io/hanabi/blog-api
    newTag: 0.1.9
  - name: ghcr.io/hanabi/blog-web
    newTag: "1"
`;
    expect(editImages(text, [BLOG]).text).toBe(text.replace('0.1.9', '0.1.12'));
    expect(
      editImages(text, [{ name: 'ghcr.io/hanabi/blog-web', tag: '2' }]).text,
    ).toBe(text.replace('"1"', '"2"'));
  });

  it("sets Helm's tag, quoted where it would be a number", () => {
    const text = `image:
  registry: ghcr.io
  repository: hanabi/blog-api
  tag: 1.9 # the release
web:
  image: { repository: ghcr.io/hanabi/blog-web, tag: "2" }
`;
    const number = editImages(text, [{ name: BLOG.name, tag: '1.10' }]);
    expect(number.text).toBe(text.replace('1.9 #', '"1.10" #'));
    const web = editImages(text, [
      { name: 'ghcr.io/hanabi/blog-web', tag: '3' },
    ]);
    expect(web.text).toBe(text.replace('"2"', '"3"'));
  });

  it('says why it cannot set an image that is pinned otherwise', () => {
    const digest = `sha256:${'b'.repeat(64)}`;
    const pinned = `images:\n  - name: ${BLOG.name}\n    digest: ${digest}\n`;
    expect(editImages(pinned, [BLOG])).toMatchObject({
      text: pinned,
      problems: [expect.stringContaining('pinned by a digest')],
    });
    const newer = { name: BLOG.name, digest: `sha256:${'c'.repeat(64)}` };
    expect(editImages(pinned, [newer]).text).toContain(newer.digest);
  });

  it('tells an image that is there already from one that is not', () => {
    const text = 'image: ghcr.io/hanabi/blog-api:0.1.12\n';
    expect(editImages(text, [BLOG])).toMatchObject({
      found: [BLOG],
      lines: [],
    });
    expect(editImages('image: nginx:1\n', [BLOG]).found).toEqual([]);
    // Not every mention of a repository is its version.
    expect(editImages(`name: ${BLOG.name}\n`, [BLOG]).found).toEqual([]);
  });

  it('leaves a file alone that is not YAML, such as a template', () => {
    const text = `image: {{ .Values.image }}\n  - x: ghcr.io/hanabi/blog-api:1\n`;
    expect(editImages(text, [BLOG])).toEqual({
      text,
      lines: [],
      found: [],
      problems: [],
    });
  });

  it('changes nothing but the value, whatever stands around it', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/);
    const line = fc.oneof(
      word.map(value => `# ${value}`),
      fc.tuple(word, word).map(([key, value]) => `x${key}: ${value}`),
      word.map(value => `l${value}: [ "${value}", {a: 1} ]`),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.array(line, { maxLength: 6 }),
        tag,
        tag,
        fc.constantFrom('', '"', "'"),
        (before, after, from, to, quote) => {
          const own = (value: string) =>
            `image:   ${quote}ghcr.io/hanabi/blog-api:${value}${quote}   # kept`;
          const text = [...before, own(from), ...after, ''].join('\n');
          const edited = editImages(text, [{ name: BLOG.name, tag: to }]);
          expect(edited.text).toBe(
            [...before, own(to), ...after, ''].join('\n'),
          );
          expect(
            parseAllDocuments(edited.text, { uniqueKeys: false })[0]?.get(
              'image',
            ),
          ).toBe(`ghcr.io/hanabi/blog-api:${to}`);
        },
      ),
    );
  });
});
