import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useMemo, useState } from 'react';
import {
  readSavedFilters,
  removeFilter,
  saveFilter,
  type SavedFilters,
} from '../model/savedFilters';

const BUCKET = 'deploy-status';
const KEY = 'savedFilters';

/** The person's named filters, kept where Backstage keeps settings. */
export function useSavedFilters(): {
  saved: SavedFilters;
  save(name: string, search: string): Promise<void>;
  remove(name: string): Promise<void>;
} {
  const storageApi = useApi(storageApiRef);
  const bucket = useMemo(() => storageApi.forBucket(BUCKET), [storageApi]);
  const [saved, setSaved] = useState(() =>
    readSavedFilters(bucket.snapshot(KEY).value),
  );
  useEffect(() => {
    const subscription = bucket
      .observe$(KEY)
      .subscribe(({ value }) => setSaved(readSavedFilters(value)));
    return () => subscription.unsubscribe();
  }, [bucket]);
  return {
    saved,
    save: (name, search) => bucket.set(KEY, saveFilter(saved, name, search)),
    remove: name => bucket.set(KEY, removeFilter(saved, name)),
  };
}
