import { imageTag, setImageTag } from './imagePolicy';

const MANIFEST = `# keep me
spec:
  image: ghcr.io/hanabi/blog-api:1.42.7 # {"$imagepolicy": "flux-system:blog-api-dev"}
  sidecar: ghcr.io/hanabi/proxy:1.0.0
  other: ghcr.io/hanabi/other:1.0.0 # {"$imagepolicy": "flux-system:other-dev"}
  port:   "8080" # a comment
  version: "1.42.7" # {"$imagepolicy": "flux-system:blog-api-dev:tag"}
`;

describe('setImageTag', () => {
  it('writes the marked lines and nothing else', () => {
    const { text, oldTag } = setImageTag(
      MANIFEST,
      'flux-system:blog-api-dev',
      '1.42.8',
    );
    expect(oldTag).toBe('1.42.7');
    expect(text).toBe(MANIFEST.replaceAll('1.42.7', '1.42.8'));
  });

  it('leaves a text without the marker alone', () => {
    expect(setImageTag(MANIFEST, 'flux-system:nobody', '9.9.9')).toEqual({
      text: MANIFEST,
      oldTag: undefined,
    });
  });

  it('keeps a registry’s port apart from the tag', () => {
    const line = 'image: localhost:5000/x # {"$imagepolicy": "a:b"}';
    expect(setImageTag(line, 'a:b', '1').text).toBe(
      'image: localhost:5000/x:1 # {"$imagepolicy": "a:b"}',
    );
    expect(imageTag(line, 'a:b')).toBeUndefined();
  });
});
