import type { Image } from '@michi/plugin-deploy-status-common';
import { editImages, imageKeys, type EditedManifest } from './manifestEdit';
import { manifestLayers } from './manifestLayers';
import type { ManifestPlace } from './manifestPlaces';

/** The manifests at a place, by their paths. */
export interface PlacedManifests {
  place: ManifestPlace;
  paths: readonly string[];
}

/**
 * Edits, for each source and image, the first layer that names it and no other:
 * what is overridden there, or belongs to another environment, stays as it is.
 * Pure.
 *
 * @param texts - of all manifests, by path; those that are no text are absent
 * @returns by path
 */
export function decisiveEdits(
  placed: readonly PlacedManifests[],
  texts: ReadonlyMap<string, string>,
  images: readonly Image[],
): Map<string, EditedManifest> {
  const chosen = new Map<string, Set<Image>>();
  const keys = new Map<string, Map<string, Image>>();
  for (const source of new Set(placed.map(({ place }) => place.source))) {
    const its = placed.filter(({ place }) => place.source === source);
    const layers = its.flatMap(({ place, paths }) =>
      manifestLayers(place, among(paths, texts)),
    );
    // Values files often give a tag, and leave the repository to the defaults.
    const known = new Map(
      [...layers.flat()]
        .reverse()
        .flatMap(path => [...imageKeys(texts.get(path) ?? '', images)]),
    );
    for (const { place, paths } of its) {
      for (const path of place.kind === 'file' ? paths : []) {
        keys.set(path, known);
      }
    }
    const named = (path: string) =>
      editImages(texts.get(path) ?? '', images, keys.get(path)).found;
    const foundIn = layers.map(layer =>
      layer.map(path => ({ path, found: named(path) })),
    );
    for (const image of images) {
      const naming = foundIn
        .map(layer => layer.filter(({ found }) => found.includes(image)))
        .find(layer => layer.length > 0);
      for (const { path } of naming ?? []) {
        chosen.set(path, (chosen.get(path) ?? new Set()).add(image));
      }
    }
  }
  return new Map(
    [...chosen].map(([path, some]) => [
      path,
      editImages(texts.get(path) ?? '', [...some], keys.get(path)),
    ]),
  );
}

function among(
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
): Map<string, string> {
  return new Map(
    paths.flatMap(path => {
      const text = texts.get(path);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
}
